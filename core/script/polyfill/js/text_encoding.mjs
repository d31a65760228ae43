// SPDX-License-Identifier: GPL-3.0-or-later
// TextEncoder and TextDecoder as k6 has them.
import { define, defineGlobal, globalObject } from "./define.mjs";

let codec = null;

export const isAttached = () => codec !== null;
export const attach = (native) => { codec = native; };

const NATIVE = Symbol("native");

// The errors of k6's own code are GoErrors, where the program has that class.
function fail(message) {
    const type = typeof globalObject.GoError === "function" ? globalObject.GoError : TypeError;
    throw new type(message);
}

/// The bytes in question, as an ArrayBuffer of their own size.
export function bufferOf(data) {
    if (data instanceof ArrayBuffer)
        return data;
    if (ArrayBuffer.isView(data)) {
        const { buffer, byteOffset, byteLength } = data;
        return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
    }
    return Array.isArray(data) ? new Uint8Array(data).buffer : null;
}

function SockscopeEncoder() {
    return new.target === undefined ? new SockscopeEncoder() : this;
}

define(SockscopeEncoder.prototype, {
    get encoding() { return "utf-8"; },
    encode(text) {
        const string = text === undefined || text === null ? "" : `${text}`;
        return new Uint8Array(string === "" ? 0 : codec.encode(string)); // V4 takes no view of a buffer without bytes
    },
});

function SockscopeDecoder(label, options) {
    const self = new.target === undefined ? Object.create(SockscopeDecoder.prototype) : this;
    const wanted = label === undefined || label === null ? "utf-8" : `${label}`;
    const encoding = codec.encodingName(wanted);
    if (encoding === "")
        throw new RangeError("unsupported encoding: " + wanted);
    const chosen = options === undefined || options === null ? {} : options;
    const fatal = Boolean(chosen.fatal);
    const ignoreBOM = Boolean(chosen.ignoreBOM);
    const decoder = codec.createDecoder(wanted, fatal, ignoreBOM);
    return Object.defineProperty(self, NATIVE, { value: { encoding, fatal, ignoreBOM, decoder } });
}

function nativeOf(decoder) {
    const native = decoder === undefined || decoder === null ? undefined : decoder[NATIVE];
    if (native === undefined)
        throw new TypeError("a member of TextDecoder was used on a value that is no TextDecoder");
    return native;
}

define(SockscopeDecoder.prototype, {
    get encoding() { return nativeOf(this).encoding; },
    get fatal() { return nativeOf(this).fatal; },
    get ignoreBOM() { return nativeOf(this).ignoreBOM; },
    decode(data, options = undefined) {
        const { decoder } = nativeOf(this);
        const more = options !== undefined && options !== null && Boolean(options.stream);
        const nothing = data === undefined || data === null || data === "";
        const buffer = nothing ? new ArrayBuffer(0) : typeof data === "string" ? codec.encode(data) : bufferOf(data);
        if (buffer === null)
            fail("data is not an ArrayBuffer, typed array, or DataView");
        const text = decoder.decode(buffer, more);
        if (text === null)
            throw new TypeError("decoding text: invalid byte sequence");
        return text;
    },
});

for (const [name, type] of [["TextEncoder", SockscopeEncoder], ["TextDecoder", SockscopeDecoder]]) {
    Object.defineProperty(type, "name", { value: name, configurable: true });
    Object.defineProperty(type, "length", { value: 0, configurable: true });
    Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });
    Object.defineProperty(type.prototype, "constructor", { value: type, writable: true, configurable: true, enumerable: false });
    defineGlobal(name, type);
}
