// SPDX-License-Identifier: GPL-3.0-or-later
// A value in a line of text, and what is inside of it, bounded. Getters are not called, proxies are not looked into.
const maxText = 200;
const maxMembers = 5;
const maxBytes = 32;
const maxWhole = 1000000;

const { getOwnPropertyDescriptor, getPrototypeOf, getOwnPropertyNames, defineProperty } = Object;
const hasOwn = Object.prototype.hasOwnProperty;
const isTyped = (value) => ArrayBuffer.isView(value) && !(value instanceof DataView);
const cut = (text) => text.length > maxText ? text.slice(0, maxText) + "…" : text;
// What turns the direction of writing or would not show is written as an escape, as JSON writes control characters.
const unseen = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const literal = (text) => JSON.stringify(text).replace(unseen, (c) => "\\u" + ("000" + c.charCodeAt(0).toString(16)).slice(-4));
const quoted = (text) => text.length > maxText ? literal(text.slice(0, maxText)) + `… (${text.length} characters)` : literal(text);
const keyText = (key) => /^[A-Za-z_$][A-Za-z_$0-9]*$/.test(key) ? key : quoted(key);

function hex(bytes, limit = maxBytes) {
    const shown = [];
    for (let i = 0; i < bytes.length && i < limit; ++i)
        shown.push((bytes[i] < 16 ? "0" : "") + bytes[i].toString(16));
    return shown.join(" ") + (bytes.length > limit ? " …" : "");
}

// V4 has no way to ask whether something is a proxy that would not run its handler, and its weak collections forget wrongly: so the
// constructor notes the proxies made last. An older one is taken for what it pretends to be, within the time limit of all looks.
const maxProxies = 1000;
const proxies = [];
let oldestProxy = 0;
const isProxy = (value) => proxies.indexOf(value) >= 0;

function noteProxy(proxy) {
    if (proxies.length < maxProxies)
        proxies.push(proxy);
    else
        proxies[oldestProxy++ % maxProxies] = proxy;
    return proxy;
}

function watchProxies(global) {
    const Native = global.Proxy;
    const Noted = function Proxy(target, handler) {
        if (new.target === undefined)
            throw new TypeError("Proxy needs new");
        return noteProxy(new Native(target, handler));
    };
    defineProperty(Noted, "length", { value: 2, configurable: true });
    defineProperty(Noted, "revocable", {
        value: function revocable(target, handler) {
            const made = Native.revocable(target, handler);
            noteProxy(made.proxy);
            return made;
        }, writable: true, configurable: true,
    });
    defineProperty(global, "Proxy", { value: Noted, writable: true, configurable: true });
}

/// V4's Object.keys() calls getters.
const keys = (value) => getOwnPropertyNames(value).filter((name) => getOwnPropertyDescriptor(value, name).enumerable);

/// The name of the class, read without getters.
function constructorName(value) {
    const prototype = getPrototypeOf(value);
    if (prototype === null)
        return "Object";
    const own = getOwnPropertyDescriptor(prototype, "constructor");
    const name = own && typeof own.value === "function" ? getOwnPropertyDescriptor(own.value, "name") : undefined;
    return name && typeof name.value === "string" ? name.value : "Object";
}

