// SPDX-License-Identifier: GPL-3.0-or-later
import { define } from "./define.mjs";
import { isObject, receiverString, speciesConstructor, toLength } from "./values.mjs";

if (Symbol.matchAll === undefined)
    Object.defineProperty(Symbol, "matchAll", { value: Symbol("Symbol.matchAll") });

const STATE = Symbol("matches");
const iteratorPrototype = Object.create(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));

function stepOver(regexp, text, unicode) {
    const index = toLength(regexp.lastIndex);
    const pair = unicode && text.codePointAt(index) > 0xffff;
    regexp.lastIndex = index + (pair ? 2 : 1);
}

define(iteratorPrototype, {
    next() {
        const state = isObject(this) ? this[STATE] : undefined;
        if (state === undefined)
            throw new TypeError("next() of a RegExp String Iterator called on something else");
        const match = state.done ? null : state.regexp.exec(state.text);
        state.done = match === null || !state.global;
        if (match === null)
            return { value: undefined, done: true };
        if (state.global && `${match[0]}` === "")
            stepOver(state.regexp, state.text, state.unicode);
        return { value: match, done: false };
    },
});
Object.defineProperty(iteratorPrototype, Symbol.toStringTag, { value: "RegExp String Iterator", configurable: true });

define(RegExp.prototype, {
    [Symbol.matchAll](string) {
        if (!isObject(this))
            throw new TypeError("RegExp.prototype[Symbol.matchAll] called on a value that is no object");
        const text = `${string}`;
        const flags = `${this.flags}`;
        const constructor = speciesConstructor(this, RegExp);
        const regexp = new constructor(this, flags);
        regexp.lastIndex = toLength(this.lastIndex);
        const iterator = Object.create(iteratorPrototype);
        const state = { regexp, text, global: flags.indexOf("g") >= 0, unicode: flags.indexOf("u") >= 0, done: false };
        Object.defineProperty(iterator, STATE, { value: state });
        return iterator;
    },
});

define(String.prototype, {
    matchAll(pattern) {
        const text = receiverString(this, "String.prototype.matchAll");
        if (isObject(pattern)) {
            if (pattern instanceof RegExp && `${pattern.flags}`.indexOf("g") < 0)
                throw new TypeError("matchAll needs a regular expression with the flag g");
            const matcher = pattern[Symbol.matchAll];
            if (matcher !== undefined && matcher !== null)
                return matcher.call(pattern, text);
        }
        return new RegExp(pattern, "g")[Symbol.matchAll](text);
    },
});
