// SPDX-License-Identifier: GPL-3.0-or-later
// k6/data: SharedArray (https://grafana.com/docs/k6/latest/javascript-api/k6-data/sharedarray/).
//
// A SharedArray is a Proxy whose rows are parsed anew at each access. V4's own array functions take shortcuts past a proxy in a few
// places; those are served here.
export default function (native, rt, convert) {
    const isShared = Symbol("SharedArray");
    const immutable = () => { throw new TypeError("SharedArray is immutable"); };

    /// The array index that a property key stands for, or -1.
    function indexOf(key) {
        if (typeof key !== "string")
            return -1;
        const index = Number(key);
        return index >= 0 && index < 4294967295 && String(index) === key && Math.floor(index) === index ? index : -1;
    }

    // JSON.stringify looks at the proxy's target, sort() and indexOf() as well.
    const replacements = {
        toJSON: function () { return Array.from(this); },
        indexOf: function () { return Array.prototype.indexOf.apply(Array.from(this), arguments); },
        lastIndexOf: function () { return Array.prototype.lastIndexOf.apply(Array.from(this), arguments); },
        sort: function (compare) {
            const rows = Array.from(this);
            const sorted = rows.slice().sort(compare);
            if (rows.some((row, i) => row !== sorted[i]))
                immutable();
            return this;
        },
    };

    function parseRow(handle, index) {
        const json = native.row(handle, index);
        if (json === "undefined")
            throw new SyntaxError("element " + index + " of the SharedArray is undefined or a function, which JSON can't hold");
        return convert().deepFreeze(JSON.parse(json));
    }

    class Handler {
        constructor(handle, length) {
            this.handle = handle;
            this.length = length;
        }

        get(target, key) {
            const index = indexOf(key);
            if (index >= 0)
                return index < this.length ? parseRow(this.handle, index) : undefined;
            if (typeof key === "string" && Object.prototype.hasOwnProperty.call(replacements, key))
                return replacements[key];
            if (key === Symbol.toStringTag)
                return "Array";
            return key === isShared ? true : target[key];
        }

        has(target, key) {
            const index = indexOf(key);
            return index >= 0 ? index < this.length : key in target;
        }

        // Who lists the keys reads the target, which has none of its own until then: they would cost every VU memory for every row.
        ownKeys(target) {
            for (let i = Object.keys(target).length; i < this.length; ++i)
                target[i] = null;
            return Reflect.ownKeys(target);
        }

        set(target, key) {
            if (indexOf(key) >= 0 || key === "length")
                immutable();
            throw new TypeError("Cannot set property \"" + String(key) + "\" on a dynamic array");
        }

        defineProperty(target, key) {
            return this.set(target, key);
        }

        deleteProperty(target, key) {
            const index = indexOf(key);
            if (index >= 0 && index < this.length)
                immutable();
            if (key === "length")
                throw new TypeError("Cannot delete property \"length\" on a dynamic array");
            return true;
        }

        preventExtensions() {
            throw new TypeError("Cannot make a dynamic object non-extensible");
        }
    }

    // V4's instanceof looks behind a proxy at an object without prototype.
    function teachInstanceof() {
        const ordinary = Function.prototype[Symbol.hasInstance];
        if (Object.prototype.hasOwnProperty.call(Array, Symbol.hasInstance))
            return;
        Object.defineProperty(Array, Symbol.hasInstance, {
            value: function (value) {
                return ordinary.call(this, value) || (this === Array && Array.isArray(value) && value[isShared] === true);
            },
            configurable: true,
        });
    }

    function wrap(name) {
        teachInstanceof();
        const handle = native.open(name);
        const length = native.length(handle);
        return new Proxy(new Array(length), new Handler(handle, length));
    }

    function rowsOf(build) {
        const array = convert().callSync("SharedArray constructor does not support async functions as second argument", () => build());
        if (convert().isNullish(array))
            throw new TypeError("Cannot convert undefined or null to object");
        if (!Array.isArray(array))
            throw new rt.GoError("only arrays can be made into SharedArray");
        return Array.from(array).map((row) => String(JSON.stringify(row))); // a copy: V4 takes the length of a proxy for 0 here
    }

    function SharedArray(name, build) {
        if (!native.inInit())
            throw new rt.GoError("new SharedArray must be called in the init context");
        const key = String(name);
        if (key === "")
            throw new rt.GoError("empty name provided to SharedArray's constructor");
        if (typeof build !== "function")
            throw new rt.GoError("a function is expected as the second argument of SharedArray's constructor");
        if (native.mustBuild(key)) {
            let rows;
            try {
                rows = rowsOf(build);
            } catch (error) {
                native.abandon(key);
                throw error;
            }
            native.publish(key, rows);
        }
        return wrap(key);
    }

    return { SharedArray };
}
