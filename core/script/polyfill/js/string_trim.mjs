// SPDX-License-Identifier: GPL-3.0-or-later
import { define } from "./define.mjs";
import { receiverString } from "./values.mjs";

// WhiteSpace and LineTerminator of ECMAScript 12.2 and 12.3.
function isSpace(code) {
    if (code < 0xa0)
        return code === 0x20 || (code >= 0x09 && code <= 0x0d);
    return code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029
        || code === 0x202f || code === 0x205f || code === 0x3000 || code === 0xfeff;
}

function startOf(text) {
    let start = 0;
    while (start < text.length && isSpace(text.charCodeAt(start)))
        ++start;
    return start;
}

function endOf(text) {
    let end = text.length;
    while (end > 0 && isSpace(text.charCodeAt(end - 1)))
        --end;
    return end;
}

const nativeTrim = String.prototype.trim;

define(String.prototype, {
    trim() {
        const text = receiverString(this, "String.prototype.trim");
        // V4 takes NEXT LINE for white space.
        if (text.indexOf("\u0085") < 0)
            return nativeTrim.call(text);
        const start = startOf(text);
        return text.slice(start, Math.max(start, endOf(text)));
    },
    trimStart() {
        const text = receiverString(this, "String.prototype.trimStart");
        return text.slice(startOf(text));
    },
    trimEnd() {
        const text = receiverString(this, "String.prototype.trimEnd");
        return text.slice(0, endOf(text));
    },
});
define(String.prototype, { trimLeft: String.prototype.trimStart, trimRight: String.prototype.trimEnd });
