// Redis: PING, SET and GET in its own protocol
// Peer: redis
//
// Redis speaks RESP: a request is a list of strings with their lengths in front, and the first byte of a reply says
// what it is: + a status, - an error, : a number, $ a string. The built-in peer knows a few commands; a real server
// runs this file as well: TCP_PORT=6379.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

// ["GET", "k"] becomes *2 CRLF $3 CRLF GET CRLF $1 CRLF k CRLF. Lengths count bytes; this text is ASCII.
const encode = (words) => `*${words.length}\r\n` + words.map((word) => `$${word.length}\r\n${word}\r\n`).join("");

export default async function () {
  const socket = new Socket();
  let received = "";
  let wake = () => {};
  socket.on("data", (data) => {
    received += String.fromCharCode(...new Uint8Array(data));
    wake();
  });
  const closed = new Promise((resolve) => socket.on("close", resolve));

  // Takes so many characters out of what was received, and waits for them.
  async function take(size) {
    while (received.length < size) {
      await new Promise((resolve) => (wake = resolve));
    }
    const text = received.slice(0, size);
    received = received.slice(size);
    return text;
  }

  async function nextReply() {
    let line = "";
    while (!line.endsWith("\r\n")) {
      line += await take(1);
    }
    const text = line.slice(1, -2);
    if (line[0] === "-") return new Error(text); // an answer, not a broken connection
    if (line[0] === ":") return Number(text);
    if (line[0] !== "$") return text;
    if (text === "-1") return null; // there is no such key
    const value = await take(Number(text) + 2); // the value may hold CR LF itself: only its length ends it
    return value.slice(0, -2);
  }

  async function redis(...words) {
    await socket.write(encode(words));
    const reply = await nextReply();
    console.log(words[0], "->", reply instanceof Error ? reply.message : JSON.stringify(reply));
    return reply;
  }

  await socket.connect(__ENV.TCP_PORT || 6379, __ENV.TCP_HOST || "localhost");
  const key = `example:${__VU}`; // virtual users must not share it
  check(await redis("PING"), { "PONG": (reply) => reply === "PONG" });
  check(await redis("SET", key, "one\r\ntwo"), { "stored": (reply) => reply === "OK" });
  check(await redis("GET", key), { "the same comes back": (value) => value === "one\r\ntwo" });
  check(await redis("INCR", key), { "a text is no number": (reply) => reply instanceof Error });
  check(await redis("DEL", key), { "deleted": (count) => count === 1 });
  check(await redis("GET", key), { "gone": (value) => value === null });

  await redis("QUIT"); // the server says OK and closes
  await closed;
}
