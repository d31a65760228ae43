// An address to connect from that is of another family than the peer's, and one that this machine doesn't have.
// @args --local-ips 127.0.0.1,10.255.255.1
// @unordered
import exec from "k6/execution"
import { Socket } from "k6/x/tcp"
export const options = { scenarios: { all: { executor: "per-vu-iterations", vus: 2 } } }
export default async function () {
  for (const host of ["127.0.0.1", "::1"]) {
    const s = new Socket()
    try {
      await s.connect(__ENV.ECHO_PORT, host)
      console.log("@ " + exec.vu.idInInstance + " " + host + " connected")
    } catch (e) {
      console.log("@ " + exec.vu.idInInstance + " " + host + " " + e.message.replace(__ENV.ECHO_PORT, "ECHO"))
    }
    s.destroy()
  }
}
