// SPDX-License-Identifier: GPL-3.0-or-later
// The identity of objects, which V4 has no hash for. An object that becomes a key of a collection gets a record, in a property that
// can't be enumerated and that the functions below keep out of reflection. Objects are given theirs before they are frozen.
import { define } from "./define.mjs";
import { isObject } from "./values.mjs";

const RECORD = Symbol("record");
const hasOwnProperty = Object.prototype.hasOwnProperty;
const defineProperty = Object.defineProperty;
const isExtensible = Object.isExtensible;

class Record {
    constructor(owner) {
        this.owner = owner;
        this.id = 0; // for Map and Set
        this.values = null; // by collection, for WeakMap and WeakSet
        this.count = 0;
        this.limit = 16;
    }
}

// Records of objects that take no property: frozen before this was loaded, or kept by C++. V4's own Map is sound but slow.
const strangers = new Map();

function strangerRecord(object) {
    return strangers.size === 0 ? undefined : strangers.get(object);
}

/// The record of an object, or undefined.
export function recordOf(object) {
    const record = object[RECORD];
    if (record !== undefined && record !== null && record.owner === object)
        return record;
    return strangerRecord(object);
}

let lastId = 0;

/// The record of an object, made where there is none.
export function ensureRecord(object) {
    const known = recordOf(object);
    if (known !== undefined)
        return known;
    const record = new Record(object);
    // A record of another object that shows here means a proxy, which would hand its target the record.
    if (isExtensible(object) && !hasOwnProperty.call(object, RECORD)) {
        try {
            defineProperty(object, RECORD, { value: record, writable: false, enumerable: false, configurable: true });
        } catch (refused) {
            // Kept among the strangers.
        }
        if (object[RECORD] === record)
            return record;
    }
    strangers.set(object, record);
    return record;
}

/// The number of an object, the same for all collections.
export function idOf(object) {
    const record = ensureRecord(object);
    if (record.id === 0)
        record.id = ++lastId;
    return record.id;
}

/// What a proxy answers when it is asked for its record; see proxy_keys.mjs.
export const recordKey = RECORD;
export const makeRecord = (owner) => new Record(owner);

const hidden = [RECORD];

/// Keeps a symbol out of reflection.
export function hideSymbol(symbol) {
    hidden.push(symbol);
}

const isVisible = (key) => typeof key !== "symbol" || hidden.indexOf(key) < 0;

const nativeSymbols = Object.getOwnPropertySymbols;
const nativeKeys = Reflect.ownKeys;

define(Object, {
    getOwnPropertySymbols(object) {
        const symbols = nativeSymbols(object);
        return symbols.length === 0 ? symbols : symbols.filter(isVisible);
    },

    getOwnPropertyDescriptors(object) {
        const descriptors = {};
        for (const key of nativeKeys(Object(object))) {
            const descriptor = isVisible(key) ? Object.getOwnPropertyDescriptor(object, key) : undefined;
            if (descriptor !== undefined)
                defineProperty(descriptors, key, { value: descriptor, writable: true, enumerable: true, configurable: true });
        }
        return descriptors;
    },
});

define(Reflect, {
    ownKeys(object) {
        const keys = nativeKeys(object);
        return keys.length > 0 && typeof keys[keys.length - 1] === "symbol" ? keys.filter(isVisible) : keys;
    },
});

for (const [owner, name] of [[Object, "freeze"], [Object, "seal"], [Object, "preventExtensions"], [Reflect, "preventExtensions"]]) {
    const native = owner[name];
    define(owner, {
        [name](object) {
            if (isObject(object) && isExtensible(object) && !ArrayBuffer.isView(object))
                ensureRecord(object);
            return native(object);
        },
    });
}
