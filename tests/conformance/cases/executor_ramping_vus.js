// ramping-vus: VUs come and go with the stages; gracefulRampDown lets an iteration end.
// @unordered
import exec from "k6/execution"
import { sleep } from "k6"
export const options = {
  scenarios: {
    ramp: { executor: "ramping-vus", startVUs: 1, gracefulRampDown: "5s",
      stages: [{ duration: "0s", target: 3 }, { duration: "500ms", target: 3 }, { duration: "0s", target: 1 }, { duration: "400ms", target: 1 }] },
  },
}
export default function () {
  if (exec.vu.iterationInScenario === 0) console.log("@ a VU begins")
  sleep(0.35)
  if (exec.vu.iterationInScenario === 1) console.log("@ its second iteration ends")
}
export function handleSummary(data) {
  console.log("@ max " + data.metrics.vus_max.values.max)
  return {}
}
