// SPDX-License-Identifier: GPL-3.0-or-later

/// Copies the members of `members` onto `target` the way built-ins are: writable, configurable, not enumerable. Members written as
/// methods are no constructors and have the right `name` and `length`.
export function define(target, members) {
    for (const key of Reflect.ownKeys(members)) {
        const descriptor = Object.getOwnPropertyDescriptor(members, key);
        descriptor.enumerable = false;
        Object.defineProperty(target, key, descriptor);
    }
}

/// Puts a global in the place that a built-in one has.
export function defineGlobal(name, value) {
    Object.defineProperty(globalObject, name, { value, writable: true, configurable: true, enumerable: false });
}

export const globalObject = Function("return this")();

export const TypedArray = Object.getPrototypeOf(Uint8Array);
