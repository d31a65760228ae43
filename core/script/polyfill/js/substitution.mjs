// SPDX-License-Identifier: GPL-3.0-or-later

const isDigit = (character) => character >= "0" && character <= "9";

// `$1` to `$99`: two digits where there is such a group, else one.
function groupReference(template, at, groups) {
    const one = template.charCodeAt(at) - 48;
    if (isDigit(template[at + 1])) {
        const two = one * 10 + template.charCodeAt(at + 1) - 48;
        if (two >= 1 && two < groups.length)
            return { group: two, length: 2 };
    }
    return one >= 1 && one < groups.length ? { group: one, length: 1 } : null;
}

/// GetSubstitution (ECMAScript 22.1.3.19.1). `groups` is the match with its captures behind it, `named` the object of named groups.
export function substitute(template, text, position, groups, named) {
    let out = "";
    let done = 0;
    for (let dollar = template.indexOf("$"); dollar >= 0; dollar = template.indexOf("$", done)) {
        out += template.slice(done, dollar);
        const next = template[dollar + 1];
        done = dollar + 2;
        if (next === "$") {
            out += "$";
        } else if (next === "&") {
            out += groups[0];
        } else if (next === "`") {
            out += text.slice(0, position);
        } else if (next === "'") {
            out += text.slice(position + groups[0].length);
        } else if (isDigit(next)) {
            const reference = groupReference(template, dollar + 1, groups);
            const value = reference === null ? "$" : groups[reference.group];
            out += value === undefined ? "" : value;
            done = dollar + 1 + (reference === null ? 0 : reference.length);
        } else {
            const end = next === "<" && named !== undefined ? template.indexOf(">", dollar) : -1;
            if (end >= 0) {
                const value = named[template.slice(dollar + 2, end)];
                out += value === undefined ? "" : value;
                done = end + 1;
            } else {
                out += "$";
                done = dollar + 1;
            }
        }
    }
    return out + template.slice(done);
}
