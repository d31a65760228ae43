// SPDX-License-Identifier: GPL-3.0-or-later
// How k6's native functions see their arguments: what a value is called in Go, and the conversions of missing or odd values.
// `rt` is the runtime object of the VU.
export default function (rt) {
    const GoError = rt.GoError;

    const goTypesByTag = {
        Array: "[]interface {}",
        Set: "[]interface {}",
        Map: "[][2]interface {}",
        Date: "time.Time",
        Promise: "*sobek.Promise",
        Boolean: "bool",
        Int8Array: "[]int8",
        Int16Array: "[]int16",
        Uint16Array: "[]uint16",
        Int32Array: "[]int32",
        Uint32Array: "[]uint32",
        Float32Array: "[]float32",
        Float64Array: "[]float64",
    };

    function goTypeOfNumber(value) {
        const isInteger = Math.floor(value) === value && Math.abs(value) <= Number.MAX_SAFE_INTEGER + 1;
        return isInteger && !(value === 0 && 1 / value < 0) ? "int64" : "float64";
    }

    /// The Go type that k6 names when it refuses a value.
    function goType(value) {
        switch (typeof value) {
        case "undefined": return "<nil>";
        case "boolean": return "bool";
        case "string": return "string";
        case "number": return goTypeOfNumber(value);
        case "function": return "func(sobek.FunctionCall) sobek.Value";
        default: break;
        }
        if (value === null)
            return "<nil>";
        if (rt.isPromise(value))
            return goTypesByTag.Promise;
        const tag = Object.prototype.toString.call(value).slice(8, -1);
        if (tag === "Number")
            return goTypeOfNumber(Number(value));
        return goTypesByTag[tag] || "map[string]interface {}";
    }

    const isNullish = (value) => value === undefined || value === null;
    const symbolDescription = (symbol) => { const text = symbol.toString(); return text.slice(7, text.length - 1); };

    /// A string parameter: nothing is "".
    const text = (value) => isNullish(value) ? "" : String(value);

    /// An integer parameter: what is no number is 0, fractions are cut off.
    function integer(value) {
        const number = Number(value);
        if (number !== number || number === Infinity || number === -Infinity)
            return 0;
        return number < 0 ? Math.ceil(number) : Math.floor(number);
    }

    /// Bytes as the bindings take them: a string (for its UTF-8) or an ArrayBuffer. Other types are refused in k6's words.
    function bytes(value, refusedBy) {
        if (typeof value === "string" || value instanceof ArrayBuffer)
            return value;
        if (value instanceof Uint8Array || value instanceof Uint8ClampedArray)
            return value.byteLength === value.buffer.byteLength ? value.buffer
                : value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength);
        if (typeof value === "symbol")
            return symbolDescription(value);
        throw new GoError((refusedBy === undefined ? "" : refusedBy + " failed: ") + "invalid type " + goType(value)
            + ", expected string, []byte or ArrayBuffer");
    }

    const isTagValue = (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        || typeof value === "symbol";

    const tagText = (value) => typeof value === "symbol" ? symbolDescription(value) : String(value);

    const badTag = (name) => "invalid value for metric tag '" + name
        + "': only String, Boolean and Number types are accepted as a metric tag values";

    /// A tags argument as the flat list [name, value, name, value] that the bindings take.
    function tags(value, refusedBy) {
        const list = [];
        if (isNullish(value))
            return list;
        for (const name of Object.keys(Object(value))) {
            const tag = value[name];
            if (!isTagValue(tag))
                throw new GoError((refusedBy === undefined ? "" : refusedBy) + badTag(name));
            list.push(name, tagText(tag));
        }
        return list;
    }

    // Compiled async functions are ordinary ones that begin by calling a helper, which makes a promise, and whose own frame V4 replaces
    // by that helper's. So the first promise made during a call tells whether the function called was one, before any of its code has
    // run: no frame of a script stands between.
    function isMadeByAsyncCallee() {
        const frames = rt.captureRawStack().split("\n");
        const call = frames.findIndex((frame) => frame.indexOf("callFromHere@") === 0);
        return call > 0 && frames.slice(0, call).every((frame) => frame.indexOf("@file:") < 0);
    }

    let refused = null; // the error that callSync() threw last
    const caller = { callFromHere(call) { const result = call(); return result; } }; // names of members are not shortened

    /// Runs `call`, which calls a function of the script and does nothing else; throws `refusal` where that function is async.
    function callSync(refusal, call) {
        rt.watchNextPromise(() => {
            if (isMadeByAsyncCallee()) {
                refused = new GoError(refusal);
                throw refused;
            }
        });
        try {
            return caller.callFromHere(call);
        } finally {
            rt.watchNextPromise(null);
        }
    }

    const isRefusal = (error) => error !== null && error === refused;

    /// Defines a member that can be read and, with k6's words, not be assigned.
    function readOnly(object, name, get) {
        Object.defineProperty(object, name, {
            get,
            set: () => { throw new TypeError("Cannot assign to read only property '" + name + "'"); },
            enumerable: true,
            configurable: false,
        });
        return object;
    }

    function deepFreeze(value) {
        if (value === null || typeof value !== "object" || Object.isFrozen(value))
            return value;
        Object.freeze(value);
        for (const name of Object.keys(value))
            deepFreeze(value[name]);
        return value;
    }

    return { goType, text, integer, bytes, tags, isTagValue, tagText, badTag, callSync, isRefusal, isNullish, readOnly, deepFreeze };
}
