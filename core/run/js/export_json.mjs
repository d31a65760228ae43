// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON text of what setup() returned, by the rules of the encoder that k6 uses (not those of JSON.stringify): undefined members
// become null, typed arrays base64, Map a list of pairs, Set a list; functions, NaN and infinities are errors; toJSON is not asked.
export default function () {
    const unsupported = (what) => { throw new TypeError("json: unsupported " + what); };

    function base64(bytes) {
        const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let text = "";
        for (let i = 0; i < bytes.length; i += 3) {
            const bits = (bytes[i] << 16) | ((bytes[i + 1] || 0) << 8) | (bytes[i + 2] || 0);
            text += alphabet[bits >> 18] + alphabet[(bits >> 12) & 63];
            text += i + 1 < bytes.length ? alphabet[(bits >> 6) & 63] : "=";
            text += i + 2 < bytes.length ? alphabet[bits & 63] : "=";
        }
        return text;
    }

    function list(items, ancestors) {
        const parts = [];
        for (let i = 0; i < items.length; ++i)
            parts.push(encode(items[i], ancestors));
        return "[" + parts.join(",") + "]";
    }

    function encodeObject(value, ancestors) {
        if (ancestors.indexOf(value) >= 0)
            unsupported("value: encountered a cycle");
        const inner = ancestors.concat([value]);
        if (Array.isArray(value))
            return list(value, inner);
        if (value instanceof Date)
            return JSON.stringify(value.toISOString().replace(/\.?0*Z$/, "Z"));
        if (value instanceof Uint8Array)
            return '"' + base64(value) + '"';
        if (value instanceof ArrayBuffer || value instanceof Error)
            return "{}";
        if (ArrayBuffer.isView(value) && !(value instanceof DataView))
            return list(value, inner);
        if (value instanceof Map || value instanceof Set)
            return list(Array.from(value), inner);
        if (value instanceof String || value instanceof Number || value instanceof Boolean)
            return encode(value.valueOf(), inner);
        return "{" + Object.keys(value).map((key) => JSON.stringify(key) + ":" + encode(value[key], inner)).join(",") + "}";
    }

    function encode(value, ancestors) {
        switch (typeof value) {
        case "undefined": return "null";
        case "string": return JSON.stringify(value);
        case "boolean": return String(value);
        case "number": return isFinite(value) ? JSON.stringify(value) : unsupported("value: " + (value > 0 ? "+Inf" : value < 0 ? "-Inf" : "NaN"));
        case "function": return unsupported("type: func(sobek.FunctionCall) sobek.Value");
        case "symbol": return unsupported("type: *sobek.Symbol");
        case "object": return value === null ? "null" : encodeObject(value, ancestors);
        default: return String(value);
        }
    }

    return (value) => encode(value, []);
}
