// constant-arrival-rate and ramping-arrival-rate: how many iterations start, and those that no VU is left for.
// @unordered
import exec from "k6/execution"
import { sleep } from "k6"
export const options = {
  scenarios: {
    steady: { executor: "constant-arrival-rate", rate: 20, timeUnit: "1s", duration: "1025ms", preAllocatedVUs: 5 },
    rising: { executor: "ramping-arrival-rate", startRate: 0, timeUnit: "1s", preAllocatedVUs: 5, exec: "rising",
      stages: [{ duration: "1s", target: 20 }, { duration: "475ms", target: 20 }] },
    starved: { executor: "constant-arrival-rate", rate: 10, timeUnit: "1s", duration: "1050ms", preAllocatedVUs: 1, maxVUs: 1, exec: "starved", gracefulStop: "5s" },
  },
}
export default function () { console.log("@ steady " + exec.scenario.iterationInTest) }
export function rising() { console.log("@ rising " + exec.scenario.iterationInTest) }
export function starved() { console.log("@ starved " + exec.scenario.iterationInTest); sleep(2) }
export function handleSummary(data) {
  console.log("@ dropped " + data.metrics.dropped_iterations.values.count)
  return {}
}
