// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's own functions as they were before any script could replace them.
export const { assign, create, defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf, keys,
    setPrototypeOf } = Object;
export const { apply } = Reflect; // never a function's own apply(): it may be a polyfill's, and V4's is wrong for typed arrays
export const hasOwn = Object.prototype.hasOwnProperty;
export const text = String;
export const EngineError = Error;

/// A property as methods of classes are: it can be replaced, and does not show in loops.
export function hide(object, name, value) {
    defineProperty(object, name, { value, writable: true, configurable: true });
}
