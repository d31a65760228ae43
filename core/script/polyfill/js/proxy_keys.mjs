// SPDX-License-Identifier: GPL-3.0-or-later
// Proxies as keys of collections: each answers with a record of its own, and no trap of the script is asked for it.
import { defineGlobal } from "./define.mjs";
import { makeRecord, recordKey } from "./records.mjs";
import { isObject } from "./values.mjs";

const NativeProxy = Proxy;

// Inherits the script's traps, those set later too, and puts its own get() before the script's.
function handlerFor(handler, record) {
    const own = Object.create(handler);
    const get = (target, key, receiver) => {
        if (key === recordKey) {
            const descriptor = Object.getOwnPropertyDescriptor(target, recordKey);
            return descriptor !== undefined && !descriptor.configurable ? descriptor.value : record;
        }
        const trap = handler.get;
        return trap === undefined || trap === null ? Reflect.get(target, key, receiver) : trap.call(handler, target, key, receiver);
    };
    return Object.defineProperty(own, "get", { value: get });
}

function make(target, handler, create) {
    if (!isObject(target) || !isObject(handler))
        throw new TypeError("Cannot create a proxy: its target and its handler must be objects");
    const record = makeRecord(null);
    const made = create(target, handlerFor(handler, record));
    return { made, record };
}

const KeyedProxy = function Proxy(target, handler) {
    if (new.target === undefined)
        throw new TypeError("Proxy needs new");
    const { made, record } = make(target, handler, (on, by) => new NativeProxy(on, by));
    record.owner = made;
    return made;
};
Object.defineProperty(KeyedProxy, "length", { value: 2, configurable: true });
const statics = {
    revocable(target, handler) {
        const { made, record } = make(target, handler, NativeProxy.revocable);
        record.owner = made.proxy;
        return made;
    },
};
Object.defineProperty(KeyedProxy, "revocable", { value: statics.revocable, writable: true, configurable: true });
defineGlobal("Proxy", KeyedProxy);
