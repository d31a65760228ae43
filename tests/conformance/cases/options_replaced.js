// What other sources than the script set replaces members of the script's own `options` in VU code, not in init code.
// @args --max-redirects 3 --min-iteration-duration 1ms --tag c=d --vus 2 --iterations 2 --no-setup
// @env K6_SUMMARY_TREND_STATS=avg,p(99)
import exec from "k6/execution"
export const options = {
  vus: 1, iterations: 1, tags: { a: "b" }, setupTimeout: "7s", own: 1, throw: false,
}
const show = (when) => {
  for (const name of ["vus", "iterations", "maxRedirects", "minIterationDuration", "setupTimeout", "throw", "noSetup", "own"])
    console.log("@ " + when + " " + name + " " + typeof options[name] + " " + options[name])
  console.log("@ " + when + " tags " + JSON.stringify(options.tags))
  console.log("@ " + when + " stats " + JSON.stringify(options.summaryTrendStats))
}
if (__VU === 0) show("init")
export function setup() { console.log("@ never") }
export default function () { if (exec.scenario.iterationInTest === 0) show("vu") }
export function teardown() { show("teardown") }
