// constant-vus: every VU works until the duration is over; gracefulStop 0s interrupts the iteration under way.
// @unordered
import exec from "k6/execution"
import { sleep } from "k6"
export const options = {
  scenarios: {
    some: { executor: "constant-vus", vus: 2, duration: "1s" },
    cut: { executor: "constant-vus", vus: 1, duration: "1s", gracefulStop: "0s", exec: "cut" },
  },
}
export default function () {
  if (exec.vu.iterationInScenario === 0) console.log("@ some " + exec.scenario.executor)
  sleep(0.6)
}
export function cut() {
  console.log("@ cut begins")
  sleep(5)
  console.log("@ never")
}
export function handleSummary(data) {
  console.log("@ iterations " + data.metrics.iterations.values.count)
  return {}
}
