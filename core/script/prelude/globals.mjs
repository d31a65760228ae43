// SPDX-License-Identifier: GPL-3.0-or-later
// The globals that k6 has: timers, console, open, __ENV and the like.
import { GoError } from "./errors.mjs";
import { create, hasOwn, hide, keys, text } from "./intrinsics.mjs";
import { enter, format } from "./runtime.mjs";

const timers = create(null);

function refuseCallback(name, callback) {
    if (callback === undefined || callback === null)
        throw new GoError(name + "'s callback isn't a callable function");
    throw new TypeError("could not convert function call parameter 0: could not convert " + text(callback) + " to sobek.Callable");
}

function timerStarter(native, name, repeat) {
    return function (callback, delay, ...args) {
        if (typeof callback !== "function")
            refuseCallback(name, callback);
        const id = native.startTimer(Number(delay) || 0, repeat);
        timers[id] = { callback, args, repeat };
        return id;
    };
}

export function forgetTimers() {
    for (const id of keys(timers))
        delete timers[id];
}

/// The text of a value assigned to a variable, as k6 has it.
function variableText(value) {
    if (value === undefined || value === null)
        return "";
    return typeof value === "symbol" ? value.toString().slice(7, -1) : text(value);
}

/// __ENV: takes a variable over when it is first asked for, and all of them once somebody wants to know which there are. An
/// environment can be large, and most scripts read two or three of it.
function makeEnvironment(native) {
    let complete = false;
    const lookUp = (target, key) => {
        if (!complete && typeof key === "string" && !hasOwn.call(target, key)) {
            const value = native.environmentVariable(key);
            if (value !== undefined)
                target[key] = value;
        }
        return target;
    };
    const all = (target) => {
        if (!complete) {
            complete = true;
            native.environmentNames().forEach((name) => {
                if (!hasOwn.call(target, name))
                    target[name] = native.environmentVariable(name);
            });
        }
        return target;
    };
    const proxy = new Proxy({}, {
        get: (target, key) => lookUp(target, key)[key],
        has: (target, key) => key in lookUp(target, key),
        set: (target, key, value, receiver) => {
            if (receiver !== proxy) // an object that inherits from __ENV
                return Reflect.set(target, key, value, receiver);
            target[key] = variableText(value);
            return true;
        },
        deleteProperty: (target, key) => delete all(target)[key],
        ownKeys: (target) => Reflect.ownKeys(all(target)),
        getOwnPropertyDescriptor: (target, key) => Reflect.getOwnPropertyDescriptor(all(target), key),
    });
    return proxy;
}

export function installGlobals(global, native) {
    const clearTimer = (id) => {
        if (timers[id] === undefined)
            return;
        delete timers[id];
        native.clearTimer(id);
    };
    hide(global, "setTimeout", timerStarter(native, "setTimeout", false));
    hide(global, "setInterval", timerStarter(native, "setInterval", true));
    hide(global, "clearTimeout", clearTimer);
    hide(global, "clearInterval", clearTimer);

    const printer = (level) => (...values) => native.console(level, format(...values));
    hide(global, "console", { debug: printer(0), log: printer(1), info: printer(1), warn: printer(2), error: printer(3) });
    hide(global, "open", (path, mode) => native.open(path === undefined || path === null ? "" : text(path), mode === "b"));
    hide(global, "global", global);
    if (global.globalThis === undefined)
        hide(global, "globalThis", global);
    hide(global, "GoError", GoError);
    delete global.URL; // Qt's additions, which k6 does not have
    delete global.URLSearchParams;

    return {
        fireTimer: (id) => {
            const timer = timers[id];
            if (timer === undefined)
                return;
            if (!timer.repeat)
                delete timers[id];
            enter(() => Reflect.apply(timer.callback, global, timer.args), false); // `this` is the global object, also in strict code
        },
        setNumber: (name, value) => { hide(global, name, value); },
        resetEnvironment: () => { hide(global, "__ENV", makeEnvironment(native)); },
    };
}
