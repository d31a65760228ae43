// Virtual users connect from the addresses of --local-ips in turn.
// @args --local-ips 127.0.0.2-127.0.0.4
// @unordered
import exec from "k6/execution"
import { Socket } from "k6/x/tcp"
export const options = { scenarios: { all: { executor: "per-vu-iterations", vus: 5 } } }
export default async function () {
  const s = new Socket()
  await s.connect(__ENV.ECHO_PORT, "127.0.0.1")
  console.log("@ vu " + exec.vu.idInInstance + " from " + s.local_ip)
  s.destroy()
}