export default function makePreview(facade, global) {
    watchProxies(global);
    const isCollection = (value) => value instanceof Map || value instanceof Set;

    function entriesOf(value, limit) {
        const entries = [];
        try {
            value.forEach((member, key) => { if (entries.length < limit) entries.push([key, member]); });
        } catch (error) { // of a class that only looks like one
            return [];
        }
        return entries;
    }

    function brief(value) {
        if (typeof value === "string")
            return value.length > 40 ? JSON.stringify(value.slice(0, 40)) + "…" : JSON.stringify(value);
        if (value === null || (typeof value !== "object" && typeof value !== "function"))
            return String(value);
        if (isProxy(value))
            return "Proxy";
        if (typeof value === "function")
            return "ƒ";
        return Array.isArray(value) || isTyped(value) ? `${constructorName(value)}(${value.length})` : constructorName(value);
    }

    function objectText(value) {
        const name = constructorName(value);
        const state = facade.peek(value);
        if (state !== null)
            return "Promise " + (state.state === 0 ? "pending" : (state.state === 1 ? "fulfilled: " : "rejected: ") + brief(state.value));
        if (value instanceof Error)
            return cut(errorText(value));
        if (value instanceof Date)
            return "Date " + (isNaN(value) ? "invalid" : value.toISOString());
        if (value instanceof RegExp)
            return cut(String(value));
        if (value instanceof ArrayBuffer)
            return `ArrayBuffer(${value.byteLength}) ${hex(new Uint8Array(value, 0, Math.min(value.byteLength, maxBytes + 1)))}`;
        if (isTyped(value))
            return `${name}(${value.length}) ` + hex(new Uint8Array(value.buffer, value.byteOffset, Math.min(value.byteLength, maxBytes + 1)));
        if (isCollection(value))
            return `${name}(${value.size})`;
        if (Array.isArray(value)) {
            const shown = [];
            for (let i = 0; i < value.length && i < maxMembers; ++i)
                shown.push(memberText(value, String(i)));
            return cut(`(${value.length}) [${shown.join(", ")}${value.length > maxMembers ? ", …" : ""}]`);
        }
        return cut(`${name === "Object" ? "" : name + " "}{${membersText(value)}}`);
    }

    function memberText(value, key) {
        const own = getOwnPropertyDescriptor(value, key);
        return own === undefined ? "empty" : (own.get || own.set ? "(…)" : brief(own.value));
    }

    function membersText(value) {
        const names = keys(value);
        return names.slice(0, maxMembers).map((name) => `${keyText(name)}: ${memberText(value, name)}`).join(", ") + (names.length > maxMembers ? ", …" : "");
    }

    function errorText(error) {
        const read = (key) => {
            for (let at = error; at !== null; at = getPrototypeOf(at)) {
                const own = getOwnPropertyDescriptor(at, key);
                if (own !== undefined)
                    return typeof own.value === "string" ? own.value : "";
            }
            return "";
        };
        return [read("name") || "Error", read("message")].filter(Boolean).join(": ");
    }

    /// The text of a value for taking it elsewhere: strings as they are, bytes in hexadecimal digits, objects as JSON where they can be.
    function whole(value) {
        if (typeof value === "string")
            return value.slice(0, maxWhole);
        if (value === null || typeof value !== "object" || isProxy(value))
            return describe(value).text;
        if (value instanceof ArrayBuffer || isTyped(value)) {
            const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
            return hex(bytes, maxWhole / 4).replace(" …", "");
        }
        const json = JSON.stringify(value, undefined, 2);
        return json === undefined ? describe(value).text : json.slice(0, maxWhole);
    }

    function counts(value) {
        if (typeof value === "function")
            return { named: 1, indexed: 0 };
        if (Array.isArray(value) || isTyped(value))
            return { named: 0, indexed: value.length };
        return { named: 1, indexed: isCollection(value) ? value.size : 0 };
    }

    function describeObject(value) {
        if (isProxy(value))
            return { type: "proxy", text: "Proxy (not looked into)", named: 0, indexed: 0 };
        if (typeof value === "function") {
            const name = getOwnPropertyDescriptor(value, "name");
            return Object.assign({ type: "function", text: `ƒ ${name && typeof name.value === "string" ? cut(name.value) : ""}()` }, counts(value));
        }
        return Object.assign({ type: Array.isArray(value) ? "array" : "object", text: objectText(value) }, counts(value));
    }

    function describe(value) {
        if (value !== null && (typeof value === "object" || typeof value === "function")) {
            try {
                return describeObject(value);
            } catch (error) {
                return { type: "object", text: "(a value that refuses to be looked at)", named: 0, indexed: 0 };
            }
        }
        const text = typeof value === "string" ? quoted(value) : (Object.is(value, -0) ? "-0" : String(value));
        return { type: value === null ? "null" : typeof value, text, named: 0, indexed: 0 };
    }

    function indexedMembers(value, first, count) {
        const made = [];
        if (isCollection(value)) {
            entriesOf(value, first + count).slice(first).forEach(([key, member], i) =>
                made.push({ name: value instanceof Map ? `${first + i}: ${brief(key)}` : String(first + i), value: member }));
            return made;
        }
        for (let i = first; i < value.length && made.length < count; ++i)
            made.push(member(value, String(i)));
        return made;
    }

    function member(value, key) {
        if (isTyped(value))
            return { name: key, value: value[key], isWritable: true };
        const own = getOwnPropertyDescriptor(value, key);
        if (own === undefined)
            return { name: key, value: undefined };
        return own.get || own.set ? { name: key, get: own.get || (() => undefined) } : { name: key, value: own.value, isWritable: own.writable };
    }

    /// Own members, then getters that a class gives, then the prototype.
    function namedMembers(value, first, count) {
        const isList = Array.isArray(value) || isTyped(value);
        const names = isList ? getOwnPropertyNames(value).filter((name) => !/^\d+$/.test(name)) : getOwnPropertyNames(value);
        const made = names.slice(first, first + count).map((name) => member(value, name));
        const prototype = getPrototypeOf(value);
        if (made.length < count && prototype !== null && prototype !== Object.prototype && prototype !== Function.prototype) {
            for (const name of getOwnPropertyNames(prototype)) {
                const own = getOwnPropertyDescriptor(prototype, name);
                if (own.get && made.length < count && !hasOwn.call(value, name))
                    made.push({ name, get: own.get });
            }
            if (made.length < count)
                made.push({ name: "[[Prototype]]", value: prototype });
        }
        return made;
    }

    function members(value, part, first, count) {
        if (isProxy(value))
            return [];
        const { indexed } = counts(value);
        const made = part === "named" || first >= indexed ? [] : indexedMembers(value, first, count);
        if (part !== "indexed" && made.length < count)
            made.push(...namedMembers(value, part === "named" ? first : Math.max(0, first - indexed), count - made.length));
        return made;
    }

    return {
        describe, members, whole, isProxy,
        describeError: (value) => {
            try {
                return value instanceof Error ? cut(errorText(value)) : describe(value).text;
            } catch (error) {
                return "(an error that refuses to be looked at)";
            }
        },
    };
}
