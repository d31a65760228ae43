// SPDX-License-Identifier: GPL-3.0-or-later
// The module `k6` (https://grafana.com/docs/k6/latest/javascript-api/k6/).
export default function (native, rt, convert) {
    const separator = "::";
    const asyncCheck = "the built-in check() does not support async functions as arguments. Use the JavaScript utils library as a "
        + "replacement. Refer to https://grafana.com/docs/k6/latest/javascript-api/jslib/utils/check/ for more info";
    const asyncGroup = "group() does not support async functions as arguments, please see "
        + "https://grafana.com/docs/k6/latest/javascript-api/k6/group/ for more info";

    function requireVuContext(message) {
        if (native.inInit())
            throw new rt.GoError(message);
    }

    function refuseSeparator(name) {
        if (name.indexOf(separator) >= 0)
            throw new rt.GoError("group and check names may not contain '::'");
    }

    function check(value, sets, tags) {
        requireVuContext("Using check() in the init context is not supported");
        if (arguments.length < 2)
            throw new rt.GoError("no checks provided to `check`");
        const extra = convert().tags(tags);
        if (convert().isNullish(sets))
            throw new TypeError("Cannot convert undefined or null to object");
        let passed = true;
        for (const name of Object.keys(Object(sets))) {
            refuseSeparator(name);
            const condition = sets[name];
            let holds;
            try {
                holds = Boolean(typeof condition === "function" ? convert().callSync(asyncCheck, () => condition(value)) : condition);
            } catch (error) {
                if (!convert().isRefusal(error)) // k6 refuses before it counts
                    native.recordCheck(name, false, extra);
                throw error;
            }
            native.recordCheck(name, holds, extra);
            passed = passed && holds;
        }
        return passed;
    }

    function group(name, body) {
        requireVuContext("Using group() in the init context is not supported");
        if (typeof body !== "function")
            throw new rt.GoError("group() requires a callback as a second argument");
        const inner = convert().text(name);
        refuseSeparator(inner);
        native.enterGroup(inner);
        try {
            return convert().callSync(asyncGroup, () => body());
        } finally {
            native.leaveGroup();
        }
    }

    function randomSeed(seed) {
        native.seed(convert().integer(seed));
        Object.defineProperty(Math, "random", { value: () => native.random(), writable: true, configurable: true, enumerable: false });
    }

    function sleep(seconds) {
        native.sleep(Number(seconds));
        while (native.isInterrupted())
            ; // what ended the sleep ends the script, here
    }

    return {
        check,
        fail: (message) => { throw new rt.GoError(convert().text(message)); },
        group,
        randomSeed,
        sleep,
    };
}
