// SPDX-License-Identifier: GPL-3.0-or-later
import { define } from "./define.mjs";
import { createLike, receiver, requireFunction, toInteger, toLength } from "./values.mjs";

function flattenInto(target, start, source, depth) {
    const length = toLength(source.length);
    let end = start;
    for (let i = 0; i < length; ++i) {
        if (!(i in source))
            continue;
        const element = source[i];
        if (depth > 0 && Array.isArray(element))
            end = flattenInto(target, end, element, depth - 1);
        else
            target[end++] = element;
    }
    return end;
}

define(Array.prototype, {
    flat(depth = 1) {
        const source = receiver(this, "Array.prototype.flat");
        const target = createLike(source, 0);
        flattenInto(target, 0, source, Number(depth) === Infinity ? Infinity : toInteger(depth));
        return target;
    },

    flatMap(mapper, thisArgument = undefined) {
        const source = receiver(this, "Array.prototype.flatMap");
        const length = toLength(source.length);
        requireFunction(mapper, "Array.prototype.flatMap");
        const target = createLike(source, 0);
        let end = 0;
        for (let i = 0; i < length; ++i) {
            if (!(i in source))
                continue;
            const mapped = mapper.call(thisArgument, source[i], i, source);
            if (Array.isArray(mapped))
                end = flattenInto(target, end, mapped, 0);
            else
                target[end++] = mapped;
        }
        return target;
    },
});

if (Array.prototype[Symbol.unscopables])
    Object.assign(Array.prototype[Symbol.unscopables], { flat: true, flatMap: true });
