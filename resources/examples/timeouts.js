// Timeouts: what setTimeout() tells you, and what it leaves to you
// Peer: line
//
// socket.setTimeout(ms) watches for silence: when nothing has arrived for that long, "timeout" fires, and again after
// as long. Nothing else happens. The connection stays open, and a reply that comes late is still a reply.
// It limits neither connect() nor write(), and what you send does not count as a sign of life.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

export default async function () {
  const socket = new Socket();
  let received = "";
  let silences = 0;
  let wake = () => {};

  socket.on("data", (data) => {
    received += String.fromCharCode(...new Uint8Array(data));
    wake();
  });
  socket.on("timeout", () => {
    silences++;
    wake();
  });
  const closed = new Promise((resolve) => socket.on("close", resolve));

  // Waits for a whole line, but for no more than so many silences in a row. Giving up is our decision: null says so.
  async function nextLine(patience) {
    for (silences = 0; !received.includes("\r\n"); ) {
      if (silences >= patience) return null;
      await new Promise((resolve) => (wake = resolve));
    }
    const [line] = received.split("\r\n", 1);
    received = received.slice(line.length + 2);
    return line;
  }

  await socket.connect(__ENV.TCP_PORT || 9000, __ENV.TCP_HOST || "localhost");
  socket.setTimeout(200);

  await socket.write("WAIT 700\r\n"); // the peer thinks for 700 ms before it answers
  const late = await nextLine(1000);
  console.log(silences > 1 ? "silent more than once, then:" : "unexpectedly quick:", late);
  check(silences, { "timeout fires again and again": (count) => count > 1 });
  check(late, { "the late reply arrives": (line) => line === "OK waited 700 ms" });
  check(socket, { "a timeout closes nothing": (s) => s.ready_state === "open" });

  await socket.write("WAIT 9000\r\n"); // too long for us
  const reply = await nextLine(2);
  console.log(reply === null ? "no reply in time, giving up" : reply);
  check(reply, { "we stop waiting": (line) => line === null });

  socket.setTimeout(0); // 0 switches the watch off
  socket.destroy(); // without this the open connection would keep the iteration alive
  await closed;
}
