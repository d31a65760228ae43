// SPDX-License-Identifier: GPL-3.0-or-later
// Error classes whose `stack` names the author's file, line and column.
//
// V4 gives each native error an own `stack` that can't be replaced and speaks of generated lines. So scripts get error classes made
// here, which keep V4's raw stack aside and translate it on first use; errors that the engine itself throws are copied into the same
// form by caught(), which compiled catch blocks and the promise machinery call. The prototypes stay V4's own, so instanceof holds.
import { EngineError, create, defineProperty, getPrototypeOf, hasOwn, hide, setPrototypeOf, text } from "./intrinsics.mjs";

const rawStack = Symbol("stack");
let BaseError = null;
export let GoError = null; // k6's class of the errors that its own code raises

export const captureRawStack = () => new EngineError().stack;

const isNative = (value) => value !== null && typeof value === "object" && hasOwn.call(value, "fileName")
    && hasOwn.call(value, "lineNumber") && value instanceof BaseError && !hasOwn.call(value, rawStack);

export const isError = (value) => value !== null && typeof value === "object" && (hasOwn.call(value, rawStack) || isNative(value));

function initialise(error, message, options) {
    if (message !== undefined)
        hide(error, "message", text(message));
    if (options !== null && typeof options === "object" && "cause" in options)
        hide(error, "cause", options.cause);
    hide(error, rawStack, captureRawStack());
    return error;
}

function errorClass(global, name, prototype, parent) {
    return register(global, name, prototype, parent, function (message, options) {
        return initialise(new.target ? this : create(prototype), message, options);
    });
}

function register(global, name, prototype, parent, constructor) {
    if (parent)
        setPrototypeOf(constructor, parent);
    defineProperty(constructor, "name", { value: name, configurable: true });
    defineProperty(constructor, "prototype", { value: prototype, writable: false });
    hide(prototype, "constructor", constructor);
    hide(global, name, constructor);
    return constructor;
}

function derivedPrototype(name) {
    const prototype = create(BaseError.prototype);
    hide(prototype, "name", name);
    hide(prototype, "message", "");
    return prototype;
}

function defineStack(prototype, native) {
    defineProperty(prototype, "stack", {
        configurable: true,
        get: function () {
            const raw = this[rawStack];
            return typeof raw === "string" ? text(this) + "\n" + native.formatStack(raw) : undefined;
        },
        set: function (value) {
            hide(this, "stack", value);
        },
    });
}

/// AggregateError takes the errors before the message and the options.
function defineAggregateError(global) {
    const prototype = derivedPrototype("AggregateError");
    register(global, "AggregateError", prototype, BaseError, function (errors, message, options) {
        const error = initialise(new.target ? this : create(prototype), message, options);
        hide(error, "errors", Array.from(errors));
        return error;
    });
}

/// Replaces the error classes of the global object.
export function installErrors(global, native) {
    BaseError = errorClass(global, "Error", EngineError.prototype, null);
    for (const name of ["TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"])
        errorClass(global, name, global[name].prototype, BaseError);
    GoError = errorClass(global, "GoError", derivedPrototype("GoError"), BaseError);
    defineAggregateError(global);
    defineProperty(BaseError.prototype, Symbol.toStringTag, { value: "Error", configurable: true });
    defineStack(BaseError.prototype, native);
}

/// An error that the engine threw, as an object of the classes above; any other value as it is.
export function caught(value) {
    if (!isNative(value))
        return value;
    const error = create(getPrototypeOf(value));
    hide(error, "message", value.message);
    hide(error, rawStack, value.stack);
    return error;
}

