// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of ordinary code, each for a second; prints how many units of work it did.
const work = {
  loop() {
    let sum = 0;
    for (let i = 0; i < 1000; ++i) {
      const odd = i & 1;
      if (odd)
        sum += i;
    }
    return sum;
  },
  calls() {
    return fibonacci(12);
  },
  parsing() {
    const text = "SET key value\r\nGET key\r\n".repeat(5);
    const commands = [];
    for (const line of text.split("\r\n")) {
      const [name, ...rest] = line.split(" ");
      if (name)
        commands.push({ name, rest });
    }
    return commands.length;
  },
  bytes() {
    const data = new Uint8Array(256);
    let sum = 0;
    for (let i = 0; i < data.length; ++i) {
      data[i] = i * 7;
      sum = (sum + data[i]) & 0xffff;
    }
    return sum;
  },
  callbacks() {
    return Array.from({ length: 100 }, (_, i) => i).map((n) => n * 2).filter((n) => n % 3 === 0).reduce((a, b) => a + b, 0);
  },
};

function fibonacci(n) {
  if (n < 2)
    return n;
  return fibonacci(n - 1) + fibonacci(n - 2);
}

async function awaits() {
  let sum = 0;
  for (let i = 0; i < 20; ++i)
    sum += await half(i);
  return sum;
}

async function half(n) {
  return n / 2;
}

export default async function () {
  const unit = work[__ENV.WORK] || awaits;
  const end = Date.now() + (__ENV.WORK === "nothing" ? 0 : 1000);
  let units = 0;
  while (Date.now() < end) {
    for (let i = 0; i < 10; ++i)
      await unit();
    units += 10;
  }
  console.log("@ " + units);
}
