// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of the runtime that are loaded when first needed.
let native = null; // the RuntimeBinding of the VU

export function installLazy(binding) {
    native = binding;
}

/// Calls with as many frames around it as loading a module and its first function take.
function withRoom(frames, call) {
    const result = frames === 0 ? call() : withRoom(frames - 1, call);
    return result; // not at once, which V4 would make a jump of
}

/// A function that makes what a module of the program's own exports, once and when it is first asked for: what few scripts use
/// costs memory only in those. A script that has recursed to the limit gets its RangeError before the module is touched, because V4
/// keeps one whose evaluation was broken off.
export function lazy(resource, ...args) {
    let made;
    const make = () => native.load(resource)(...args);
    return () => {
        if (made === undefined) {
            withRoom(40, () => 0);
            made = make();
        }
        return made;
    };
}
