// SPDX-License-Identifier: GPL-3.0-or-later
// V4's replace() finds empty matches twice and ignores Symbol.replace; replaceAll() is missing.
import { define } from "./define.mjs";
import { intrinsics } from "./regexp_intrinsics.mjs";
import { patternOf } from "./regexp_pattern.mjs";
import { shapeOf } from "./regexp_shape.mjs";
import { substitute } from "./substitution.mjs";
import { isObject, receiverString } from "./values.mjs";

const nativeReplace = String.prototype.replace;

// Whether V4's own replace() does the right thing, and fast.
function isSimple(pattern, replacer, replacement) {
    if (replacer !== intrinsics.replacer || pattern.exec !== intrinsics.exec || intrinsics.isSpecial(pattern))
        return false;
    if (pattern.sticky || typeof replacement === "function")
        return false; // V4 ignores lastIndex of the one, and takes time with the square of the number of matches for the other
    return !pattern.global || (replacement !== undefined && shapeOf(patternOf(pattern)).solid);
}

function replaceEach(text, search, replacement) {
    const step = Math.max(search.length, 1);
    const callable = typeof replacement === "function";
    const template = callable ? "" : `${replacement}`;
    if (!callable && search !== "" && template.indexOf("$") < 0)
        return text.split(search).join(template);
    let out = "";
    let done = 0;
    for (let at = text.indexOf(search); at >= 0 && at <= text.length; at = at + step > text.length ? -1 : text.indexOf(search, at + step)) {
        out += text.slice(done, at);
        out += callable ? `${replacement(search, at, text)}` : substitute(template, text, at, [search], undefined);
        done = at + search.length;
    }
    return out + text.slice(done);
}

define(String.prototype, {
    replace(pattern, replacement) {
        if (isObject(pattern) && this !== undefined && this !== null) {
            const replacer = pattern[Symbol.replace];
            if (replacer !== undefined && replacer !== null && !(pattern instanceof RegExp && isSimple(pattern, replacer, replacement)))
                return replacer.call(pattern, this, replacement);
        }
        return nativeReplace.call(receiverString(this, "String.prototype.replace"), pattern, replacement);
    },

    replaceAll(pattern, replacement) {
        const text = receiverString(this, "String.prototype.replaceAll");
        if (isObject(pattern)) {
            if (pattern instanceof RegExp && `${pattern.flags}`.indexOf("g") < 0)
                throw new TypeError("replaceAll needs a regular expression with the flag g");
            const replacer = pattern[Symbol.replace];
            if (replacer !== undefined && replacer !== null)
                return replacer.call(pattern, text, replacement);
        }
        return replaceEach(text, `${pattern}`, replacement);
    },
});
