// Line protocol: requests in one write, replies in order, and who closes first
// Peer: line
//
// In a line protocol CR LF ends each message. What one write() sends and what one "data" event brings has nothing
// to do with that: here three requests leave in a single write, and the reader cuts what comes back at the CR LFs.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

export default async function () {
  const socket = new Socket();
  const lines = []; // whole lines that nobody has asked for yet
  let rest = ""; // the beginning of a line whose end has not come yet
  let wake = () => {};

  socket.on("data", (data) => {
    const pieces = (rest + String.fromCharCode(...new Uint8Array(data))).split("\r\n");
    rest = pieces.pop(); // behind the last CR LF: empty, or an unfinished line
    lines.push(...pieces);
    wake();
  });
  const closed = new Promise((resolve) => socket.on("close", resolve));

  async function nextLine() {
    while (lines.length === 0) {
      await new Promise((resolve) => (wake = resolve));
    }
    return lines.shift();
  }

  await socket.connect(__ENV.TCP_PORT || 9000, __ENV.TCP_HOST || "localhost");

  // Three requests at once. The peer answers in order, so the first reply belongs to the first request.
  await socket.write("HELLO Ada\r\nADD 2 40\r\nADD two 40\r\n");
  const replies = [await nextLine(), await nextLine(), await nextLine()];
  console.log(replies.join(" | "));
  check(replies, {
    "replies come in the order of the requests": ([hello, sum]) => hello === "OK Hello, Ada!" && sum === "OK 42",
    // The protocol's own errors are ordinary bytes. The socket's "error" event is for trouble with the connection.
    "a refused command is a reply like any other": ([, , refused]) => refused.startsWith("ERR "),
  });

  // A reply of several lines has to say where it ends. This protocol announces the number of lines.
  await socket.write("COUNT 3\r\n");
  const count = Number((await nextLine()).split(" ")[1]);
  const counted = [];
  while (counted.length < count) {
    counted.push(await nextLine());
  }
  console.log("counted:", counted.join(", "));
  check(counted, { "all lines of the long reply": (all) => all.join("") === "123" });

  // After QUIT the peer closes first, and the socket is destroyed without a destroy() of ours.
  await socket.write("QUIT\r\n");
  console.log(await nextLine());
  await closed;
  check(socket, { "the peer has closed": (s) => s.ready_state === "destroyed" });
}
