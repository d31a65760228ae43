// SPDX-License-Identifier: GPL-3.0-or-later
import { Socket } from "k6/x/tcp"
// Bytes a second through a data handler.
export default async function () {
  const wanted = 3e9
  const socket = new Socket()
  let received = 0
  const done = new Promise((resolve) => {
    socket.on("data", (bytes) => {
      received += bytes.length
      if (received >= wanted) resolve()
    })
  })
  const start = Date.now()
  await socket.connect(__ENV.TCP_PORT, __ENV.TCP_HOST)
  await done
  console.log("@ " + (received * 1000) / (Date.now() - start))
  socket.destroy()
}
