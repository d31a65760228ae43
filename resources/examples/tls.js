// TLS: the same socket, encrypted
// Peer: tls
//
// `tls: true` makes the handshake a part of connect(): when that has resolved, both sides have agreed on keys and the
// certificate has been verified. From there on nothing differs: the same events, and bytes_written and bytes_read
// count your bytes, not the encrypted ones. What a TLS record holds may still arrive in pieces.
import { Socket } from "k6/x/tcp";
import { check } from "k6";

// The built-in peer signs its own certificate, which nobody vouches for, so the check has to be switched off here.
// Do that in a lab only: without it, anybody between the two ends can pose as the server.
export const options = { insecureSkipTLSVerify: true };

const host = __ENV.TCP_HOST || "localhost";
const port = __ENV.TCP_PORT || 9443;

async function encrypted() {
  const socket = new Socket();
  let received = "";
  let wake = () => {};
  socket.on("data", (data) => {
    received += String.fromCharCode(...new Uint8Array(data));
    wake();
  });
  const closed = new Promise((resolve) => socket.on("close", resolve));

  await socket.connect({ port, host, tls: true });
  await socket.write("a secret");
  while (received.length < 8) {
    await new Promise((resolve) => (wake = resolve));
  }
  console.log(`encrypted: sent ${socket.bytes_written} bytes, received "${received}"`);
  check(received, { "the peer decrypted and sent it back": (text) => text === "a secret" });
  check(socket, { "bytes are counted before encryption": (s) => s.bytes_written === 8 && s.bytes_read === 8 });
  socket.destroy();
  await closed;
}

// A server that waits for a handshake and gets something else closes: no data, just the end. When a connection ends
// like this right after your first bytes, see whether the port speaks TLS.
async function plain() {
  const socket = new Socket();
  socket.on("error", () => {}); // a reset is possible as well
  const closed = new Promise((resolve) => socket.on("close", resolve));
  await socket.connect({ port, host }); // TCP connects all the same
  await socket.write("not a handshake");
  await closed;
  console.log(`plain: the peer closed after ${socket.bytes_read} bytes`);
  check(socket, { "no reply without TLS": (s) => s.bytes_read === 0 });
}

export default async function () {
  await encrypted();
  await plain();
}
