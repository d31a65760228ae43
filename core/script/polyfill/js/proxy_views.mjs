// SPDX-License-Identifier: GPL-3.0-or-later
// V4 takes a proxy of an array for a plain object in JSON.stringify(), and calls all proxies [object ProxyObject].
import { define } from "./define.mjs";

const nativeToString = Object.prototype.toString;

define(Object.prototype, {
    toString() {
        const text = nativeToString.call(this);
        if (text !== "[object ProxyObject]")
            return text;
        return Array.isArray(this) ? "[object Array]" : typeof this === "function" ? "[object Function]" : "[object Object]";
    },
});

const slice = Array.prototype.slice;
const nativeStringify = JSON.stringify;
const plain = (value) => (Array.isArray(value) ? slice.call(value) : value);

define(JSON, {
    stringify(value, replacer = undefined, space = undefined) {
        let replace = replacer;
        if (typeof replacer === "function")
            replace = function (key, member) { return plain(replacer.call(this, key, member)); };
        else if (!Array.isArray(replacer))
            replace = (key, member) => plain(member);
        return nativeStringify(value, replace, space);
    },
});
Object.defineProperty(JSON.stringify, "length", { value: 3, configurable: true });
