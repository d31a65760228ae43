// Length-prefixed binary: messages that say how long they are
// Peer: length
//
// Binary protocols often put the size of a message in front of it: here four bytes, the most significant one first
// ("big-endian", network byte order). No byte is special then, so a payload may hold anything, CR LF and zeros too.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

function frame(payload) {
  const message = new Uint8Array(4 + payload.length);
  new DataView(message.buffer).setUint32(0, payload.length); // DataView writes big-endian unless told otherwise
  message.set(payload, 4);
  return message;
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");

export default async function () {
  const socket = new Socket();
  let buffer = new Uint8Array(0); // received and not read yet
  let wake = () => {};

  socket.on("data", (data) => {
    const chunk = new Uint8Array(data); // a copy: k6 uses the memory behind `data` again
    const joined = new Uint8Array(buffer.length + chunk.length);
    joined.set(buffer);
    joined.set(chunk, buffer.length);
    buffer = joined;
    wake();
  });

  async function take(size) {
    while (buffer.length < size) {
      await new Promise((resolve) => (wake = resolve));
    }
    const bytes = buffer.slice(0, size);
    buffer = buffer.slice(size);
    return bytes;
  }

  // Even the four bytes of a length may arrive in two pieces: wait for all of them, then for the payload.
  async function nextMessage() {
    const prefix = await take(4);
    return take(new DataView(prefix.buffer).getUint32(0));
  }

  await socket.connect(__ENV.TCP_PORT || 9000, __ENV.TCP_HOST || "localhost");

  // The peer sends each message back with its bytes in reverse order.
  await socket.write(frame(Uint8Array.of(1, 2, 3, 0, 13, 10)).buffer); // write() takes an ArrayBuffer or a string
  const reply = await nextMessage();
  console.log("reply:", hex(reply));
  check(reply, { "reversed": (bytes) => hex(bytes) === "0a 0d 00 03 02 01" });

  // One message in three writes and two messages in one: the peer looks at lengths, not at writes.
  const message = frame(Uint8Array.of(7, 8, 9));
  await socket.write(message.slice(0, 2).buffer);
  await socket.write(message.slice(2, 5).buffer);
  await socket.write(message.slice(5).buffer);
  await socket.write("\x00\x00\x00\x02hi\x00\x00\x00\x00"); // the second one is empty, which is a message too
  const three = [await nextMessage(), await nextMessage(), await nextMessage()];
  console.log("then:", three.map((bytes) => `[${hex(bytes)}]`).join(" "));
  check(three, { "three messages": (all) => all.map(hex).join("/") === "09 08 07/69 68/" });

  socket.destroy();
}
