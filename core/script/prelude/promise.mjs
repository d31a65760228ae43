// SPDX-License-Identifier: GPL-3.0-or-later
// Promise of ECMAScript 2021 (section 27.2) on a microtask queue that the event loop drains.
//
// V4's own promises settle through posted events, in between other events, and tell nobody of unhandled rejections. k6 drains all
// microtasks after every callback and fails the iteration on an unhandled rejection, so the queue and the tracking have to be here.
export default function (global, caught, AggregateError) {
    const { Object, Symbol, String, TypeError } = global; // a script may overwrite its own
    const SLOT = Symbol("promise");
    const PENDING = 0, FULFILLED = 1, REJECTED = 2;

    let jobs = [];
    let head = 0;
    let rejections = []; // promises rejected without a handler since the last look

    function Slot() {
        this.state = PENDING;
        this.value = undefined;
        this.reactions = null; // null, one reaction, or an array of them
        this.handled = false;
    }

    function Reaction(target, onFulfilled, onRejected) {
        this.target = target; // the derived promise, a capability of another constructor, or null
        this.onFulfilled = onFulfilled;
        this.onRejected = onRejected;
    }

    function ReactionJob(reaction, state, value) {
        this.reaction = reaction;
        this.state = state;
        this.value = value;
    }

    function ThenableJob(promise, thenable, then) {
        this.promise = promise;
        this.thenable = thenable;
        this.then = then;
    }

    const isPromise = (value) => value !== null && typeof value === "object" && value[SLOT] instanceof Slot;

    function settle(promise, state, value) {
        const slot = promise[SLOT];
        const reactions = slot.reactions;
        slot.state = state;
        slot.value = value;
        slot.reactions = null;
        if (state === REJECTED && !slot.handled)
            rejections.push(promise);
        if (reactions === null)
            return;
        if (reactions instanceof Reaction) {
            jobs.push(new ReactionJob(reactions, state, value));
            return;
        }
        for (let i = 0; i < reactions.length; ++i)
            jobs.push(new ReactionJob(reactions[i], state, value));
    }

    function resolvePromise(promise, value) {
        if (value === null || (typeof value !== "object" && typeof value !== "function")) {
            settle(promise, FULFILLED, value);
            return;
        }
        if (value === promise) {
            settle(promise, REJECTED, new TypeError("A promise cannot be resolved with itself."));
            return;
        }
        let then;
        try {
            then = value.then;
        } catch (error) {
            settle(promise, REJECTED, caught(error));
            return;
        }
        if (typeof then === "function")
            jobs.push(new ThenableJob(promise, value, then));
        else
            settle(promise, FULFILLED, value);
    }

    function resolvers(promise) {
        let done = false;
        return {
            resolve: function (value) {
                if (done)
                    return;
                done = true;
                resolvePromise(promise, value);
            },
            reject: function (reason) {
                if (done)
                    return;
                done = true;
                settle(promise, REJECTED, reason);
            },
        };
    }

    function runReaction(reaction, state, value) {
        const handler = state === FULFILLED ? reaction.onFulfilled : reaction.onRejected;
        const target = reaction.target;
        let result = value;
        let failed = state === REJECTED;
        if (handler !== undefined) {
            try {
                result = handler(value);
                failed = false;
            } catch (error) {
                result = caught(error);
                failed = true;
            }
        }
        if (target === null)
            return;
        if (target[SLOT] !== undefined) {
            if (failed)
                settle(target, REJECTED, result);
            else
                resolvePromise(target, result);
        } else if (failed) {
            target.reject(result);
        } else {
            target.resolve(result);
        }
    }

    function runJob(job) {
        if (job instanceof ReactionJob) {
            runReaction(job.reaction, job.state, job.value);
        } else if (job instanceof ThenableJob) {
            const r = resolvers(job.promise);
            try {
                job.then.call(job.thenable, r.resolve, r.reject);
            } catch (error) {
                r.reject(caught(error));
            }
        } else {
            job();
        }
    }

    function drain() {
        while (head < jobs.length) {
            const job = jobs[head];
            jobs[head++] = undefined;
            runJob(job);
            if (head === 4096) { // a chain that keeps itself alive must not keep its past
                jobs = jobs.slice(head);
                head = 0;
            }
        }
        jobs.length = 0;
        head = 0;
    }

    function Promise(executor) {
        if (new.target === undefined)
            throw new TypeError("Promise constructor cannot be called as a function: write new Promise(...)");
        if (typeof executor !== "function")
            throw new TypeError("Promise resolver " + String(executor) + " is not a function");
        Object.defineProperty(this, SLOT, { value: new Slot() });
        const r = resolvers(this);
        try {
            executor(r.resolve, r.reject);
        } catch (error) {
            r.reject(caught(error));
        }
    }

    function makePending() {
        const promise = Object.create(Promise.prototype);
        promise[SLOT] = new Slot();
        return promise;
    }

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

    function subscribe(promise, reaction) {
        const slot = promise[SLOT];
        slot.handled = true;
        if (slot.state !== PENDING)
            jobs.push(new ReactionJob(reaction, slot.state, slot.value));
        else if (slot.reactions === null)
            slot.reactions = reaction;
        else if (slot.reactions instanceof Reaction)
            slot.reactions = [slot.reactions, reaction];
        else
            slot.reactions.push(reaction);
    }

    const callable = (value) => typeof value === "function" ? value : undefined;
    const method = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true });

    method(Promise.prototype, "then", function then(onFulfilled, onRejected) {
        if (!isPromise(this))
            throw new TypeError("Promise.prototype.then called on a value that is not a promise");
        const constructor = speciesOf(this);
        const target = constructor === Promise ? makePending() : newCapability(constructor);
        subscribe(this, new Reaction(target, callable(onFulfilled), callable(onRejected)));
        return constructor === Promise ? target : target.promise;
    });
    method(Promise.prototype, "catch", function (onRejected) {
        return this.then(undefined, onRejected);
    });
    method(Promise.prototype, "finally", function (onFinally) {
        if (typeof onFinally !== "function")
            return this.then(onFinally, onFinally);
        const constructor = speciesOf(this);
        return this.then(
            (value) => constructor.resolve(onFinally()).then(() => value),
            (reason) => constructor.resolve(onFinally()).then(() => { throw reason; }));
    });
    Object.defineProperty(Promise.prototype, Symbol.toStringTag, { value: "Promise", configurable: true });
    Object.defineProperty(Promise, Symbol.species, { get: function () { return this; }, configurable: true });
    Object.defineProperty(Promise, "prototype", { writable: false });

    method(Promise, "resolve", function resolve(value) {
        if (isPromise(value) && value.constructor === this)
            return value;
        const capability = newCapability(this);
        capability.resolve(value);
        return capability.promise;
    });
    method(Promise, "reject", function reject(reason) {
        const capability = newCapability(this);
        capability.reject(reason);
        return capability.promise;
    });

    // The combinators differ in what they do with each value and with the end: `start` returns the two handlers of one element.
    function combinator(name, prepare) {
        method(Promise, name, function (iterable) {
            const constructor = this;
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
        });
    }
    combinator("all", (capability, values) => ({
        fulfilled: (i, value) => { values[i] = value; },
        end: () => capability.resolve(values),
    }));
    combinator("allSettled", (capability, values) => ({
        fulfilled: (i, value) => { values[i] = { status: "fulfilled", value }; },
        rejected: (i, reason) => { values[i] = { status: "rejected", reason }; },
        end: () => capability.resolve(values),
    }));
    combinator("any", (capability, values) => ({
        rejected: (i, reason) => { values[i] = reason; },
        end: () => capability.reject(new AggregateError(values, "All promises were rejected")),
    }));
    combinator("race", () => ({}));

    Object.defineProperty(global, "Promise", { value: Promise, writable: true, configurable: true });

    return {
        drain,
        enqueue: (job) => { jobs.push(job); },
        isPromise,
        makePending,
        resolve: resolvePromise,
        reject: (promise, reason) => settle(promise, REJECTED, reason),
        /// Calls back once with (true, value) or (false, reason) and counts as handled.
        observe: (promise, callback) => subscribe(promise, new Reaction(null, (v) => callback(true, v), (r) => callback(false, r))),
        /// The promises rejected without a handler since the last call.
        takeUnhandled: () => {
            if (rejections.length === 0)
                return null;
            const list = rejections.filter((promise) => !promise[SLOT].handled).map((promise) => promise[SLOT].value);
            rejections = [];
            return list;
        },
    };
}
