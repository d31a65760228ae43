// SPDX-License-Identifier: GPL-3.0-or-later
import { define, TypedArray } from "./define.mjs";
import { checkComparator, compareNumbers, sortByText, stableSort } from "./stable_sort.mjs";
import { receiver, toLength } from "./values.mjs";

define(Array.prototype, {
    sort(compare) {
        checkComparator(compare);
        const object = receiver(this, "Array.prototype.sort");
        const length = toLength(object.length);
        let items = [];
        let end = 0;
        for (let i = 0; i < length; ++i) {
            if (!(i in object))
                continue;
            ++end;
            const item = object[i];
            if (item !== undefined)
                items.push(item);
        }
        items = compare === undefined ? sortByText(items) : stableSort(items, compare);
        for (let i = 0; i < items.length; ++i)
            object[i] = items[i];
        for (let i = items.length; i < end; ++i)
            object[i] = undefined;
        for (let i = end; i < length; ++i) {
            if (i in object)
                delete object[i];
        }
        return object;
    },
});

const lengthOf = Object.getOwnPropertyDescriptor(TypedArray.prototype, "length").get;

define(TypedArray.prototype, {
    sort(compare) {
        checkComparator(compare);
        const length = lengthOf.call(this);
        const items = new Array(length);
        for (let i = 0; i < length; ++i)
            items[i] = this[i];
        const sorted = stableSort(items, compare === undefined ? compareNumbers : compare);
        for (let i = 0; i < length; ++i)
            this[i] = sorted[i];
        return this;
    },
});
