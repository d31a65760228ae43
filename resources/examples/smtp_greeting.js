// SMTP greeting: a server that speaks first
// Peer: greeting
//
// Some servers speak first, among them those of SMTP, FTP and SSH. A client that sends at once breaks the rules, and
// one that registers its handler late loses the greeting: bytes that arrive while nobody listens are dropped.
// So: handlers first, then connect, then wait for 220, then talk.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

export default async function () {
  const socket = new Socket();
  let received = "";
  let wake = () => {};
  socket.on("data", (data) => {
    received += String.fromCharCode(...new Uint8Array(data));
    wake();
  });
  const closed = new Promise((resolve) => socket.on("close", resolve));

  async function nextLine() {
    while (!received.includes("\r\n")) {
      await new Promise((resolve) => (wake = resolve));
    }
    const [line] = received.split("\r\n", 1);
    received = received.slice(line.length + 2);
    return line;
  }

  // A reply is one or more lines with the same code; all but the last have a hyphen behind it: "250-", then "250 ".
  async function nextReply() {
    const lines = [];
    do {
      lines.push(await nextLine());
    } while (lines[lines.length - 1][3] === "-");
    return { code: Number(lines[0].slice(0, 3)), lines };
  }

  async function command(text) {
    await socket.write(`${text}\r\n`);
    const reply = await nextReply();
    console.log(`${text} -> ${reply.code}, ${reply.lines.length} line(s)`);
    return reply;
  }

  await socket.connect(__ENV.TCP_PORT || 2525, __ENV.TCP_HOST || "localhost");
  const greeting = await nextReply(); // nothing has been sent yet
  console.log("greeting:", greeting.code);
  check(greeting, { "ready": ({ code }) => code === 220 });
  check(socket, { "the server spoke first": (s) => s.bytes_written === 0 && s.bytes_read > 0 });

  check(await command("EHLO lab.example"), { "several lines, one reply": (r) => r.code === 250 && r.lines.length > 1 });
  check(await command("NOOP"), { "nothing, done well": (r) => r.code === 250 });
  check(await command("NONSENSE"), { "5xx: do not try this again": (r) => r.code >= 500 });
  check(await command("QUIT"), { "good bye": (r) => r.code === 221 });
  await closed; // the server closes first here too
}
