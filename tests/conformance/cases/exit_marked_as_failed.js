// exec.test.fail() lets the run go on and marks it.
import exec from "k6/execution"
export const options = { iterations: 2 }
export default function () { console.log("@ iteration " + __ITER); if (__ITER === 0) exec.test.fail("for a reason") }
export function teardown() { console.log("@ teardown") }
