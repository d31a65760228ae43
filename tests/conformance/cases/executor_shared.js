// shared-iterations: every number is given out once, and more VUs than iterations are refused by no one.
// @unordered
import exec from "k6/execution"
export const options = {
  scenarios: { all: { executor: "shared-iterations", vus: 3, iterations: 10 }, few: { executor: "shared-iterations", vus: 2, iterations: 2 } },
}
export default function () {
  console.log("@ " + exec.scenario.name + " " + exec.scenario.iterationInTest + " " + exec.scenario.iterationInInstance)
}
export function handleSummary(data) {
  console.log("@ complete " + data.metrics.iterations.values.count)
  console.log("@ vus_max " + data.metrics.vus_max.values.max)
  return {}
}
