// Hello: connect, write, read the reply, close
// Peer: echo
//
// The peer is the one that the environment names: TCP_HOST and TCP_PORT. Where it names none, the window starts
// an echo peer of its own, which sends back what it gets. The same file runs in k6:
//
//   TCP_PORT=9000 k6 run hello.js
import { Socket } from "k6/x/tcp";

export default async function () {
  const socket = new Socket(); // disconnected

  // Handlers come first: bytes that arrive while nobody listens are dropped.
  socket.on("data", (data) => {
    console.log("received:", String.fromCharCode(...new Uint8Array(data)));
    socket.destroy(); // destroyed; an open socket would keep this iteration alive
  });

  await socket.connect(__ENV.TCP_PORT || 9000, __ENV.TCP_HOST || "localhost"); // opening, then open
  await socket.write("Hello, server!");
  console.log("sent", socket.bytes_written, "bytes");
}
