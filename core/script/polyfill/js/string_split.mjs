// SPDX-License-Identifier: GPL-3.0-or-later
// V4's split() returns rubbish where a separator matches nothing, "" for groups that took no part, and ignores Symbol.split.
import { define } from "./define.mjs";
import { intrinsics } from "./regexp_intrinsics.mjs";
import { patternOf } from "./regexp_pattern.mjs";
import { shapeOf } from "./regexp_shape.mjs";
import { isObject, receiverString, speciesConstructor } from "./values.mjs";

const nativeSplit = String.prototype.split;

function advance(text, index, unicode) {
    const code = unicode ? text.charCodeAt(index) : 0;
    if (code >= 0xd800 && code < 0xdc00 && index + 1 < text.length) {
        const next = text.charCodeAt(index + 1);
        return next >= 0xdc00 && next < 0xe000 ? index + 2 : index + 1;
    }
    return index + 1;
}

// RegExp.prototype[Symbol.split] (ECMAScript 22.2.6.14), searching ahead instead of trying every position with the flag y.
function splitByMatches(splitter, text, limit, unicode) {
    const parts = [];
    let start = 0;
    let from = 0;
    while (from < text.length) {
        splitter.lastIndex = from;
        const match = splitter.exec(text);
        if (match === null || match.index >= text.length)
            break;
        const end = Math.min(splitter.lastIndex, text.length);
        if (end === start) {
            from = advance(text, match.index, unicode);
            continue;
        }
        parts.push(text.slice(start, match.index));
        for (let i = 1; i < match.length && parts.length < limit; ++i)
            parts.push(match[i]);
        if (parts.length >= limit)
            return parts.slice(0, limit);
        start = end;
        from = end;
    }
    parts.push(text.slice(start));
    return parts;
}

const regexpSplit = {
    [Symbol.split](string, limit) {
        if (!isObject(this))
            throw new TypeError("RegExp.prototype[Symbol.split] called on a value that is no object");
        const text = `${string}`;
        const most = limit === undefined ? 4294967295 : limit >>> 0;
        if (most === 0)
            return [];
        const flags = `${this.flags}`;
        const unicode = flags.indexOf("u") >= 0;
        const constructor = speciesConstructor(this, RegExp);
        const splitter = new constructor(this, flags.split("y").join("").split("g").join("") + "g");
        if (text === "")
            return splitter.exec(text) === null ? [text] : [];
        return splitByMatches(splitter, text, most, unicode);
    },
};
define(RegExp.prototype, regexpSplit);

function isSimple(pattern, splitter) {
    if (splitter !== regexpSplit[Symbol.split] || pattern.exec !== intrinsics.exec || intrinsics.isSpecial(pattern) || pattern.sticky)
        return false;
    const shape = shapeOf(patternOf(pattern));
    return shape.solid && !shape.groups;
}

define(String.prototype, {
    split(separator, limit) {
        if (isObject(separator) && this !== undefined && this !== null) {
            const splitter = separator[Symbol.split];
            if (splitter !== undefined && splitter !== null && !(separator instanceof RegExp && isSimple(separator, splitter)))
                return splitter.call(separator, this, limit);
        }
        if (limit !== undefined && limit >>> 0 === 0)
            return [];
        return nativeSplit.call(receiverString(this, "String.prototype.split"), separator, limit);
    },
});
