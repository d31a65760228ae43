// SPDX-License-Identifier: GPL-3.0-or-later
// V4's apply() reads nothing out of typed arrays: String.fromCharCode.apply(null, bytes) gives zeros.
import { define, TypedArray } from "./define.mjs";

const nativeApply = Function.prototype.apply;

define(Function.prototype, {
    apply(thisArgument, values) {
        if (values instanceof TypedArray)
            return Reflect.apply(this, thisArgument, values);
        return nativeApply.call(this, thisArgument, values);
    },
});
