// SPDX-License-Identifier: GPL-3.0-or-later
// V4 ignores the reviver.
import { define } from "./define.mjs";

const nativeParse = JSON.parse;

// InternalizeJSONProperty (ECMAScript 25.5.1.1).
function revive(holder, name, reviver) {
    const value = holder[name];
    if (typeof value === "object" && value !== null) {
        if (Array.isArray(value)) {
            for (let i = 0; i < value.length; ++i)
                reviveMember(value, String(i), reviver);
        } else {
            for (const key of Object.keys(value))
                reviveMember(value, key, reviver);
        }
    }
    return reviver.call(holder, name, value);
}

function reviveMember(object, name, reviver) {
    const value = revive(object, name, reviver);
    if (value === undefined)
        delete object[name];
    else
        Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

define(JSON, {
    parse(text, reviver) {
        const value = nativeParse(text);
        return typeof reviver === "function" ? revive({ "": value }, "", reviver) : value;
    },
});
