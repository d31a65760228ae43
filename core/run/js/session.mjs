// SPDX-License-Identifier: GPL-3.0-or-later
// What a session's prompt has from the start: the names that a k6 script would import, one socket to begin with, and the sockets of
// the session by number. Returns what completes names and what describes sockets. `builtin` gives a built-in
// module in any stage, `native` is the SessionBinding.
const { create, defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf } = Object;
const isArray = Array.isArray;
const isView = ArrayBuffer.isView;

// What `socket` has before it is made, which only its first use does.
const SOCKET_NAMES = ["connect", "destroy", "on", "setTimeout", "write"];
const MAX_HOPS = 50; // of a prototype chain
const IS_LIST = Symbol("list of sockets");

export default function (global, require, builtin, native) {
    const looking = guardProxies(global);

    const offer = (name, get, isLive = true) => {
        const read = () => {
            const value = get();
            defineProperty(global, name, { value, writable: true, configurable: true });
            return value;
        };
        read.isLive = isLive;
        defineProperty(global, name, {
            configurable: true,
            get: read,
            set: (value) => { defineProperty(global, name, { value, writable: true, configurable: true }); },
        });
    };
    const tcp = () => builtin("k6/x/tcp");
    const prompt = () => { tcp(); return native.promptFunctions(); };
    offer("Socket", () => tcp().Socket);
    const makeSocket = () => new global.Socket();
    offer("socket", makeSocket, false);
    const readSocket = getOwnPropertyDescriptor(global, "socket").get;
    offer("halfClose", () => prompt().halfClose);
    const live = () => defineProperty(prompt().live(), IS_LIST, { value: true });
    live.isLive = true;
    defineProperty(global, "sockets", { configurable: true, get: live,
        set: (value) => { defineProperty(global, "sockets", { value, writable: true, configurable: true }); } });
    for (const name of ["check", "fail", "group", "sleep", "randomSeed"])
        offer(name, () => builtin("k6")[name]);
    for (const name of ["encoding", "execution"])
        offer(name === "execution" ? "exec" : name, () => builtin("k6/" + name).default);
    defineProperty(global, "require", { value: require, writable: true, configurable: true });

    /// Sockets in words, which says more than the list of their functions; undefined for what k6's console prints.
    function describe(value) {
        const isList = looking(() => getOwnPropertyDescriptor(value, IS_LIST) !== undefined);
        if (isList === undefined) // a proxy
            return undefined;
        if (!isList)
            return looking(() => value instanceof tcp().Socket) ? prompt().describe(value) : undefined;
        const lines = getOwnPropertyNames(value).map((number) => number + ": " + prompt().describe(value[number]));
        return lines.length === 0 ? "{}" : "{ " + lines.join(",\n  ") + " }";
    }

    // --- completion: looks at the live context and runs nothing of a script's

    const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

    function objectOf(value) {
        switch (typeof value) {
        case "string": return String.prototype;
        case "number": return Number.prototype;
        case "boolean": return Boolean.prototype;
        default: return isObject(value) ? value : null;
        }
    }

    /// The property's descriptor, wherever on the prototype chain it is.
    function find(object, name) {
        for (let hops = 0; object !== null && hops < MAX_HOPS; ++hops) {
            const found = getOwnPropertyDescriptor(object, name);
            if (found !== undefined)
                return found;
            object = getPrototypeOf(object);
        }
        return undefined;
    }

    /// The value of a property where it can be had without running a script's code: { value } or null.
    function read(object, name) {
        const found = find(object, name);
        if (found === undefined)
            return null;
        if ("value" in found)
            return { value: found.value };
        const own = found.get === undefined ? undefined : getOwnPropertyDescriptor(found.get, "isLive");
        try {
            return own !== undefined && own.value === true ? { value: found.get() } : null;
        } catch (error) { // a variable that is not initialised yet
            return null;
        }
    }

    function kindOf(descriptor) {
        if (!("value" in descriptor)) // a variable, or something behind a getter
            return descriptor.get !== undefined && getOwnPropertyDescriptor(descriptor.get, "isLive") !== undefined ? "value" : "property";
        return typeof descriptor.value === "function" ? "function" : "value";
    }

    function collect(object, prefix, found) {
        if (isArray(object) || isView(object)) // their own names are numbers, perhaps millions of them
            object = getPrototypeOf(object);
        for (let hops = 0; object !== null && hops < MAX_HOPS; ++hops) {
            const names = getOwnPropertyNames(object);
            for (let i = 0; i < names.length; ++i)
                if (typeof names[i] === "string" && startsWith(names[i], prefix) && found[names[i]] === undefined)
                    found[names[i]] = kindOf(getOwnPropertyDescriptor(object, names[i]));
            object = object === global ? null : getPrototypeOf(object);
        }
    }

    function startsWith(name, prefix) {
        for (let i = 0; i < prefix.length; ++i)
            if (name[i] !== prefix[i])
                return false;
        return true;
    }

    /// Names that may follow, with their kinds.
    function gather(chain, prefix, found) {
        let object = global;
        for (let i = 0; i < chain.length; ++i) {
            const descriptor = i === 0 ? getOwnPropertyDescriptor(global, chain[0]) : undefined;
            if (descriptor !== undefined && descriptor.get === readSocket) {
                for (let n = 0; chain.length === 1 && n < SOCKET_NAMES.length; ++n)
                    if (startsWith(SOCKET_NAMES[n], prefix))
                        found[SOCKET_NAMES[n]] = "function";
                object = global.Socket.prototype;
                continue;
            }
            const next = read(object, chain[i]);
            object = next === null ? null : objectOf(next.value);
            if (object === null)
                return;
        }
        collect(object, prefix, found);
    }

    function namesBehind(chain, prefix) {
        const found = create(null);
        looking(() => gather(chain, prefix, found));
        return found;
    }

    return { describe, namesBehind };
}

/// Makes proxies that run none of their traps inside looking(call), which returns undefined where it meets one. Nothing tells proxies
/// from other objects, so it is their handlers that know: each stands behind a proxy of its own.
function guardProxies(global) {
    const Native = global.Proxy;
    let isLooking = false;
    const guard = { get: (handler, name) => {
        if (isLooking)
            throw guard;
        return handler[name];
    } };
    const Guarded = function Proxy(target, handler) {
        if (new.target === undefined)
            throw new TypeError("Proxy constructor cannot be called as a function: write new Proxy(...)");
        return new Native(target, new Native(handler, guard));
    };
    const revocable = function revocable(target, handler) {
        return Native.revocable(target, new Native(handler, guard));
    };
    defineProperty(Guarded, "length", { value: 2, configurable: true });
    defineProperty(Guarded, "prototype", { value: undefined });
    defineProperty(Guarded, "revocable", { value: revocable, writable: true, configurable: true });
    defineProperty(global, "Proxy", { value: Guarded, writable: true, configurable: true });

    return (call) => {
        isLooking = true;
        try {
            return call();
        } catch (error) {
            if (error !== guard)
                throw error;
            return undefined;
        } finally {
            isLooking = false;
        }
    };
}
