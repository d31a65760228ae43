// SPDX-License-Identifier: GPL-3.0-or-later
// The activations of asynchronous functions that wait, in the order in which they began to: a ring through the activations themselves,
// which costs an await no memory. Nothing tells of a rejection that a function doesn't catch, so the promises are looked at.
const rejected = 2;
const maxListed = 200;
const minLook = 256; // as many have to wait before the rejected ones are looked for

export default function makeAwaits(stateOf) {
    const ring = { waitsAt: 0, previous: null, next: null };
    ring.previous = ring.next = ring;
    let size = 0;
    let lookAt = minLook;

    function leave(activation) {
        if (activation.waitsAt === 0)
            return;
        activation.waitsAt = 0;
        activation.awaited = undefined;
        activation.previous.next = activation.next;
        activation.next.previous = activation.previous;
        --size;
    }

    function forgetRejected() {
        for (let at = ring.next; at !== ring;) {
            const next = at.next;
            if (stateOf(at.awaited) === rejected)
                leave(at);
            at = next;
        }
        lookAt = Math.max(minLook, 2 * size);
    }

    /// The iteration is over.
    function clear() {
        while (ring.next !== ring)
            leave(ring.next);
        lookAt = minLook;
    }

    /// Gives the value back, for `await`.
    function enter(activation, place, value) {
        leave(activation);
        activation.waitsAt = place;
        activation.awaited = value;
        activation.previous = ring.previous;
        activation.next = ring;
        ring.previous.next = activation;
        ring.previous = activation;
        if (++size > lookAt)
            forgetRejected();
        return value;
    }

    /// The places of those that wait, and the states of what they wait for, in turn; the first 200.
    function list() {
        const told = [];
        for (let at = ring.next; at !== ring && told.length < 2 * maxListed; at = at.next) {
            const state = stateOf(at.awaited);
            if (state !== rejected)
                told.push(at.waitsAt, state);
        }
        return told;
    }

    return { enter, leave, clear, list, isWaiting: (activation) => activation.waitsAt !== 0 };
}
