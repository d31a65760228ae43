// A script that hangs: two mistakes of every day, for the Why? panel to find
// Peer: line
//
// Run it. Nothing fails, and nothing goes on: after 8 s the iteration is stopped, and counts as interrupted.
// The panel Why? names the line that the peer waits for, because write() ends no line by itself. Put \r\n behind
// the name there, run again: the reply comes, and now the second mistake keeps the iteration alive.
// With gracefulStop as it is when nobody sets it, k6 waits 30 s for each such iteration.
import { Socket } from "k6/x/tcp";

export const options = {
  scenarios: {
    hangs: { executor: "per-vu-iterations", vus: 1, iterations: 1, maxDuration: "8s", gracefulStop: "0s" },
  },
};

export default async function () {
  const socket = new Socket();
  const reply = new Promise((resolve) => socket.on("data", resolve));
  socket.on("close", () => console.log("closed"));

  await socket.connect(__ENV.TCP_PORT || 9000, __ENV.TCP_HOST || "localhost");
  await socket.write("HELLO Ada"); // the first mistake: this peer answers lines, and waits for the end of this one
  console.log("asked");
  console.log("reply:", String.fromCharCode(...new Uint8Array(await reply)).trim());
  // the second mistake: socket.destroy() is missing, and an open socket keeps its iteration alive
}
