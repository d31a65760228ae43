// SPDX-License-Identifier: GPL-3.0-or-later
import { Socket } from "k6/x/tcp"
// Connections opened and closed a second.
export default async function () {
  const count = 10000
  const start = Date.now()
  for (let i = 0; i < count; i++) {
    const socket = new Socket()
    await socket.connect(__ENV.TCP_PORT, __ENV.TCP_HOST)
    socket.destroy()
  }
  console.log("@ " + (count * 1000) / (Date.now() - start))
}
