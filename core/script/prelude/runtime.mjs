// SPDX-License-Identifier: GPL-3.0-or-later
// What the event loop of a virtual user needs on the JavaScript side.
import { GoError, caught, captureRawStack, isError } from "./errors.mjs";
import { text } from "./intrinsics.mjs";
import { lazy } from "./lazy.mjs";
import { drain, isPromise, makePending, observe, peek, rejectPromise, resolvePromise, takeUnhandled, watchNextPromise, watchSettled } from "./promise.mjs";

let native = null; // the RuntimeBinding of the VU
let formatter = null;

export function installRuntime(binding) {
    native = binding;
    formatter = lazy(":/Sockscope/Prelude/console.mjs", isError);
}

function describeError(error) {
    return isError(error) && typeof error.error !== "function" ? text(error.stack) : text(error);
}

/// An error as k6 prints it: with its stack where it has one.
export function describe(value) {
    try {
        return describeError(value);
    } catch (ignored) {
        return "(an error whose description throws)";
    }
}

/// Every entry from C++ goes through here: nothing that a script throws passes into Qt, and microtasks run before anything else.
/// Calls have no argument or one, and say so: V4's spread, and its `arguments`, cost more than all the rest.
export function enter(fn, hasArgument, argument) {
    try {
        if (hasArgument)
            fn(argument);
        else
            fn();
    } catch (error) {
        native.reportThrown(describe(caught(error)));
    }
    drain();
}

/// Like enter(), for functions whose result matters: the native side is told it under the number of the call, once the returned
/// promise settles.
export function enterForResult(call, fn, ...args) {
    const done = (ok, value) => native.settled(call, ok, value, false);
    try {
        const result = fn(...args);
        if (isPromise(result))
            observe(result, done);
        else
            done(true, result);
    } catch (error) {
        native.settled(call, false, caught(error), true);
    }
    drain();
}

export function reportUnhandled() {
    const reasons = takeUnhandled();
    if (reasons !== null && reasons.length > 0)
        native.reportUnhandled(describe(reasons[0]));
}

/// The values as k6's console prints them.
export function format(...values) {
    return values.length === 1 && typeof values[0] === "string" ? values[0] : formatter()(...values);
}

export function makeError(name, message) {
    const constructor = name === "GoError" ? GoError : (name === "SyntaxError" ? SyntaxError : TypeError);
    return new constructor(message);
}

/// What the facades of k6 modules build on.
export const facade = () => ({
    GoError, captureRawStack, drain, enter, isPromise, lazy, makePending, peek, reject: rejectPromise, resolve: resolvePromise, watchNextPromise, watchSettled,
});
