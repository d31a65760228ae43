// Options that make no sense end the run before anything of it happens.
export const options = { scenarios: { a: { executor: "constant-vus", vus: 0 }, b: { executor: "ramping-vus", stages: [] } } }
console.log("@ init")
export default function () { console.log("@ never") }
