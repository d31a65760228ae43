// The tags of samples in --out json: of the run, the scenario, the VU, groups, checks and the call itself.
// @json
// @args --tag run=tagged --system-tags group,check,scenario,vu,iter
import exec from "k6/execution"
import { check, group } from "k6"
import { Counter, Gauge, Rate, Trend } from "k6/metrics"
const counter = new Counter("my_counter"), gauge = new Gauge("my_gauge"), rate = new Rate("my_rate"), trend = new Trend("my_trend")
export const options = {
  scenarios: { one: { executor: "per-vu-iterations", vus: 1, iterations: 2, tags: { of: "scenario" } } },
  thresholds: { "my_counter{own:1}": ["count>0"] },
}
export function setup() { counter.add(1, { own: "setup" }) }
export default function () {
  counter.add(2, { own: "1" })
  exec.vu.metrics.tags.mine = "vu"
  exec.vu.metrics.metadata.trace = "abc"
  gauge.add(3)
  group("a", () => { rate.add(true); group("b", () => check(5, { five: (v) => v === 5, six: (v) => v === 6 }, { extra: "x" })) })
  exec.vu.metrics.tags.run = "replaced"
  trend.add(1.5, { run: "at the call" })
  trend.add(2)
}
export function teardown() { counter.add(1, { own: "teardown" }) }
