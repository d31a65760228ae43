// SPDX-License-Identifier: GPL-3.0-or-later
import { define } from "./define.mjs";

const symbolToString = Symbol.prototype.toString;

define(Symbol.prototype, {
    get description() {
        const text = symbolToString.call(this);
        return text === "Symbol()" ? undefined : text.slice(7, -1);
    },
});
