// SPDX-License-Identifier: GPL-3.0-or-later
// Evaluates modules in the order of ECMAScript 16.2.1.5: static imports first, depth first, each once; a module with top-level await
// delays those that import it. `native` is the ModuleLoader of the VU, which resolves, compiles and finds built-ins.
import { caught } from "./errors.mjs";
import { helpers } from "./helpers.mjs";
import { assign, create, defineProperty, keys, text } from "./intrinsics.mjs";
import { promiseFor, promiseForAll } from "./promise.mjs";
import { lazy } from "./lazy.mjs";

export default function makeLoader(native) {
    const records = create(null);
    const builtins = create(null);
    const running = []; // urls of the modules whose bodies are executing, innermost last

    function builtin(name) {
        if (builtins[name] === undefined) {
            const made = native.createBuiltin(name);
            const view = made.defaultOnly ? {} : assign({}, made.exports);
            view.default = made.exports;
            builtins[name] = defineProperty(view, "__esModule", { value: true });
        }
        return builtins[name];
    }

    function record(url) {
        if (records[url] === undefined) {
            const compiled = native.compile(url);
            records[url] = {
                url,
                compiled,
                module: { exports: {} },
                state: "new",
                promise: null, // of the evaluation, where it can't finish at once
                error: null,
                isPrompt: false, // neither it nor anything behind it has a top-level await (loader_async.mjs)
            };
        }
        return records[url];
    }

    const target = (specifier, base) => native.resolve(text(specifier), base);

    // A CommonJS module's `exports.default`, where it has one, is what an ES module's default import means in k6.
    function asSeenFromEsModule(loaded) {
        const exported = loaded.module.exports;
        const known = exported !== null && (typeof exported === "object" || typeof exported === "function");
        if (loaded.compiled.isEsModule || !known || exported.__esModule || !("default" in exported))
            return exported;
        if (loaded.view === undefined || loaded.viewOf !== exported) {
            loaded.viewOf = exported;
            loaded.view = defineProperty({}, "__esModule", { value: true });
            for (const name of keys(exported))
                defineProperty(loaded.view, name, { get: () => exported[name], enumerable: true });
        }
        return loaded.view;
    }

    function requireFor(importer) {
        return function require(specifier) {
            native.checkRequire();
            const found = target(specifier, importer.url);
            if (found.builtin)
                return builtin(found.url);
            const loaded = record(found.url);
            evaluate(loaded);
            if (loaded.error !== null)
                throw loaded.error.value;
            return importer.compiled.isEsModule ? asSeenFromEsModule(loaded) : loaded.module.exports;
        };
    }

    function runBody(loaded) {
        const meta = { resolve: (specifier) => target(specifier, loaded.url).url };
        running.push(loaded.url);
        try {
            return loaded.compiled.body(loaded.module, loaded.module.exports, requireFor(loaded), meta, caught, helpers, loaded.compiled.hooks);
        } finally {
            running.pop();
        }
    }

    function fail(loaded, error) {
        loaded.state = "failed";
        loaded.error = { value: caught(error) };
        throw loaded.error.value;
    }

    /// Returns undefined when the module is evaluated, or a promise for that.
    function evaluate(loaded) {
        if (loaded.state === "failed")
            throw loaded.error.value;
        if (loaded.state !== "new")
            return loaded.promise === null ? undefined : loaded.promise;
        loaded.state = "evaluating";
        if (native.hasAsyncModules())
            return waiting().evaluate(loaded);
        // A body sets its exports before it requires what it imports, which is what cycles need.
        try {
            runBody(loaded);
            loaded.state = "done";
        } catch (error) {
            fail(loaded, error);
        }
        return undefined;
    }

    const waiting = lazy(":/Sockscope/Prelude/loader_async.mjs",
        { builtin, record, target, runBody, fail, evaluate, promiseFor, promiseForAll });

    return {
        evaluateMain: (url) => {
            const loaded = record(url);
            const wait = evaluate(loaded);
            return wait === undefined ? loaded.module : wait.then(() => loaded.module);
        },
        currentUrl: () => running.length === 0 ? "" : running[running.length - 1],
        builtin,
        forget: () => {
            for (const url of keys(records))
                delete records[url];
            running.length = 0;
        },
        require: (url) => requireFor({ url, compiled: { isEsModule: false } }),
    };
}
