// SPDX-License-Identifier: GPL-3.0-or-later
// What string_replace.mjs and string_split.mjs take for V4's own, so that they can leave the work to V4; regexp_library.mjs puts its
// own in front.
export const intrinsics = {
    exec: RegExp.prototype.exec,
    replacer: RegExp.prototype[Symbol.replace],
    isSpecial: () => false, // whether a regular expression must not be run by V4 directly
};
