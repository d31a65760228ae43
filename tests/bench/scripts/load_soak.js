// SPDX-License-Identifier: GPL-3.0-or-later
import { check } from "k6"
import { Trend } from "k6/metrics"
// Iterations that leave samples and a check behind, as many as COUNT.
const values = new Trend("values")
export const options = { scenarios: { soak: {
  executor: "shared-iterations", vus: 10, iterations: Number(__ENV.COUNT), maxDuration: "24h" } } }
export default function () {
  values.add(__ITER % 1000)
  check(__ITER, { "is a number": (n) => n >= 0 })
}
export function handleSummary(data) {
  return { stdout: "@ " + data.metrics.iterations.values.rate + "\n" }
}
