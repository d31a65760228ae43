// SPDX-License-Identifier: GPL-3.0-or-later
// RegExp() with what V4's lacks: lookbehind, named groups, the flag s, property escapes, and the flags u and y, which V4 takes for one
// another. Most patterns still run in V4, rewritten where need be and without these flags; the others in PCRE2. Of literals only those
// come here that esbuild makes calls of RegExp().
import { define, defineGlobal } from "./define.mjs";
import { intrinsics } from "./regexp_intrinsics.mjs";
import { escapePattern, patternOf } from "./regexp_pattern.mjs";
import "./regexp_source.mjs";
import "./string_replace.mjs";
import "./string_search.mjs";
import "./string_split.mjs";
import { substitute } from "./substitution.mjs";
import { isObject, toLength } from "./values.mjs";

const NativeRegExp = RegExp;
const prototype = NativeRegExp.prototype;
const nativeExec = prototype.exec;
const nativeTest = prototype.test;
const nativeReplacer = prototype[Symbol.replace];
const STATE = Symbol("pattern");

let binding = null;

export const isAttached = () => binding !== null;
export const attach = (native) => { binding = native; };

// ---- construction

let plans = Object.create(null);
let planCount = 0;

const isPlain = (source, flags) =>
    !/[suy]/.test(flags) && !/\(\?<|\\[kpP]/.test(source) && source.length < 65536 && source.split("(").length <= 60;

function compile(source, flags) {
    const compiled = binding.compile(source, flags);
    if (compiled.error !== "")
        throw new SyntaxError(compiled.error);
    const has = (flag) => flags.indexOf(flag) >= 0;
    const { names, program } = compiled;
    const state = { source, names, program, dotAll: has("s"), unicode: has("u"), sticky: has("y"), global: has("g") };
    const moves = state.sticky || state.global ? "g" : "";
    // Sticky: where nothing matches in place the empty group at the end does, so that V4 doesn't search on.
    const pattern = program !== null ? "(?:)" : state.sticky ? `(?:${compiled.pattern})|()` : compiled.pattern;
    return { pattern, flags: moves + (has("i") ? "i" : "") + (has("m") ? "m" : ""), state };
}

// A pattern that V4 refuses: PCRE2's half says why, or how V4 would take it.
function reconsider(source, flags) {
    const plan = compile(source, flags);
    if (plan.pattern === source)
        throw new SyntaxError(`Invalid regular expression: /${source}/${flags}`);
    return plan;
}

function planFor(source, flags) {
    const key = flags + "/" + source;
    let plan = plans[key];
    if (plan !== undefined)
        return plan;
    if (isPlain(source, flags)) {
        plan = { pattern: source, flags, state: null };
        try {
            new NativeRegExp(source, flags);
        } catch (refused) {
            plan = reconsider(source, flags);
        }
    } else {
        plan = compile(source, flags);
    }
    if (++planCount > 256) {
        plans = Object.create(null);
        planCount = 0;
    }
    plans[key] = plan;
    return plan;
}

function checkFlags(flags) {
    for (let i = 0; i < flags.length; ++i) {
        if ("gimsuy".indexOf(flags[i]) < 0 || flags.indexOf(flags[i], i + 1) >= 0)
            throw new SyntaxError(`Invalid flags supplied to RegExp constructor '${flags}'`);
    }
}

function isRegExp(value) {
    if (!isObject(value))
        return false;
    const matcher = value[Symbol.match];
    return matcher !== undefined ? Boolean(matcher) : value instanceof NativeRegExp;
}

function sourceOf(regexp) {
    const state = regexp[STATE];
    if (state !== undefined)
        return state.source;
    try {
        return patternOf(regexp);
    } catch (other) {
        return regexp.source;
    }
}

function make(pattern, flags, target) {
    const like = isRegExp(pattern);
    const source = like ? sourceOf(pattern) : pattern === undefined ? "" : `${pattern}`;
    const chosen = flags !== undefined ? `${flags}` : like ? `${pattern.flags}` : "";
    checkFlags(chosen);
    const plan = planFor(source, chosen);
    const regexp = Reflect.construct(NativeRegExp, [plan.pattern, plan.flags], target);
    if (plan.state !== null)
        Object.defineProperty(regexp, STATE, { value: plan.state });
    return regexp;
}

const FullRegExp = function RegExp(pattern, flags) {
    if (new.target === undefined && flags === undefined && isRegExp(pattern) && pattern.constructor === FullRegExp)
        return pattern;
    return make(pattern, flags, new.target === undefined ? FullRegExp : new.target);
};
Object.defineProperty(FullRegExp, "prototype", { value: prototype, writable: false });
Object.defineProperty(FullRegExp, Symbol.species, { get() { return this; }, configurable: true });
define(prototype, { constructor: FullRegExp });
defineGlobal("RegExp", FullRegExp);

// ---- matching

function namedGroups(match, names) {
    const groups = Object.create(null);
    for (let i = 0; i < names.length; ++i) {
        if (names[i] !== "")
            groups[names[i]] = match[i + 1];
    }
    return groups;
}

function runProgram(regexp, program, text) {
    const moves = regexp.global || regexp.sticky;
    const start = moves ? toLength(regexp.lastIndex) : 0;
    const offsets = start > text.length ? null : program.exec(text, start, regexp.sticky);
    if (offsets === null) {
        if (moves)
            regexp.lastIndex = 0;
        return null;
    }
    if (moves)
        regexp.lastIndex = offsets[1];
    const match = [];
    for (let i = 0; i < offsets.length; i += 2)
        match.push(offsets[i] < 0 ? undefined : text.slice(offsets[i], offsets[i + 1]));
    match.index = offsets[0];
    match.input = text;
    return match;
}

function runInPlace(regexp, text) {
    const match = toLength(regexp.lastIndex) > text.length ? null : nativeExec.call(regexp, text);
    if (match !== null && match.pop() === undefined)
        return match;
    regexp.lastIndex = 0;
    return null;
}

function run(regexp, state, text) {
    if (state.program !== null)
        return runProgram(regexp, state.program, text);
    return state.sticky ? runInPlace(regexp, text) : nativeExec.call(regexp, text);
}

function exec(regexp, state, text) {
    const match = run(regexp, state, text);
    if (match !== null)
        match.groups = state.names === null ? undefined : namedGroups(match, state.names);
    return match;
}

define(prototype, {
    exec(string) {
        const state = isObject(this) ? this[STATE] : undefined;
        return state === undefined ? nativeExec.call(this, string) : exec(this, state, `${string}`);
    },

    test(string) {
        if (!isObject(this))
            throw new TypeError("RegExp.prototype.test called on a value that is no object");
        if (this[STATE] === undefined && this.exec === intrinsics.exec)
            return nativeTest.call(this, string);
        return this.exec(`${string}`) !== null;
    },

    get dotAll() {
        return this === prototype ? undefined : this[STATE] !== undefined && this[STATE].dotAll;
    },

    get flags() {
        if (!isObject(this))
            throw new TypeError("RegExp.prototype.flags called on a value that is no object");
        return (this.global ? "g" : "") + (this.ignoreCase ? "i" : "") + (this.multiline ? "m" : "") + (this.dotAll ? "s" : "")
            + (this.unicode ? "u" : "") + (this.sticky ? "y" : "");
    },

    get source() {
        const state = this[STATE];
        return escapePattern(state === undefined ? patternOf(this) : state.source);
    },
});
for (const name of ["global", "sticky", "unicode"]) {
    const native = Object.getOwnPropertyDescriptor(prototype, name).get;
    const members = {
        get [name]() {
            const state = isObject(this) ? this[STATE] : undefined;
            return state === undefined ? native.call(this) : state[name];
        },
    };
    define(prototype, members);
}
intrinsics.exec = prototype.exec;
intrinsics.isSpecial = (regexp) => regexp[STATE] !== undefined;

// ---- replacing

function advance(text, index, unicode) {
    return index + (unicode && text.codePointAt(index) > 0xffff ? 2 : 1);
}

function allMatches(regexp, text) {
    const matches = [];
    const global = regexp.global;
    const unicode = regexp.unicode;
    if (global)
        regexp.lastIndex = 0;
    for (let match = regexp.exec(text); match !== null; match = regexp.exec(text)) {
        matches.push(match);
        if (!global)
            break;
        if (`${match[0]}` === "")
            regexp.lastIndex = advance(text, toLength(regexp.lastIndex), unicode);
    }
    return matches;
}

function replacementFor(match, position, text, replacement) {
    const groups = [];
    for (let i = 0; i < match.length; ++i)
        groups.push(match[i] === undefined && i > 0 ? undefined : `${match[i]}`);
    if (typeof replacement !== "function")
        return substitute(replacement, text, position, groups, match.groups);
    if (match.groups === undefined)
        return `${replacement(...groups, position, text)}`;
    return `${replacement(...groups, position, text, match.groups)}`;
}

define(prototype, {
    // V4's own knows no named groups; RegExp.prototype[Symbol.replace] of ECMAScript 22.2.6.11.
    [Symbol.replace](string, replacement) {
        if (!isObject(this))
            throw new TypeError("RegExp.prototype[Symbol.replace] called on a value that is no object");
        if (this[STATE] === undefined && this.exec === intrinsics.exec)
            return nativeReplacer.call(this, string, replacement);
        const text = `${string}`;
        const value = typeof replacement === "function" ? replacement : `${replacement}`;
        let out = "";
        let done = 0;
        for (const match of allMatches(this, text)) {
            const position = Math.max(Math.min(Math.trunc(match.index) || 0, text.length), 0);
            const replaced = replacementFor(match, position, text, value);
            if (position >= done) {
                out += text.slice(done, position) + replaced;
                done = position + `${match[0]}`.length;
            }
        }
        return out + text.slice(done);
    },
});
intrinsics.replacer = prototype[Symbol.replace];

// ---- strings as patterns

const nativeMatch = String.prototype.match;

define(String.prototype, {
    match(pattern) {
        if (isObject(pattern) || this === undefined || this === null || pattern === undefined)
            return nativeMatch.call(this, pattern);
        return new FullRegExp(pattern)[Symbol.match](`${this}`);
    },
});
