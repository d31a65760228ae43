// SPDX-License-Identifier: GPL-3.0-or-later
// V4 ignores the list of the names that are to be written.
import { define } from "./define.mjs";

const nativeStringify = JSON.stringify;

function namesIn(list) {
    const names = [];
    for (let i = 0; i < list.length; ++i) {
        const item = list[i];
        const counts = typeof item === "string" || typeof item === "number" || item instanceof String || item instanceof Number;
        if (counts && names.indexOf(String(item)) < 0)
            names.push(String(item));
    }
    return names;
}

const isBoxed = (value) => value instanceof String || value instanceof Number || value instanceof Boolean;

// The replacer that does what the list says: each object is written as a copy with the listed members in the order of the list.
function pick(names) {
    return (key, value) => {
        if (typeof value !== "object" || value === null || Array.isArray(value) || isBoxed(value))
            return value;
        const picked = {};
        for (const name of names) {
            const member = value[name];
            if (member !== undefined)
                Object.defineProperty(picked, name, { value: member, enumerable: true });
        }
        return picked;
    };
}

define(JSON, {
    stringify(value, replacer, space) {
        return nativeStringify(value, Array.isArray(replacer) ? pick(namesIn(replacer)) : replacer, space);
    },
});
