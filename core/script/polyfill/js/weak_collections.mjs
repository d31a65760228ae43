// SPDX-License-Identifier: GPL-3.0-or-later
// WeakMap and WeakSet. V4's own keep pointers to keys that were collected (it forgets to register collections made with `new` for
// clearing) and crash sooner or later, at any size.
//
// Values are kept by their keys, under the name of the collection, so both go together. What a collection leaves on keys that outlive
// it is dropped when its key gets more entries: a token tells that the collection is gone. Tokens are dear, so collections made one
// after the other share one.
import { defineGlobal } from "./define.mjs";
import { ensureRecord, hideSymbol, recordOf } from "./records.mjs";
import { isObject, requireFunction } from "./values.mjs";

const SELF = Symbol("weak collection");
hideSymbol(SELF);

let tokens = null;
let lastNumber = 0;

export const isAttached = () => tokens !== null;
export const attach = (native) => { tokens = native; };

const SHARED = 64;
let token = null;

const tokenNumber = (number) => Math.trunc(number / SHARED);

function initialise(collection, kind) {
    const number = ++lastNumber;
    if (token === null || number % SHARED === 0)
        token = tokens.create(tokenNumber(number));
    Object.defineProperty(collection, SELF, { value: { name: "c" + number, kind, token } });
}

function nameOf(collection, kind, method) {
    const self = isObject(collection) ? collection[SELF] : undefined;
    if (self === undefined || self.kind !== kind)
        throw new TypeError(`${kind}.prototype.${method} called on a value that is no ${kind}`);
    return self.name;
}

function sweep(record) {
    const values = Object.create(null);
    let count = 0;
    let last = -1;
    let isAlive = false;
    for (const name of Object.keys(record.values)) {
        const number = tokenNumber(Number(name.slice(1)));
        if (number !== last)
            isAlive = tokens.isAlive(number);
        last = number;
        if (isAlive) {
            values[name] = record.values[name];
            ++count;
        }
    }
    record.values = values;
    record.count = count;
    record.limit = Math.max(16, 2 * count);
}

function put(name, key, value, kind) {
    if (!isObject(key))
        throw new TypeError(`Invalid value used ${kind === "WeakMap" ? "as weak map key" : "in weak set"}: it must be an object`);
    const record = ensureRecord(key);
    if (record.values === null)
        record.values = Object.create(null);
    if (!(name in record.values)) {
        if (record.count >= record.limit)
            sweep(record);
        ++record.count;
    }
    record.values[name] = value;
}

function valuesOf(name, key) {
    const record = isObject(key) ? recordOf(key) : undefined;
    return record !== undefined && record.values !== null && name in record.values ? record : null;
}

function remove(name, key) {
    const record = valuesOf(name, key);
    if (record === null)
        return false;
    delete record.values[name];
    --record.count;
    return true;
}

const SafeWeakMap = class WeakMap {
    constructor(iterable = undefined) {
        initialise(this, "WeakMap");
        if (iterable === undefined || iterable === null)
            return;
        const add = this.set;
        requireFunction(add, "The set() of a new WeakMap");
        for (const entry of iterable) {
            if (!isObject(entry))
                throw new TypeError(`${String(entry)} is not an entry: new WeakMap needs pairs of keys and values`);
            add.call(this, entry[0], entry[1]);
        }
    }

    get(key) {
        const name = nameOf(this, "WeakMap", "get");
        const record = isObject(key) ? recordOf(key) : undefined;
        return record === undefined || record.values === null ? undefined : record.values[name];
    }

    set(key, value) {
        put(nameOf(this, "WeakMap", "set"), key, value, "WeakMap");
        return this;
    }

    has(key) { return valuesOf(nameOf(this, "WeakMap", "has"), key) !== null; }
    delete(key) { return remove(nameOf(this, "WeakMap", "delete"), key); }
};

const SafeWeakSet = class WeakSet {
    constructor(iterable = undefined) {
        initialise(this, "WeakSet");
        if (iterable === undefined || iterable === null)
            return;
        const add = this.add;
        requireFunction(add, "The add() of a new WeakSet");
        for (const value of iterable)
            add.call(this, value);
    }

    add(value) {
        put(nameOf(this, "WeakSet", "add"), value, true, "WeakSet");
        return this;
    }

    has(value) { return valuesOf(nameOf(this, "WeakSet", "has"), value) !== null; }
    delete(value) { return remove(nameOf(this, "WeakSet", "delete"), value); }
};

Object.defineProperty(SafeWeakMap.prototype, Symbol.toStringTag, { value: "WeakMap", configurable: true });
Object.defineProperty(SafeWeakSet.prototype, Symbol.toStringTag, { value: "WeakSet", configurable: true });
Object.defineProperty(SafeWeakMap, "length", { value: 0, configurable: true });
Object.defineProperty(SafeWeakSet, "length", { value: 0, configurable: true });
defineGlobal("WeakMap", SafeWeakMap);
defineGlobal("WeakSet", SafeWeakSet);
