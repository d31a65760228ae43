// SPDX-License-Identifier: GPL-3.0-or-later
// console.* with k6's formatting of values (k6's console prints objects in a form of its own, without quotes around keys).
export default function (isError) {
    const objectTag = (value) => Object.prototype.toString.call(value).slice(8, -1);
    const hex = (byte) => (byte < 16 ? "0" : "") + byte.toString(16);

    function formatBytes(buffer) {
        const bytes = new Uint8Array(buffer);
        const parts = [];
        for (let i = 0; i < bytes.length; ++i)
            parts.push(hex(bytes[i]));
        return "ArrayBuffer { [Uint8Contents]: <" + parts.join(" ") + ">, byteLength: " + bytes.length + " }";
    }

    function formatTypedArray(array) {
        const tag = objectTag(array);
        const name = tag === "Uint8ClampedArray" ? "Uint8Array" : tag;
        if (array.length === 0)
            return name + "(0) []";
        return name + "(" + array.length + ") [ " + Array.prototype.join.call(array, ", ") + " ]";
    }

    function formatDate(date) {
        return isNaN(date.getTime()) ? "{}" : '"' + date.toISOString() + '"';
    }

    function formatObject(value, ancestors) {
        if (ancestors.indexOf(value) >= 0)
            return "[Circular]";
        const inner = ancestors.concat([value]);
        if (Array.isArray(value)) {
            const length = Reflect.get(value, "length"); // V4's fast path takes that of a proxy for 0
            if (length === 0)
                return "[]";
            const items = [];
            for (let i = 0; i < length; ++i)
                items.push(formatNested(value[i], inner));
            return "[ " + items.join(", ") + " ]";
        }
        const keys = Object.keys(value);
        if (keys.length === 0)
            return "{}";
        const members = []; // loops, not map(): native frames between would escape V4's stack limit
        for (let i = 0; i < keys.length; ++i)
            members.push(keys[i] + ": " + formatNested(value[keys[i]], inner));
        return "{ " + members.join(", ") + " }";
    }

    function formatReference(value, ancestors, nested) {
        if (typeof value === "function")
            return "[object Function]";
        if (isError(value) && !(nested && typeof value.error === "function")) // k6's own errors show their members inside others
            return String(value);
        if (value instanceof Date)
            return formatDate(value);
        if (value instanceof ArrayBuffer)
            return formatBytes(value);
        if (ArrayBuffer.isView(value))
            return value instanceof DataView ? "{}" : formatTypedArray(value);
        return formatObject(value, ancestors);
    }

    const description = (symbol) => { const text = symbol.toString(); return text.slice(7, text.length - 1); };

    function formatNested(value, ancestors) {
        switch (typeof value) {
        case "string": return '"' + value + '"';
        case "undefined": return "null";
        case "symbol": return '"' + description(value) + '"';
        case "object": return value === null ? "null" : formatReference(value, ancestors, true);
        case "function": return "[object Function]";
        default: return String(value);
        }
    }

    function format(value) {
        switch (typeof value) {
        case "string": return value;
        case "symbol": return description(value);
        case "object": return value === null ? "null" : formatReference(value, [], false);
        case "function": return "[object Function]";
        default: return String(value);
        }
    }

    return function (...values) {
        return values.length === 1 ? format(values[0]) : values.map(format).join(" ");
    };
}
