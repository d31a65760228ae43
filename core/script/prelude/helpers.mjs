// SPDX-License-Identifier: GPL-3.0-or-later
// What esbuild's output calls for exports, imports and async functions. esbuild prints these functions into every file; compiled
// modules take those made here instead, in the order of CodeShaper::shapeHelpers(): one copy a virtual user.
import { caught } from "./errors.mjs";
import { apply, create, defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf, hasOwn } from "./intrinsics.mjs";
import { awaitPromise, makePending, noteMade, rejectPromise, resolvePromise } from "./promise.mjs";

/// An async function: runs its body, a generator, from one await to the next.
function startAsync(self, args, body) {
    noteMade();
    const promise = makePending();
    let iterator;
    try {
        iterator = apply(body, self, args === null ? [] : args); // which evaluates the parameters
    } catch (error) {
        rejectPromise(promise, caught(error));
        return promise;
    }
    const advance = (method, value) => {
        let step;
        try {
            step = iterator[method](value);
        } catch (error) {
            rejectPromise(promise, caught(error));
            return;
        }
        if (step.done) {
            resolvePromise(promise, step.value);
            return;
        }
        try {
            awaitPromise(step.value, fulfilled, rejected);
        } catch (error) { // of a proxy that refuses to be looked at
            advance("throw", caught(error));
        }
    };
    const fulfilled = (value) => { advance("next", value); };
    const rejected = (reason) => { advance("throw", reason); };
    advance("next", undefined);
    return promise;
}

/// Getters, so that an importing module sees the present value.
function addExports(target, all) {
    for (const name in all)
        defineProperty(target, name, { get: all[name], enumerable: true });
}

function copyMembers(to, from, except) {
    if ((from && typeof from === "object") || typeof from === "function") {
        for (const key of getOwnPropertyNames(from)) {
            if (hasOwn.call(to, key) || key === except)
                continue;
            const known = getOwnPropertyDescriptor(from, key);
            defineProperty(to, key, { get: () => from[key], enumerable: !known || known.enumerable });
        }
    }
    return to;
}

/// esbuild copies every export twice and wraps each namespace anew. An ES module's exports object serves as its namespace as it is,
/// which spares two calls of getters at each use of an imported name.
const markAsEsModule = (exports) => defineProperty(exports, "__esModule", { value: true });

function namespaceOf(module) {
    if (module !== null && module !== undefined && module.__esModule)
        return module;
    const namespace = module === null || module === undefined ? {} : create(getPrototypeOf(module));
    return copyMembers(defineProperty(namespace, "default", { value: module, enumerable: true }), module);
}

export const helpers = [startAsync, addExports, copyMembers, markAsEsModule, namespaceOf];
