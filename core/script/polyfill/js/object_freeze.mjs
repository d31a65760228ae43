// SPDX-License-Identifier: GPL-3.0-or-later
// V4 forgets to ask whether elements may be written, as long as they are stored in its plain form: a frozen array can be assigned to
// and pushed to. Its sparse form asks.
import { define } from "./define.mjs";

// Above this the sparse form costs too much memory to be worth it.
const LIMIT = 65536;
const FAR = 4 * LIMIT;

function makeSparse(object) {
    if (Array.isArray(object)) {
        const length = object.length;
        if (length <= LIMIT && Object.getOwnPropertyDescriptor(object, "length").writable) {
            object[length + FAR] = undefined;
            object.length = length;
        }
    } else {
        const first = Object.keys(object)[0]; // integer keys come first
        if (first !== undefined && String(first >>> 0) === first && !(FAR in object)) {
            object[FAR] = undefined;
            delete object[FAR];
        }
    }
}

function protectElements(object) {
    if (typeof object !== "object" || object === null || ArrayBuffer.isView(object) || !Object.isExtensible(object))
        return;
    try {
        makeSparse(object);
    } catch (refused) {
        // A proxy that takes no writes protects itself.
    }
}

for (const name of ["freeze", "seal", "preventExtensions"]) {
    const native = Object[name];
    define(Object, {
        [name](object) {
            protectElements(object);
            return native(object);
        },
    });
}
