// SPDX-License-Identifier: GPL-3.0-or-later
// The part of k6's `crypto` that needs no keys: random bytes, UUIDs, hashes.
import { defineGlobal, globalObject, TypedArray } from "./define.mjs";
import { isObject } from "./values.mjs";

let native = null;

export const isAttached = () => native !== null;
export const attach = (binding) => { native = binding; };

function fail(message) {
    const type = typeof globalObject.GoError === "function" ? globalObject.GoError : TypeError;
    throw new type(message);
}

function failure(name, message) {
    const error = new Error(message);
    return Object.defineProperty(error, "name", { value: name, writable: true, configurable: true });
}

function bytesOf(data) {
    if (data instanceof ArrayBuffer)
        return data;
    if (!ArrayBuffer.isView(data))
        throw failure("OperationError", "data is neither an ArrayBuffer, nor a TypedArray nor DataView");
    return data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
}

function digest(algorithm, data) {
    const name = isObject(algorithm) ? algorithm.name : algorithm;
    if (typeof name !== "string")
        throw failure("SyntaxError", "algorithm cannot be interpreted as a string or an object");
    const hash = native.digest(name, bytesOf(data));
    if (hash === null)
        throw failure("NotSupportedError", `algorithm "${name}" doesn't support (in implementation) operation "digest"`);
    return hash;
}

const subtle = {
    digest(algorithm, data) {
        return new Promise((resolve) => resolve(digest(algorithm, data)));
    },
};
const withKeys = ["encrypt", "decrypt", "sign", "verify", "generateKey", "deriveKey", "deriveBits", "importKey", "exportKey", "wrapKey",
    "unwrapKey"];
for (const name of withKeys) {
    const reason = `crypto.subtle.${name} is not available here: of crypto.subtle there is digest() only. Use k6/crypto for HMAC, or run `
        + "the script in k6.";
    subtle[name] = { [name]() { return Promise.reject(failure("NotSupportedError", reason)); } }[name];
}

const kindOf = Object.getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag).get;

const crypto = {
    getRandomValues(array) {
        const kind = kindOf.call(array);
        if (kind === undefined || kind.indexOf("Float") === 0)
            fail("TypeMismatchError: typedArray parameter isn't a TypedArray instance");
        if (array.length > 65536)
            fail("QuotaExceededError: typedArray parameter is too big; maximum length is 65536");
        if (array.byteLength > 0)
            new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(new Uint8Array(native.randomBytes(array.byteLength)));
        return array;
    },

    randomUUID() {
        return native.randomUuid();
    },

    subtle,
};
for (const name of Object.keys(crypto))
    Object.defineProperty(crypto, name, { writable: false });
defineGlobal("crypto", crypto);
