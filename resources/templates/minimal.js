// Start the peer with `sockscope peer echo --port 9000`, then this script with `sockscope run` or `k6 run`.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

export const options = {
  vus: 1,
  iterations: 1,
};

// Gives up where a promise takes too long. Its timer also keeps k6 from ending the iteration before a reply is there.
function within(milliseconds, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no reply within ${milliseconds} ms`)), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export default async function () {
  const socket = new Socket();
  socket.on("error", (error) => console.error(`${error.method} failed: ${error.message}`));
  const received = new Promise((resolve) => socket.on("data", resolve));

  await socket.connect({ port: __ENV.TCP_PORT || 9000, host: __ENV.TCP_HOST || "localhost" });
  await socket.write("hello\r\n");

  const reply = String.fromCharCode(...new Uint8Array(await within(5000, received)));
  check(reply, { "the peer sent the line back": (text) => text === "hello\r\n" });
  socket.destroy();
}
