// SPDX-License-Identifier: GPL-3.0-or-later
// An empty function, 5000 times a second. The journal tells when each was started.
export const options = { scenarios: { arrivals: {
  executor: "constant-arrival-rate", rate: 5000, duration: __ENV.SECONDS + "s", preAllocatedVUs: 50 } } }
export default function () {}
