// SPDX-License-Identifier: GPL-3.0-or-later
import { Socket } from "k6/x/tcp"
// A virtual user with one open connection and nothing to do, until all are there.
export default async function () {
  const socket = new Socket()
  await socket.connect(__ENV.TCP_PORT, __ENV.TCP_HOST)
  await new Promise((resolve) => setTimeout(resolve, 3000))
  socket.destroy()
}
