// SPDX-License-Identifier: GPL-3.0-or-later
// The methods of ECMAScript 2023 that leave the array alone and return a changed copy. Holes become undefined.
import { define, TypedArray } from "./define.mjs";
import { checkComparator, compareNumbers, sortByText, stableSort } from "./stable_sort.mjs";
import { clampIndex, receiver, toInteger, toLength } from "./values.mjs";

function copyOf(object, length) {
    const copy = new Array(length);
    for (let i = 0; i < length; ++i)
        copy[i] = object[i];
    return copy;
}

function absoluteIndex(index, length) {
    const relative = toInteger(index);
    const position = relative < 0 ? length + relative : relative;
    if (position < 0 || position >= length)
        throw new RangeError(`Invalid index ${relative} for a length of ${length}`);
    return position;
}

define(Array.prototype, {
    toReversed() {
        const object = receiver(this, "Array.prototype.toReversed");
        return copyOf(object, toLength(object.length)).reverse();
    },

    toSorted(compare) {
        checkComparator(compare);
        const object = receiver(this, "Array.prototype.toSorted");
        const copy = copyOf(object, toLength(object.length));
        const defined = copy.filter((item) => item !== undefined);
        const sorted = compare === undefined ? sortByText(defined) : stableSort(defined, compare);
        while (sorted.length < copy.length)
            sorted.push(undefined);
        return sorted;
    },

    toSpliced(start, deleteCount, ...inserted) {
        const object = receiver(this, "Array.prototype.toSpliced");
        const length = toLength(object.length);
        const from = clampIndex(start, length, 0);
        let removed = 0;
        if (arguments.length === 1)
            removed = length - from;
        else if (arguments.length > 1)
            removed = Math.min(Math.max(toInteger(deleteCount), 0), length - from);
        const copy = copyOf(object, length);
        copy.splice(from, removed, ...inserted);
        return copy;
    },

    with(index, value) {
        const object = receiver(this, "Array.prototype.with");
        const length = toLength(object.length);
        const position = absoluteIndex(index, length);
        const copy = copyOf(object, length);
        copy[position] = value;
        return copy;
    },
});

const lengthOf = Object.getOwnPropertyDescriptor(TypedArray.prototype, "length").get;
const kindOf = Object.getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag).get;
const constructors = {
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
};

// A copy of the same kind, whatever class the array has.
function typedCopy(array, length) {
    const copy = new constructors[kindOf.call(array)](length);
    copy.set(array);
    return copy;
}

define(TypedArray.prototype, {
    toReversed() {
        return typedCopy(this, lengthOf.call(this)).reverse();
    },

    toSorted(compare) {
        checkComparator(compare);
        const copy = typedCopy(this, lengthOf.call(this));
        const sorted = stableSort(copyOf(copy, copy.length), compare === undefined ? compareNumbers : compare);
        copy.set(sorted);
        return copy;
    },

    with(index, value) {
        const length = lengthOf.call(this);
        const position = absoluteIndex(index, length);
        const copy = typedCopy(this, length);
        copy[position] = value;
        return copy;
    },
});
