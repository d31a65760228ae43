// teardown() that takes too long.
import { sleep } from "k6"
export const options = { teardownTimeout: "300ms" }
export default function () { console.log("@ iteration") }
export function teardown() { console.log("@ teardown"); sleep(30) }
