// Reconnect: a refused connection, a closed one, and how to try again
// Peer: line
//
// A Socket is one connection. When that has ended, or could not be made, take a new Socket; nothing reconnects by
// itself. Wait a little longer before each attempt, so that a peer that is just coming back is not overrun.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

const host = __ENV.TCP_HOST || "localhost";
const port = __ENV.TCP_PORT || 9000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Tries the ports one after the other until a connection is there.
async function connectAny(ports) {
  for (const [attempt, candidate] of ports.entries()) {
    const socket = new Socket();
    try {
      await socket.connect(candidate, host);
      console.log(`attempt ${attempt + 1}: connected`);
      return socket;
    } catch (error) {
      console.log(`attempt ${attempt + 1}: ${error.message.split(": ").pop()}`);
      socket.destroy(); // a Socket that failed to connect keeps the iteration alive until it is destroyed
      await pause(50 * 2 ** attempt); // 50 ms, 100 ms, 200 ms ...
    }
  }
  throw new Error("no attempt succeeded");
}

// One request on a connection of its own. The peer closes it after QUIT.
async function ask(socket, request) {
  let received = "";
  socket.on("data", (data) => (received += String.fromCharCode(...new Uint8Array(data))));
  socket.on("error", (error) => console.error(`${error.method} failed: ${error.message}`));
  const closed = new Promise((resolve) => socket.on("close", resolve));
  await socket.write(`${request}\r\nQUIT\r\n`);
  await closed; // all bytes that came before the close have been delivered by now
  return received.split("\r\n")[0];
}

export default async function () {
  // "Connection refused" is an answer: the host is there and says at once that nobody listens, as on port 1 here.
  // A host that does not answer at all is another case: then a connect takes until it times out.
  const first = await connectAny([1, 1, port]);
  console.log(await ask(first, "HELLO first connection"));
  check(first, { "the peer closed it": (socket) => socket.ready_state === "destroyed" });

  const second = await connectAny([port]); // a new connection: new local port, counters at 0, no handlers yet
  const reply = await ask(second, "HELLO second connection");
  console.log(reply);
  check(reply, { "answered again": (line) => line === "OK Hello, second connection!" });
}
