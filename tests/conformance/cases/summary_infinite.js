// handleSummary() gets values of metrics that are not finite as numbers, though JSON has none of them.
import { Counter, Gauge, Trend } from "k6/metrics"
const trend = new Trend("some_trend"), both = new Trend("both_ends"), gauge = new Gauge("some_gauge"), counter = new Counter("some_counter")
export default function () {
  for (const v of [Infinity, 1]) trend.add(v)
  for (const v of [Infinity, -Infinity]) both.add(v)
  gauge.add(-Infinity)
  counter.add(1e999)
}
export function handleSummary(data) {
  for (const name of ["some_trend", "both_ends", "some_gauge", "some_counter"]) {
    const { values } = data.metrics[name]
    const kept = Object.keys(values).sort()
    console.log("@ " + name + ": " + kept.map((key) => `${key} ${typeof values[key]} ${values[key]}`).join(", "))
    console.log("@ " + name + ": " + JSON.stringify(kept.map((key) => values[key])))
  }
  return {}
}
