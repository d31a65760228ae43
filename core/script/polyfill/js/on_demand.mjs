// SPDX-License-Identifier: GPL-3.0-or-later
// For scripts that reach members by computed names: each polyfill of something that V4 lacks is loaded when it is first touched.
import { globalObject, TypedArray } from "./define.mjs";

let isLoaded = false;

export const isAttached = () => isLoaded;

const describe = Object.getOwnPropertyDescriptor;
const defineProperty = Object.defineProperty;

// `Array.prototype` and so on; the global object for "".
function ownerAt(path) {
    let owner = globalObject;
    for (const name of path === "" ? [] : path.split("."))
        owner = name === "TypedArray" ? TypedArray : owner[name];
    return owner;
}

let isLoading = false; // modules find V4's own while they are evaluated

function load(loader, owner, name, number, original) {
    if (original === undefined)
        delete owner[name];
    else
        defineProperty(owner, name, original);
    isLoading = true;
    try {
        loader.load(number);
    } finally {
        isLoading = false;
    }
}

function ownValue(original, object) {
    return original === undefined ? undefined : original.get === undefined ? original.value : original.get.call(object);
}

// One function is getter and setter: there are many of them.
function accessor(loader, owner, name, number, original) {
    return {
        access(value) {
            if (arguments.length > 0) {
                const enumerable = this !== owner || original === undefined;
                defineProperty(this, name, { value, writable: true, configurable: true, enumerable });
                return undefined;
            }
            if (isLoading)
                return ownValue(original, this);
            load(loader, owner, name, number, original);
            const loaded = this === undefined || this === null ? owner : this;
            return loaded[name];
        },
    }.access;
}

/// `replacing`: what V4 has and gets wrong, too.
export function provideLater(loader, replacing) {
    const descriptor = { get: undefined, set: undefined, configurable: true, enumerable: false };
    for (const group of loader.members().split(" ")) {
        const [number, path, names] = group.split(":");
        const owner = ownerAt(path);
        for (const name of names.split(",")) {
            const original = describe(owner, name);
            if (original !== undefined && !(replacing && original.configurable))
                continue;
            descriptor.get = descriptor.set = accessor(loader, owner, name, Number(number), original);
            defineProperty(owner, name, descriptor);
        }
    }
}

export function attach(loader) {
    isLoaded = true;
    provideLater(loader, false);
}
