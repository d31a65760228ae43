// per-vu-iterations: numbers of iterations, and what k6/execution tells of them; maxDuration cuts short what is left.
// @unordered
import exec from "k6/execution"
import { sleep } from "k6"
export const options = {
  scenarios: {
    each: { executor: "per-vu-iterations", vus: 3, iterations: 2, env: { WHO: "each" }, tags: { kind: "counted" } },
    late: { executor: "per-vu-iterations", vus: 1, iterations: 50, maxDuration: "1100ms", gracefulStop: "0s", startTime: "1s", exec: "slow" },
  },
}
export default function () {
  console.log("@ " + [exec.scenario.name, exec.scenario.executor, __ENV.WHO, exec.vu.iterationInScenario, __ITER, exec.vu.tags.kind].join(" "))
}
export function slow() {
  if (exec.vu.iterationInScenario < 2) console.log("@ slow " + exec.vu.iterationInScenario + " " + __ENV.WHO)
  sleep(0.5)
}
export function handleSummary(data) {
  console.log("@ complete " + data.metrics.iterations.values.count)
  return {}
}
