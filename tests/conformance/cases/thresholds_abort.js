// abortOnFail ends the run as soon as the threshold fails, but not before delayAbortEval; teardown and summary follow.
import { sleep } from "k6"
import { Counter } from "k6/metrics"
const errors = new Counter("my_errors")
export const options = {
  scenarios: { long: { executor: "constant-vus", vus: 1, duration: "30s", gracefulStop: "0s" } },
  thresholds: { my_errors: [{ threshold: "count<3", abortOnFail: true, delayAbortEval: "1s" }] },
}
export default function () { errors.add(1); sleep(0.1) }
export function teardown() { console.log("@ teardown") }
export function handleSummary(data) {
  console.log("@ ok " + data.metrics.my_errors.thresholds["count<3"].ok)
  console.log("@ began long after " + (data.state.testRunDurationMs >= 1000) + ", ended early " + (data.state.testRunDurationMs < 20000))
  return {}
}
