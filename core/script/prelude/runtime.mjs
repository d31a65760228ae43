// SPDX-License-Identifier: GPL-3.0-or-later
// What the event loop of a virtual user needs on the JavaScript side, and the globals that k6 has.
// `native` is the RuntimeBinding of the VU; the other arguments are the objects of the sibling files.
export default function (global, native, errors, promises, format) {
    const { Object, Proxy, Number, String, TypeError, SyntaxError } = global; // a script may overwrite its own
    const timers = Object.create(null);
    const define = (name, value) => Object.defineProperty(global, name, { value, writable: true, configurable: true });

    function describeError(error) {
        return errors.isError(error) && typeof error.error !== "function" ? String(error.stack) : String(error);
    }

    function describe(value) {
        try {
            return describeError(value);
        } catch (ignored) {
            return "(an error whose description throws)";
        }
    }

    /// Every entry from C++ goes through here: nothing that a script throws passes into Qt, and microtasks run before anything else.
    /// Calls without or with one argument, which are nearly all, are spelled out because V4's spread costs more than the rest.
    function enter(fn, first, ...more) {
        try {
            if (more.length > 0)
                fn(first, ...more);
            else if (arguments.length > 1)
                fn(first);
            else
                fn();
        } catch (error) {
            native.reportThrown(describe(errors.caught(error)));
        }
        promises.drain();
    }

    /// Like enter(), for functions whose result matters: settles to done(ok, value) once the returned promise does.
    function enterForResult(done, fn, ...args) {
        try {
            const result = fn(...args);
            if (promises.isPromise(result))
                promises.observe(result, done);
            else
                done(true, result);
        } catch (error) {
            done(false, errors.caught(error), true);
        }
        promises.drain();
    }

    function reportUnhandled() {
        const reasons = promises.takeUnhandled();
        if (reasons !== null && reasons.length > 0)
            native.reportUnhandled(describe(reasons[0]));
    }

    function timerStarter(name, repeat) {
        return function (callback, delay, ...args) {
            if (typeof callback !== "function") {
                if (callback === undefined || callback === null)
                    throw new errors.GoError(name + "'s callback isn't a callable function");
                throw new TypeError("could not convert function call parameter 0: could not convert " + String(callback)
                    + " to sobek.Callable");
            }
            const id = native.startTimer(Number(delay) || 0, repeat);
            timers[id] = { callback, args, repeat };
            return id;
        };
    }

    function fireTimer(id) {
        const timer = timers[id];
        if (timer === undefined)
            return;
        if (!timer.repeat)
            delete timers[id];
        enter(() => Reflect.apply(timer.callback, global, timer.args)); // `this` is the global object, also in strict code
    }

    function clearTimer(id) {
        if (timers[id] === undefined)
            return;
        delete timers[id];
        native.clearTimer(id);
    }

    const timerFunctions = {
        setTimeout: timerStarter("setTimeout", false),
        setInterval: timerStarter("setInterval", true),
        clearTimeout: clearTimer,
        clearInterval: clearTimer,
    };
    for (const name of Object.keys(timerFunctions))
        define(name, timerFunctions[name]);

    const console = {};
    [["debug", 0], ["log", 1], ["info", 1], ["warn", 2], ["error", 3]].forEach(([name, level]) => {
        console[name] = (...values) => native.console(level, format(...values));
    });
    define("console", console);
    define("open", (path, mode) => {
        const content = native.open(path === undefined || path === null ? "" : String(path), mode === "b");
        return content;
    });
    define("global", global);
    if (global.globalThis === undefined)
        define("globalThis", global);
    define("GoError", errors.GoError);
    for (const name of ["URL", "URLSearchParams"]) // Qt's additions, which k6 does not have
        delete global[name];

    function makeEnvironment(entries) {
        const store = Object.assign({}, entries);
        return new Proxy(store, { set: (target, key, value) => { target[key] = String(value); return true; } });
    }

    return {
        enter,
        enterForResult,
        reportUnhandled,
        fireTimer,
        forgetTimers: () => { for (const id of Object.keys(timers)) delete timers[id]; },
        timerIds: () => Object.keys(timers).map((id) => [Number(id), timers[id].repeat]),
        describe,
        format,
        drain: promises.drain,
        setEnvironment: (entries) => define("__ENV", makeEnvironment(entries)),
        setNumber: define,
        makeGoError: (message) => new errors.GoError(message),
        makeTypeError: (message) => new TypeError(message),
        makeCompileError: (name, message) => name === "SyntaxError" ? new SyntaxError(message) : new errors.GoError(message),
        settledBy: (call) => (ok, value, thrown) => native.settled(call, ok, value, thrown === true),
        captureRawStack: errors.captureRawStack,
        // For the facades of k6 modules.
        GoError: errors.GoError,
        caught: errors.caught,
        isError: errors.isError,
        makePending: promises.makePending,
        resolve: promises.resolve,
        reject: promises.reject,
        isPromise: promises.isPromise,
    };
}
