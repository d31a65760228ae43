// What handleSummary() is given: the statistics asked for, checks, groups and thresholds.
// @args --summary-trend-stats min,avg,p(50),p(99.99),count,max
import { check, group } from "k6"
import { Counter, Gauge, Rate, Trend } from "k6/metrics"
const t = new Trend("took", true), plain = new Trend("plain"), c = new Counter("times"), g = new Gauge("level"), r = new Rate("good")
export const options = { thresholds: { took: ["max<3"], times: [] } }
export default function () {
  for (const v of [3, 1, 2.5]) { t.add(v); plain.add(v); c.add(v); g.add(v); r.add(v > 2) }
  group("outer", () => { group("inner", () => check(1, { "is one": (v) => v === 1, "is two": (v) => v === 2 })) })
}
const shown = ["took", "plain", "times", "level", "good", "checks"]
export function handleSummary(data) {
  for (const name of shown) {
    const { type, contains, values, thresholds } = data.metrics[name]
    const kept = Object.keys(values).sort().filter((key) => key !== "rate" || type === "rate").map((key) => key + "=" + values[key])
    console.log("@ " + [name, type, contains, kept.join(","), JSON.stringify(thresholds)].join(" "))
  }
  const outer = data.root_group.groups[0], inner = outer.groups[0]
  console.log("@ " + [outer.path, inner.path, inner.checks.map((c) => c.name + " " + c.passes + "/" + c.fails)].join(" "))
  console.log("@ " + Object.keys(data.options).sort() + " " + data.setup_data + " " + Object.keys(data).sort() + " " + Object.keys(data.state).sort())
  return {}
}
