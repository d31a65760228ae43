// SPDX-License-Identifier: GPL-3.0-or-later
// Fractions in a base other than ten: V4 prints dozens of digits where about a dozen tell the number from its neighbours. And the
// locale of the machine has no place in toLocaleString(), which k6 lets print the plain number.
import { define } from "./define.mjs";

const nativeToString = Number.prototype.toString;
const digits = "0123456789abcdefghijklmnopqrstuvwxyz";
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

// Half the distance to the next larger number.
function tolerance(value) {
    float[0] = value;
    words[0] += 1;
    if (words[0] === 0)
        words[1] += 1;
    return Math.max(0.5 * (float[0] - value), Number.MIN_VALUE);
}

// Adds one to the last digit, which may make the digits before it carry; false: the carry leaves the fraction.
function roundUp(fraction, base) {
    while (fraction.length > 0) {
        const digit = fraction.pop() + 1;
        if (digit < base) {
            fraction.push(digit);
            return true;
        }
    }
    return false;
}

function format(value, base) {
    let whole = Math.floor(value);
    let rest = value - whole;
    let delta = tolerance(value);
    const fraction = [];
    if (rest >= delta) {
        do {
            rest *= base;
            delta *= base;
            const digit = Math.floor(rest);
            fraction.push(digit);
            rest -= digit;
            if ((rest > 0.5 || (rest === 0.5 && digit % 2 === 1)) && rest + delta > 1) {
                if (!roundUp(fraction, base))
                    whole += 1;
                break;
            }
        } while (rest >= delta);
    }
    const text = nativeToString.call(whole, base);
    return fraction.length === 0 ? text : text + "." + fraction.map((digit) => digits[digit]).join("");
}

define(Number.prototype, {
    toString(radix) {
        const base = radix === undefined ? 10 : Math.trunc(Number(radix)) || 0;
        if (base < 2 || base > 36)
            throw new RangeError("toString() radix argument must be between 2 and 36");
        const value = this.valueOf();
        if (base === 10 || !Number.isFinite(value) || Number.isInteger(value))
            return nativeToString.call(value, base);
        return value < 0 ? "-" + format(-value, base) : format(value, base);
    },

    toLocaleString() {
        return nativeToString.call(this);
    },
});
