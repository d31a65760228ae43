// SPDX-License-Identifier: GPL-3.0-or-later

const nativeSource = Object.getOwnPropertyDescriptor(RegExp.prototype, "source").get;
const lineTerminators = { "\n": "\\n", "\r": "\\r", "\u2028": "\\u2028", "\u2029": "\\u2029" };

/// The pattern as it was given to V4: its getter puts one backslash before every slash and changes nothing else.
export function patternOf(regexp) {
    const source = nativeSource.call(regexp);
    return source.indexOf("\\/") < 0 ? source : source.split("\\/").join("/");
}

/// EscapeRegExpPattern (ECMAScript 22.2.6.13.1).
export function escapePattern(pattern) {
    if (pattern === "")
        return "(?:)";
    if (!/[/\n\r\u2028\u2029]/.test(pattern))
        return pattern;
    let out = "";
    let inClass = false;
    for (let i = 0; i < pattern.length; ++i) {
        let character = pattern[i];
        let escaped = false;
        if (character === "\\" && i + 1 < pattern.length) {
            character = pattern[++i];
            escaped = true;
        } else if (character === "[") {
            inClass = true;
        } else if (character === "]") {
            inClass = false;
        }
        const terminator = lineTerminators[character];
        if (terminator !== undefined)
            out += terminator;
        else
            out += escaped || (character === "/" && !inClass) ? "\\" + character : character;
    }
    return out;
}
