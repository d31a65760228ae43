// SPDX-License-Identifier: GPL-3.0-or-later
// V4's array methods return plain arrays where the array is of a subclass.
import { define } from "./define.mjs";
import { speciesOf } from "./values.mjs";

// Methods whose result, for a subclass, starts out as `new Subclass(length)`, with what that length is.
const lengths = {
    concat: () => 0,
    filter: () => 0,
    map: (source, result) => result.length,
    slice: (source, result) => result.length,
    splice: (source, result) => result.length,
};

const members = {};
for (const name of Object.keys(lengths)) {
    const native = Array.prototype[name];
    const method = {
        [name](...values) {
            const constructor = speciesOf(this);
            const result = native.apply(this, values);
            if (constructor === undefined)
                return result;
            const copy = new constructor(lengths[name](this, result));
            for (let i = 0; i < result.length; ++i) {
                if (i in result)
                    copy[i] = result[i];
            }
            copy.length = result.length;
            return copy;
        },
    }[name];
    Object.defineProperty(method, "length", { value: native.length, configurable: true });
    members[name] = method;
}
define(Array.prototype, members);
