// Echo: one line after the other, and waiting for the close
// Peer: echo
//
// TCP carries a stream of bytes, not messages: one write() may arrive in two "data" events, two writes in one.
// So this script collects bytes until a whole line is there.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

const lines = ["one", "two", "three"];

export default async function () {
  const socket = new Socket();
  let received = "";
  let wake = () => {};

  socket.on("data", (data) => {
    received += String.fromCharCode(...new Uint8Array(data));
    wake();
  });
  socket.on("error", (error) => console.error(`${error.method} failed: ${error.message}`));
  const closed = new Promise((resolve) => socket.on("close", resolve));

  // Waits until a line is complete, takes it out of what was received, and returns it without its CR LF.
  async function nextLine() {
    while (!received.includes("\r\n")) {
      await new Promise((resolve) => (wake = resolve));
    }
    const end = received.indexOf("\r\n");
    const line = received.slice(0, end);
    received = received.slice(end + 2);
    return line;
  }

  await socket.connect({ port: __ENV.TCP_PORT || 9000, host: __ENV.TCP_HOST || "localhost" });
  for (const line of lines) {
    await socket.write(`${line}\r\n`);
    const reply = await nextLine();
    console.log("reply:", reply);
    check(reply, { "the peer sent the line back": (text) => text === line });
  }

  socket.destroy(); // asks for the close ...
  await closed; // ... and here it has happened
  console.log(`closed after ${socket.bytes_written} bytes sent and ${socket.bytes_read} received`);
}
