// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of the runtime that are loaded when first needed.
let native = null; // the RuntimeBinding of the VU

export function installLazy(binding) {
    native = binding;
}

/// Recurses as deep as loading a module and its first function do.
function needRoom(frames) {
    const result = frames === 0 ? 0 : needRoom(frames - 1);
    return result; // not at once, which V4 would make a jump of
}

/// A function that makes what a module of the program's own exports, once and when it is first asked for: what few scripts use
/// costs memory only in those. A script that has recursed to the limit gets its RangeError before the module is touched, because V4
/// keeps one whose evaluation was broken off.
export function lazy(resource, ...args) {
    let made;
    return () => {
        if (made === undefined) {
            needRoom(40);
            made = native.load(resource)(...args);
        }
        return made;
    };
}
