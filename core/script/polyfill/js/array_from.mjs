// SPDX-License-Identifier: GPL-3.0-or-later
// V4's Array.from() takes strings apart by code unit instead of iterating over them.
import { define } from "./define.mjs";

const nativeFrom = Array.from;

define(Array, {
    from(items, mapper = undefined, thisArgument = undefined) {
        const source = typeof items === "string" || items instanceof String ? [...items] : items;
        return mapper === undefined ? nativeFrom.call(this, source) : nativeFrom.call(this, source, mapper, thisArgument);
    },
});
