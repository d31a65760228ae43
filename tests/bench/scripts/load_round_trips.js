// SPDX-License-Identifier: GPL-3.0-or-later
import { Socket } from "k6/x/tcp"
import { Counter } from "k6/metrics"
// Round trips of VUS virtual users for SECONDS, each over one connection a second.
export const options = { vus: Number(__ENV.VUS), duration: __ENV.SECONDS + "s" }
const trips = new Counter("trips")
export default async function () {
  const message = "x".repeat(64)
  const end = Date.now() + 1000
  const socket = new Socket()
  let received = 0
  let count = 0
  const done = new Promise((resolve) => {
    socket.on("data", (bytes) => {
      received += bytes.length
      if (received % 64 !== 0) return
      count++
      if (count % 64 === 0 && Date.now() > end) resolve()
      else socket.write(message)
    })
  })
  await socket.connect(Number(__ENV.TCP_PORT), __ENV.TCP_HOST)
  socket.write(message)
  await done
  trips.add(count)
  socket.destroy()
}
export function handleSummary(data) {
  return { stdout: "@ " + data.metrics.trips.values.rate + "\n" }
}
