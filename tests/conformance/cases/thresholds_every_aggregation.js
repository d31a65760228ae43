// Every aggregation of every kind of metric, met and missed; the run ends with 99.
import { Counter, Gauge, Rate, Trend } from "k6/metrics"
const trend = new Trend("my_trend"), counter = new Counter("my_counter"), gauge = new Gauge("my_gauge"), rate = new Rate("my_rate")
export const options = {
  thresholds: {
    my_trend: ["avg<56", "avg<50", "min>=1", "min>1", "med==50.5", "med!=50.5", "max<=100", "max<100", "p(90)<91", "p(90)<90", "p(99.9)>99", "p(0)===1", "p(100)<100"],
    my_counter: ["count==5050", "count<5050", "rate>0"],
    my_gauge: ["value==100", "value<100"],
    my_rate: ["rate>=0.25", "rate>0.25"],
    "my_trend{half:second}": ["min==51", "min<51"],
    "my_trend{half:none}": ["avg<1"],
    "my_counter{half:first,third:a}": ["count>0"],
    iterations: ["count==1"],
    checks: ["rate>0.9"],
  },
}
export default function () {
  for (let i = 1; i <= 100; i++) {
    const tags = { half: i > 50 ? "second" : "first", third: "a" }
    trend.add(i, tags)
    counter.add(i, tags)
    gauge.add(i, tags)
    rate.add(i % 4 === 0, tags)
  }
}
export function handleSummary(data) {
  for (const name of Object.keys(data.metrics).sort()) {
    const thresholds = data.metrics[name].thresholds
    for (const source of Object.keys(thresholds || {}).sort()) console.log("@ " + name + " " + source + " " + thresholds[source].ok)
  }
  return {}
}
