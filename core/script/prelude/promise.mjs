// SPDX-License-Identifier: GPL-3.0-or-later
// Promise of ECMAScript 2021 (section 27.2) on a microtask queue that the event loop drains.
//
// V4's own promises settle through posted events, in between other events, and tell nobody of unhandled rejections. k6 drains all
// microtasks after every callback and fails the iteration on an unhandled rejection, so the queue and the tracking have to be here.
import { caught } from "./errors.mjs";
import { defineProperty, hide, keys, text } from "./intrinsics.mjs";
import { lazy } from "./lazy.mjs";

const SLOT = Symbol("promise");
const PENDING = 0, FULFILLED = 1, REJECTED = 2;

let jobs = [];
let head = 0;
let rejections = []; // promises rejected without a handler since the last look
let settledWatcher = null; // a debugger's, of all promises that settle
let watcher = null;  // called by the next promise that a constructor makes
let native = null;   // the RuntimeBinding of the VU

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

export const isPromise = (value) => value !== null && typeof value === "object" && value instanceof Promise && value[SLOT] instanceof Slot;

function settle(promise, state, value) {
    const slot = promise[SLOT];
    const reactions = slot.reactions;
    slot.state = state;
    slot.value = value;
    slot.reactions = null;
    if (settledWatcher !== null)
        settledWatcher(state, value);
    if (state === REJECTED && !slot.handled) {
        rejections.push(promise);
        native.noteRejection();
    }
    if (reactions === null)
        return;
    if (reactions instanceof Reaction) {
        jobs.push(new ReactionJob(reactions, state, value));
        return;
    }
    for (let i = 0; i < reactions.length; ++i)
        jobs.push(new ReactionJob(reactions[i], state, value));
}

export function resolvePromise(promise, value) {
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

export function drain() {
    if (jobs.length === 0)
        return; // as behind most events
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

/// Microtasks and rejections of an iteration that was interrupted must not reach the next one.
export function forgetJobs() {
    if (jobs.length === 0 && rejections.length === 0)
        return;
    jobs = [];
    head = 0;
    rejections = [];
}

/// Has all settlements told from here on; null: no more.
export function watchSettled(call) {
    settledWatcher = call;
}

/// Tells who watches that a promise is being made.
export function noteMade() {
    if (watcher === null)
        return;
    const call = watcher;
    watcher = null;
    call();
}

function Promise(executor) {
    noteMade();
    if (new.target === undefined)
        throw new TypeError("Promise constructor cannot be called as a function: write new Promise(...)");
    if (typeof executor !== "function")
        throw new TypeError("Promise resolver " + text(executor) + " is not a function");
    defineProperty(this, SLOT, { value: new Slot() });
    const r = resolvers(this);
    try {
        executor(r.resolve, r.reject);
    } catch (error) {
        r.reject(caught(error));
    }
}

function Pending() {
    this[SLOT] = new Slot();
}

/// A promise without an executor; made by a constructor, which costs V4 less than Object.create().
export const makePending = () => new Pending();

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

function define(object, methods) {
    for (const name of keys(methods))
        hide(object, name, methods[name]);
}

define(Promise.prototype, {
    then(onFulfilled, onRejected) {
        if (!isPromise(this))
            throw new TypeError("Promise.prototype.then called on a value that is not a promise");
        const isPlain = this.constructor === Promise;
        const target = isPlain ? makePending() : rare().capabilityOfSpecies(this);
        subscribe(this, new Reaction(target, callable(onFulfilled), callable(onRejected)));
        return isPlain ? target : target.promise;
    },
    catch(onRejected) {
        return this.then(undefined, onRejected);
    },
    finally(onFinally) {
        return rare().settleFinally(this, onFinally);
    },
});
defineProperty(Promise.prototype, Symbol.toStringTag, { value: "Promise", configurable: true });
defineProperty(Promise, Symbol.species, { get: function () { return this; }, configurable: true });
Pending.prototype = Promise.prototype;
defineProperty(Promise, "prototype", { writable: false });
defineProperty(Promise, "name", { value: "Promise", configurable: true });

define(Promise, {
    resolve(value) {
        if (isPromise(value) && value.constructor === this)
            return value;
        if (this !== Promise)
            return rare().settled(this, "resolve", value);
        const promise = makePending();
        resolvePromise(promise, value);
        return promise;
    },
    reject(reason) {
        if (this !== Promise)
            return rare().settled(this, "reject", reason);
        const promise = makePending();
        settle(promise, REJECTED, reason);
        return promise;
    },
    all(iterable) { return rare().all(this, iterable); },
    allSettled(iterable) { return rare().allSettled(this, iterable); },
    any(iterable) { return rare().any(this, iterable); },
    race(iterable) { return rare().race(this, iterable); },
});

let rare = null;

export const promiseFor = (value) => Promise.resolve(value);
export const promiseForAll = (list) => Promise.all(list);
export const rejectPromise = (promise, reason) => settle(promise, REJECTED, reason);
export const watchNextPromise = (call) => { watcher = call; };

/// What `await` does.
export function awaitPromise(value, onFulfilled, onRejected) {
    const promise = isPromise(value) && value.constructor === Promise ? value : promiseFor(value);
    subscribe(promise, new Reaction(null, onFulfilled, onRejected));
}

/// Calls back once with (true, value) or (false, reason) and counts as handled.
export function observe(promise, callback) {
    subscribe(promise, new Reaction(null, (value) => callback(true, value), (reason) => callback(false, reason)));
}

/// 0 for a pending promise, 1 for a fulfilled, 2 for a rejected one, and its value; null for what is no promise.
export const peek = (value) => isPromise(value) ? { state: value[SLOT].state, value: value[SLOT].value } : null;

/// The reasons of the promises rejected without a handler since the last call.
export function takeUnhandled() {
    if (rejections.length === 0)
        return null;
    const reasons = rejections.filter((promise) => !promise[SLOT].handled).map((promise) => promise[SLOT].value);
    rejections = [];
    return reasons;
}

/// Replaces the class of the global object.
export function installPromise(global, binding) {
    native = binding;
    hide(global, "Promise", Promise);
    rare = lazy(":/Sockscope/Prelude/promise_rare.mjs", { Promise, makePending, resolvers, caught }, global);
}
