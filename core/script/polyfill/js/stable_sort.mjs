// SPDX-License-Identifier: GPL-3.0-or-later
// V4 sorts with a quicksort of its own: equal elements change places, which ECMAScript 2019 forbids.

const RUN = 8;

function sortRun(items, low, high, compare) {
    for (let i = low + 1; i < high; ++i) {
        const item = items[i];
        let hole = i;
        while (hole > low && compare(item, items[hole - 1]) < 0) {
            items[hole] = items[hole - 1];
            --hole;
        }
        items[hole] = item;
    }
}

function merge(from, to, low, middle, high, compare) {
    let left = low;
    let right = middle;
    let out = low;
    if (middle < high && compare(from[middle], from[middle - 1]) < 0) {
        while (left < middle && right < high)
            to[out++] = compare(from[right], from[left]) < 0 ? from[right++] : from[left++];
    }
    while (left < middle)
        to[out++] = from[left++];
    while (right < high)
        to[out++] = from[right++];
}

/// Sorts a dense array with a merge sort; returns it or an array of the same elements. Asks whether a later element belongs before an
/// earlier one, as k6 does, which shows where a comparison contradicts itself: (a, b) => a > b.
export function stableSort(items, compare) {
    const length = items.length;
    for (let low = 0; low < length; low += RUN)
        sortRun(items, low, Math.min(low + RUN, length), compare);
    let from = items;
    let to = length > RUN ? new Array(length) : items;
    for (let width = RUN; width < length; width *= 2) {
        for (let low = 0; low < length; low += 2 * width)
            merge(from, to, low, Math.min(low + width, length), Math.min(low + 2 * width, length), compare);
        const sorted = to;
        to = from;
        from = sorted;
    }
    return from;
}

const nativeSort = Array.prototype.sort;

/// The default order: by string form. V4's own sort does where equal strings can't be told apart.
export function sortByText(items) {
    if (!items.some((item) => typeof item === "object" || typeof item === "function" || typeof item === "symbol"))
        return nativeSort.call(items);
    const keyed = items.map((item) => ({ item, key: `${item}` }));
    const sorted = stableSort(keyed, (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    return sorted.map((entry) => entry.item);
}

export function checkComparator(compare) {
    if (compare !== undefined && typeof compare !== "function")
        throw new TypeError("The comparison function must be either a function or undefined");
}

/// The numeric order of typed arrays: -0 before 0, NaN last.
export function compareNumbers(a, b) {
    if (a < b)
        return -1;
    if (a > b)
        return 1;
    if (a === 0 && b === 0)
        return 1 / a === 1 / b ? 0 : 1 / a < 0 ? -1 : 1;
    return a === a ? (b === b ? 0 : -1) : (b === b ? 1 : 0);
}
