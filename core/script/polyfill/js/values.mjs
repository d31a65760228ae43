// SPDX-License-Identifier: GPL-3.0-or-later
// Conversions of ECMAScript 7.1 and 7.2 that several built-ins share.

export const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

/// ToObject for the receiver of a method.
export function receiver(value, method) {
    if (value === undefined || value === null)
        throw new TypeError(method + " called on null or undefined");
    return Object(value);
}

export function receiverString(value, method) {
    if (value === undefined || value === null)
        throw new TypeError(method + " called on null or undefined");
    return `${value}`;
}

export const toInteger = (value) => Math.trunc(Number(value)) || 0;

export const toLength = (value) => Math.min(Math.max(toInteger(value), 0), Number.MAX_SAFE_INTEGER);

/// A relative index as slice() takes it, clamped to [0, length].
export function clampIndex(value, length, missing) {
    if (value === undefined)
        return missing;
    const index = toInteger(value);
    return index < 0 ? Math.max(length + index, 0) : Math.min(index, length);
}

export function requireFunction(value, what) {
    if (typeof value !== "function")
        throw new TypeError(`${typeof value === "symbol" ? "Symbol()" : value} is not a function: ${what} needs one`);
}

/// ArraySpeciesCreate (ECMAScript 10.4.2.2): results of methods of array subclasses are instances of the subclass.
export function createLike(original, length) {
    const constructor = speciesOf(original);
    return constructor === undefined ? new Array(length) : new constructor(length);
}

export function speciesOf(original) {
    if (!Array.isArray(original))
        return undefined;
    let constructor = original.constructor;
    if (constructor === Array)
        return undefined;
    if (isObject(constructor)) {
        constructor = constructor[Symbol.species];
        if (constructor === null)
            constructor = undefined;
    }
    return constructor === Array ? undefined : constructor;
}

/// SpeciesConstructor (ECMAScript 7.3.22).
export function speciesConstructor(object, fallback) {
    const constructor = object.constructor;
    if (constructor === undefined)
        return fallback;
    if (!isObject(constructor))
        throw new TypeError("The constructor of the object is not an object");
    const species = constructor[Symbol.species];
    return species === undefined || species === null ? fallback : species;
}
