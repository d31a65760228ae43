// SPDX-License-Identifier: GPL-3.0-or-later
// What a pattern can be seen to be without running it. V4's String.prototype.replace and split go wrong where a match may be empty,
// and split where there are groups; they are many times faster than the way around them everywhere else.

const OPTIONAL = "*?";

/// The end of the class that begins at `at`.
function endOfClass(source, at) {
    let i = at + 1;
    while (i < source.length && source[i] !== "]")
        i += source[i] === "\\" ? 2 : 1;
    return i + 1;
}

function endOfEscape(source, at) {
    const lengths = { x: 4, u: 6, c: 3 };
    const length = lengths[source[at + 1]] || 2;
    const isWhole = length === 2 || /^\\(x[\da-f]{2}|u[\da-f]{4}|c[a-z])/i.test(source.substr(at, length));
    return at + (isWhole ? length : 2);
}

// Reads alternatives up to the end or the closing parenthesis. `solid`: each of them matches at least one character.
function readAlternatives(source, start, shape) {
    let solid = true;
    let branch = false;
    let i = start;
    while (i < source.length && source[i] !== ")") {
        const character = source[i];
        let consumes = true;
        if (character === "|") {
            solid = solid && branch;
            branch = false;
            ++i;
            continue;
        } else if (character === "(") {
            const special = source[i + 1] === "?";
            const plain = special && source[i + 2] === ":";
            shape.groups = shape.groups || !special || source.startsWith("(?<", i);
            const inner = readAlternatives(source, plain ? i + 3 : special ? i + 2 : i + 1, shape);
            consumes = inner.solid && (plain || !special);
            i = inner.end + 1;
        } else if (character === "[") {
            i = endOfClass(source, i);
        } else if (character === "\\") {
            consumes = !/[bBk0-9]/.test(source[i + 1]);
            i = endOfEscape(source, i);
        } else {
            consumes = character !== "^" && character !== "$";
            ++i;
        }
        const quantifier = source[i];
        if (quantifier === "{" || quantifier === "*" || quantifier === "?" || quantifier === "+") {
            if (OPTIONAL.indexOf(quantifier) >= 0 || source.startsWith("{0", i))
                consumes = false;
            i = quantifier === "{" ? source.indexOf("}", i) + 1 || i + 1 : i + 1;
            if (source[i] === "?")
                ++i;
        }
        branch = branch || consumes;
    }
    return { solid: solid && branch, end: i };
}

let known = Object.create(null);
let count = 0;

/// `{ solid, groups }`: whether each match is at least one character long, and whether there are capturing groups. Errs towards
/// "not solid".
export function shapeOf(source) {
    let shape = known[source];
    if (shape === undefined) {
        shape = { solid: false, groups: false };
        const outer = readAlternatives(source, 0, shape);
        shape.solid = outer.solid && outer.end === source.length;
        if (++count > 500) {
            known = Object.create(null);
            count = 0;
        }
        known[source] = shape;
    }
    return shape;
}
