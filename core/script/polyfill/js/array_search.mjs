// SPDX-License-Identifier: GPL-3.0-or-later
import { define, TypedArray } from "./define.mjs";
import { receiver, receiverString, requireFunction, toInteger, toLength } from "./values.mjs";

function at(indexed, length, index) {
    const relative = toInteger(index);
    const position = relative < 0 ? length + relative : relative;
    return position < 0 || position >= length ? undefined : indexed[position];
}

function lastIndexWhere(object, length, predicate, thisArgument, method) {
    requireFunction(predicate, method);
    for (let i = length - 1; i >= 0; --i) {
        if (predicate.call(thisArgument, object[i], i, object))
            return i;
    }
    return -1;
}

define(Array.prototype, {
    at(index) {
        const object = receiver(this, "Array.prototype.at");
        return at(object, toLength(object.length), index);
    },
    findLast(predicate, thisArgument = undefined) {
        const object = receiver(this, "Array.prototype.findLast");
        return object[lastIndexWhere(object, toLength(object.length), predicate, thisArgument, "Array.prototype.findLast")];
    },
    findLastIndex(predicate, thisArgument = undefined) {
        const object = receiver(this, "Array.prototype.findLastIndex");
        return lastIndexWhere(object, toLength(object.length), predicate, thisArgument, "Array.prototype.findLastIndex");
    },
});

// Throws TypeError for anything but a typed array.
const lengthOf = Object.getOwnPropertyDescriptor(TypedArray.prototype, "length").get;

define(TypedArray.prototype, {
    at(index) {
        return at(this, lengthOf.call(this), index);
    },
    findLast(predicate, thisArgument = undefined) {
        return this[lastIndexWhere(this, lengthOf.call(this), predicate, thisArgument, "TypedArray.prototype.findLast")];
    },
    findLastIndex(predicate, thisArgument = undefined) {
        return lastIndexWhere(this, lengthOf.call(this), predicate, thisArgument, "TypedArray.prototype.findLastIndex");
    },
});

define(String.prototype, {
    at(index) {
        const text = receiverString(this, "String.prototype.at");
        return at(text, text.length, index);
    },
});
