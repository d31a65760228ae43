// SPDX-License-Identifier: GPL-3.0-or-later
import { Socket } from "k6/x/tcp"
// Sessions a second: connecting, 20 round trips, closing.
export const options = { vus: Number(__ENV.VUS), duration: __ENV.SECONDS + "s" }
export default async function () {
  const message = "x".repeat(64)
  const socket = new Socket()
  let received = 0
  const done = new Promise((resolve) => {
    socket.on("data", (bytes) => {
      received += bytes.length
      if (received === 20 * 64) resolve()
      else if (received % 64 === 0) socket.write(message)
    })
  })
  await socket.connect(Number(__ENV.TCP_PORT), __ENV.TCP_HOST)
  socket.write(message)
  await done
  socket.destroy()
}
export function handleSummary(data) {
  return { stdout: "@ " + data.metrics.iterations.values.rate + "\n" }
}
