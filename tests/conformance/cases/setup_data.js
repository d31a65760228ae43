// What setup() returns reaches every VU and teardown() as a copy made of JSON; each VU's own changes stay its own.
// @unordered
export const options = { scenarios: { all: { executor: "per-vu-iterations", vus: 2, iterations: 2 } } }
// The members in alphabetical order: k6 mixes them.
const sorted = (_, v) => v && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort()) : v
export function setup() { return { n: 1, list: [1, null, "x"], gone: undefined, date: new Date(0), nested: { a: true } } }
export default function (data) { data.n++; console.log("@ " + __ITER + " " + JSON.stringify(data, sorted)) }
export function teardown(data) { console.log("@ teardown " + JSON.stringify(data, sorted)) }
