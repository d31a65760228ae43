// setup() that takes too long.
import { sleep } from "k6"
export const options = { setupTimeout: "300ms" }
export function setup() { console.log("@ setup"); sleep(30) }
export default function () { console.log("@ never") }
export function teardown() { console.log("@ teardown is left out") }
