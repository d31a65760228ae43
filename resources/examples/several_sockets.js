// Several sockets: connections that live side by side
// Peer: line
//
// Bytes keep their order within one connection. Between two connections there is none: whichever reply is there
// first is delivered first. So each connection here has its own buffer, and an `await` on one never holds up another.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

// Opens a connection and returns what can be asked over it.
async function open(name) {
  const socket = new Socket({ tags: { connection: name } }); // tags tell the metrics of the connections apart
  let received = "";
  let wake = () => {};
  socket.on("data", (data) => {
    received += String.fromCharCode(...new Uint8Array(data));
    wake();
  });
  await socket.connect(__ENV.TCP_PORT || 9000, __ENV.TCP_HOST || "localhost");

  async function ask(request) {
    await socket.write(`${request}\r\n`);
    while (!received.includes("\r\n")) {
      await new Promise((resolve) => (wake = resolve));
    }
    const [line] = received.split("\r\n", 1);
    received = received.slice(line.length + 2);
    return line;
  }
  return { name, socket, ask };
}

export default async function () {
  // All three connect at the same time; Promise.all waits for the last of them.
  const [slow, quick, middling] = await Promise.all(["slow", "quick", "middling"].map(open));
  const ports = new Set([slow, quick, middling].map(({ socket }) => socket.local_port));
  check(ports, { "three local ports": (all) => all.size === 3 }); // what makes three connections to one port differ

  // The requests leave in this order, the replies come in theirs.
  const order = [];
  const asked = [slow, quick, middling].map(async ({ name, ask }, index) => {
    const reply = await ask(`WAIT ${[600, 100, 350][index]}`);
    order.push(name);
    console.log(`${name}: ${reply}`);
  });
  await Promise.all(asked);
  check(order, { "the quickest reply came first": (names) => names.join() === "quick,middling,slow" });

  // Closing one leaves the others alone.
  quick.socket.destroy();
  const reply = await slow.ask("ADD 1 1");
  check(reply, { "the others go on": (line) => line === "OK 2" });

  // The iteration ends with its last open socket.
  slow.socket.destroy();
  middling.socket.destroy();
}
