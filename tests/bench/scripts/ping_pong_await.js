// SPDX-License-Identifier: GPL-3.0-or-later
import { Socket } from "k6/x/tcp"
// Round trips a second in the style of request and awaited reply.
export default async function () {
  const count = 20000
  const message = "x".repeat(64)
  const socket = new Socket()
  let arrived = null
  let received = 0
  socket.on("data", (bytes) => {
    received += bytes.length
    if (received % 64 === 0) arrived()
  })
  await socket.connect(__ENV.TCP_PORT, __ENV.TCP_HOST)
  const start = Date.now()
  for (let i = 0; i < count; i++) {
    const reply = new Promise((resolve) => { arrived = resolve })
    await socket.write(message)
    await reply
  }
  console.log("@ " + (count * 1000) / (Date.now() - start))
  socket.destroy()
}
