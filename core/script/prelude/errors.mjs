// SPDX-License-Identifier: GPL-3.0-or-later
// Error classes whose `stack` names the author's file, line and column.
//
// V4 gives each native error an own `stack` that can't be replaced and speaks of generated lines. So scripts get error classes made
// here, which keep V4's raw stack aside and translate it on first use; errors that the engine itself throws are copied into the same
// form by caught(), which compiled catch blocks and the promise machinery call. The prototypes stay V4's own, so instanceof holds.
export default function (global, formatStack) {
    const { Object, String, Array } = global; // a script may overwrite its own
    const NativeError = global.Error;
    const rawStack = Symbol("stack");
    const define = Object.defineProperty;
    const hasOwn = Object.prototype.hasOwnProperty;
    const hidden = (object, name, value) => define(object, name, { value, writable: true, configurable: true, enumerable: false });

    function initialise(error, message, options) {
        if (message !== undefined)
            hidden(error, "message", String(message));
        if (options !== null && typeof options === "object" && "cause" in options)
            hidden(error, "cause", options.cause);
        hidden(error, rawStack, new NativeError().stack);
        return error;
    }

    function errorClass(name, prototype, parent) {
        const constructor = function (message, options) {
            return initialise(new.target ? this : Object.create(prototype), message, options);
        };
        if (parent)
            Object.setPrototypeOf(constructor, parent);
        define(constructor, "name", { value: name, configurable: true });
        define(constructor, "prototype", { value: prototype, writable: false });
        hidden(prototype, "constructor", constructor);
        hidden(global, name, constructor);
        return constructor;
    }

    const BaseError = errorClass("Error", NativeError.prototype, null);
    for (const name of ["TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"])
        errorClass(name, global[name].prototype, BaseError);

    function derivedPrototype(name) {
        const prototype = Object.create(BaseError.prototype);
        hidden(prototype, "name", name);
        hidden(prototype, "message", "");
        return prototype;
    }
    // k6's class of the errors that its own code raises.
    const GoError = errorClass("GoError", derivedPrototype("GoError"), BaseError);
    const aggregatePrototype = derivedPrototype("AggregateError");
    const AggregateError = errorClass("AggregateError", aggregatePrototype, BaseError);
    const AggregateErrorWithList = function (errors, message, options) {
        const error = initialise(new.target ? this : Object.create(aggregatePrototype), message, options);
        hidden(error, "errors", Array.from(errors));
        return error;
    };
    Object.setPrototypeOf(AggregateErrorWithList, AggregateError);
    define(AggregateErrorWithList, "name", { value: "AggregateError", configurable: true });
    define(AggregateErrorWithList, "prototype", { value: aggregatePrototype, writable: false });
    hidden(aggregatePrototype, "constructor", AggregateErrorWithList);
    hidden(global, "AggregateError", AggregateErrorWithList);

    define(BaseError.prototype, Symbol.toStringTag, { value: "Error", configurable: true });
    define(BaseError.prototype, "stack", {
        configurable: true,
        get: function () {
            const raw = this[rawStack];
            return typeof raw === "string" ? String(this) + "\n" + formatStack(raw) : undefined;
        },
        set: function (value) {
            hidden(this, "stack", value);
        },
    });

    const isNative = (value) => value !== null && typeof value === "object" && hasOwn.call(value, "fileName")
        && hasOwn.call(value, "lineNumber") && value instanceof BaseError && !hasOwn.call(value, rawStack);

    /// An error that the engine threw, as an object of the classes above; any other value as it is.
    function caught(value) {
        if (!isNative(value))
            return value;
        const error = Object.create(Object.getPrototypeOf(value));
        hidden(error, "message", value.message);
        hidden(error, rawStack, value.stack);
        return error;
    }

    return {
        GoError,
        AggregateError: AggregateErrorWithList,
        caught,
        isError: (value) => value !== null && typeof value === "object" && (hasOwn.call(value, rawStack) || isNative(value)),
        captureRawStack: () => new NativeError().stack,
    };
}
