// A test of a protocol whose requests and replies are lines. Start a peer with `sockscope peer echo --port 9000`.
import { Socket } from "k6/x/tcp";
import { check, sleep } from "k6";
import { Rate, Trend } from "k6/metrics";
import exec from "k6/execution";

const PORT = __ENV.TCP_PORT || 9000;
const HOST = __ENV.TCP_HOST || "localhost";

const replyTime = new Trend("reply_time", true);
const replyOk = new Rate("reply_ok");

export const options = {
  stages: [
    { duration: "10s", target: 5 },
    { duration: "20s", target: 10 },
    { duration: "1s", target: 0 },
  ],
  thresholds: {
    reply_ok: ["rate>0.99"],
    reply_time: ["p(95)<200", "p(99)<500"],
    tcp_socket_connecting: ["p(95)<100"],
  },
};

// TCP carries bytes, not lines: this collects what arrives and hands out whole lines.
class LineReader {
  constructor(socket) {
    this.text = "";
    this.wake = () => {};
    this.isClosed = false;
    socket.on("data", (data) => {
      this.text += String.fromCharCode(...new Uint8Array(data));
      this.wake();
    });
    socket.on("close", () => {
      this.isClosed = true;
      this.wake();
    });
  }

  async next() {
    while (!this.text.includes("\r\n")) {
      if (this.isClosed) {
        throw new Error("the peer closed before the line was complete");
      }
      await new Promise((resolve) => (this.wake = resolve));
    }
    const end = this.text.indexOf("\r\n");
    const line = this.text.slice(0, end);
    this.text = this.text.slice(end + 2);
    return line;
  }
}

// Gives up where a promise takes too long. Its timer also keeps k6 from ending the iteration before a reply is there.
function within(milliseconds, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no reply within ${milliseconds} ms`)), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

// Fails early where there is nobody to talk to.
export async function setup() {
  const socket = new Socket();
  socket.on("error", () => {});
  try {
    await socket.connect({ port: PORT, host: HOST });
  } catch (error) {
    exec.test.abort(`there is no peer on ${HOST}:${PORT}`);
  }
  socket.destroy();
}

export default async function () {
  const socket = new Socket();
  socket.on("error", (error) => console.error(`${error.method} failed: ${error.message}`));
  const reader = new LineReader(socket);
  await socket.connect({ port: PORT, host: HOST });

  for (const request of ["one", "two", "three"]) {
    const sent = Date.now();
    await socket.write(`${request}\r\n`);
    const reply = await within(5000, reader.next());
    replyTime.add(Date.now() - sent);
    replyOk.add(check(reply, { "the reply is right": (text) => text === request }));
  }
  socket.destroy();
  sleep(1);
}
