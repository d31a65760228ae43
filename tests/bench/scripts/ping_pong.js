// SPDX-License-Identifier: GPL-3.0-or-later
import { Socket } from "k6/x/tcp"
// Round trips a second, each begun in the data handler of the one before.
export default async function () {
  const count = 50000
  const message = "x".repeat(64)
  const socket = new Socket()
  let received = 0
  const done = new Promise((resolve) => {
    socket.on("data", (bytes) => {
      received += bytes.length
      if (received === count * 64) resolve()
      else if (received % 64 === 0) socket.write(message)
    })
  })
  await socket.connect(__ENV.TCP_PORT, __ENV.TCP_HOST)
  const start = Date.now()
  socket.write(message)
  await done
  console.log("@ " + (count * 1000) / (Date.now() - start))
  socket.destroy()
}
