// SPDX-License-Identifier: GPL-3.0-or-later
// What handleSummary() returned as a flat list [name, text or ArrayBuffer, ..]; null where k6 takes its own text instead. Types are
// named as k6 names them.
export default function () {
    function typeName(value) {
        if (value === undefined || value === null)
            return "<nil>";
        if (typeof value === "number")
            return Number.isInteger(value) ? "int64" : "float64";
        if (typeof value === "boolean")
            return "bool";
        if (typeof value === "function")
            return "func(sobek.FunctionCall) sobek.Value";
        return Array.isArray(value) ? "[]interface {}" : "map[string]interface {}";
    }

    function content(name, value) {
        if (typeof value === "string" || value instanceof ArrayBuffer)
            return value;
        if (ArrayBuffer.isView(value))
            return value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength);
        throw new TypeError("error handling summary object " + name + ": invalid type " + typeName(value) +
            ", it needs to be a string or ArrayBuffer");
    }

    return (result) => {
        if (!result)
            return null;
        if (typeof result !== "object" || Array.isArray(result))
            throw new TypeError("handleSummary() should return a map with string keys");
        const list = [];
        for (const name of Object.keys(result))
            list.push(name, content(name, result[name]));
        return list;
    };
}
