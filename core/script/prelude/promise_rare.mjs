// SPDX-License-Identifier: GPL-3.0-or-later
// What few scripts need of promises, loaded on first use: Promise.all, allSettled, any and race, Promise.prototype.finally, and derived
// classes (ECMAScript 2021, sections 27.2.1.5, 27.2.4 and 27.2.5.3).
export default function ({ Promise, makePending, resolvers, caught }, global) {
    function newCapability(constructor) {
        if (constructor === Promise) {
            const promise = makePending();
            const r = resolvers(promise);
            return { promise, resolve: r.resolve, reject: r.reject };
        }
        if (typeof constructor !== "function")
            throw new TypeError("Promise constructor expected");
        const capability = { promise: undefined, resolve: undefined, reject: undefined };
        capability.promise = new constructor(function (resolve, reject) {
            if (capability.resolve !== undefined || capability.reject !== undefined)
                throw new TypeError("Promise executor has already been called");
            capability.resolve = resolve;
            capability.reject = reject;
        });
        if (typeof capability.resolve !== "function" || typeof capability.reject !== "function")
            throw new TypeError("Promise resolve or reject function is not callable");
        return capability;
    }

    function speciesOf(promise) {
        const constructor = promise.constructor;
        if (constructor === Promise || constructor === undefined)
            return Promise;
        if (constructor === null || (typeof constructor !== "object" && typeof constructor !== "function"))
            throw new TypeError("the promise's constructor is not an object");
        const species = constructor[Symbol.species];
        return species === undefined || species === null ? Promise : species;
    }

    // The combinators differ in what they do with each value and with the end: `prepare` returns the handlers of one element.
    function combine(constructor, iterable, prepare) {
        const capability = newCapability(constructor);
        let remaining = 1;
        const values = [];
        const plan = prepare(capability, values);
        const finish = () => { if (--remaining === 0 && plan.end) plan.end(); };
        try {
            let index = 0;
            for (const item of iterable) {
                const i = index++;
                values.push(undefined);
                ++remaining;
                let called = false;
                const once = (handle) => handle && ((value) => {
                    if (called)
                        return;
                    called = true;
                    handle(i, value);
                    finish();
                });
                constructor.resolve(item).then(once(plan.fulfilled) || capability.resolve, once(plan.rejected) || capability.reject);
            }
            finish();
        } catch (error) {
            capability.reject(caught(error));
        }
        return capability.promise;
    }

    return {
        all: (constructor, iterable) => combine(constructor, iterable, (capability, values) => ({
            fulfilled: (i, value) => { values[i] = value; },
            end: () => capability.resolve(values),
        })),
        allSettled: (constructor, iterable) => combine(constructor, iterable, (capability, values) => ({
            fulfilled: (i, value) => { values[i] = { status: "fulfilled", value }; },
            rejected: (i, reason) => { values[i] = { status: "rejected", reason }; },
            end: () => capability.resolve(values),
        })),
        any: (constructor, iterable) => combine(constructor, iterable, (capability, values) => ({
            rejected: (i, reason) => { values[i] = reason; },
            end: () => capability.reject(new global.AggregateError(values, "All promises were rejected")),
        })),
        race: (constructor, iterable) => combine(constructor, iterable, () => ({})),

        capabilityOfSpecies: (promise) => newCapability(speciesOf(promise)),

        settled: (constructor, how, value) => {
            const capability = newCapability(constructor);
            capability[how](value);
            return capability.promise;
        },

        settleFinally: (promise, onFinally) => {
            if (typeof onFinally !== "function")
                return promise.then(onFinally, onFinally);
            const constructor = speciesOf(promise);
            return promise.then(
                (value) => constructor.resolve(onFinally()).then(() => value),
                (reason) => constructor.resolve(onFinally()).then(() => { throw reason; }));
        },
    };
}
