// SPDX-License-Identifier: GPL-3.0-or-later
// V4 has no BigInt and nothing can stand in for its operators. Scripts that ask `typeof BigInt` first are not given this.
import { defineGlobal } from "./define.mjs";

const refuse = (what) => {
    throw new TypeError(`${what} is not available: this engine has no BigInt. Numbers are exact up to 2**53; beyond that, run the script in k6.`);
};

function BigInt() {
    return refuse("BigInt");
}
for (const name of ["asIntN", "asUintN"])
    Object.defineProperty(BigInt, name, { value: () => refuse("BigInt." + name), writable: true, configurable: true });
defineGlobal("BigInt", BigInt);
