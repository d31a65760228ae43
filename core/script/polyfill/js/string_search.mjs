// SPDX-License-Identifier: GPL-3.0-or-later
// V4's search() ignores Symbol.search and takes a missing pattern for the text "undefined".
import { define } from "./define.mjs";
import { isObject, receiverString } from "./values.mjs";

define(String.prototype, {
    search(pattern) {
        const text = receiverString(this, "String.prototype.search");
        const searcher = isObject(pattern) ? pattern[Symbol.search] : undefined;
        if (searcher !== undefined && searcher !== null)
            return searcher.call(pattern, text);
        return new RegExp(pattern)[Symbol.search](text);
    },
});
