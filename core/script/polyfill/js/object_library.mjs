// SPDX-License-Identifier: GPL-3.0-or-later
import { define } from "./define.mjs";
import { isObject, receiver } from "./values.mjs";

const hasOwnProperty = Object.prototype.hasOwnProperty;

define(Object, {
    fromEntries(iterable) {
        if (iterable === undefined || iterable === null)
            throw new TypeError(`${iterable} is not iterable: Object.fromEntries needs pairs of keys and values`);
        const object = {};
        for (const entry of iterable) {
            if (!isObject(entry))
                throw new TypeError(`${String(entry)} is not an entry: Object.fromEntries needs pairs of keys and values`);
            Object.defineProperty(object, entry[0], { value: entry[1], writable: true, enumerable: true, configurable: true });
        }
        return object;
    },

    hasOwn(object, key) {
        return hasOwnProperty.call(receiver(object, "Object.hasOwn"), key);
    },
});
