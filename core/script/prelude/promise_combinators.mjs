// SPDX-License-Identifier: GPL-3.0-or-later
// Promise.all, allSettled, any and race, and Promise.prototype.finally (ECMAScript 2021, sections 27.2.4 and 27.2.5.3).
// Loaded on first use: most scripts need none of them.
export default function (newCapability, caught, AggregateError) {
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
            end: () => capability.reject(new AggregateError(values, "All promises were rejected")),
        })),
        race: (constructor, iterable) => combine(constructor, iterable, () => ({})),

        settleFinally: (promise, onFinally, speciesOf) => {
            if (typeof onFinally !== "function")
                return promise.then(onFinally, onFinally);
            const constructor = speciesOf(promise);
            return promise.then(
                (value) => constructor.resolve(onFinally()).then(() => value),
                (reason) => constructor.resolve(onFinally()).then(() => { throw reason; }));
        },
    };
}
