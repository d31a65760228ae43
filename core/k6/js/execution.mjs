// SPDX-License-Identifier: GPL-3.0-or-later
// k6/execution: what a script can learn about its run (https://grafana.com/docs/k6/latest/javascript-api/k6-execution/).
export default function (native, rt, convert) {
    const getters = (members) => {
        const object = {};
        for (const name of Object.keys(members))
            convert().readOnly(object, name, members[name]);
        return object;
    };

    const readEach = (names, read) => {
        const members = {};
        for (const name of names)
            members[name] = () => read(name);
        return members;
    };

    /// A live map of strings: tags, or metadata. V4 reads the target of a proxy in places where it should ask the proxy, so the target
    /// is brought up to date whenever somebody looks at the keys.
    function liveMap(map, describeBadValue) {
        const has = (name) => typeof name === "string" && native.hasEntry(map, name);

        function refreshed(target) {
            for (const name of Object.keys(target))
                delete target[name];
            for (const name of Array.from(native.entryNames(map)))
                target[name] = native.entry(map, name);
            return target;
        }

        return new Proxy({}, {
            get: (target, name) => {
                if (has(name))
                    return native.entry(map, name);
                return name === Symbol.toStringTag ? "Object" : Object.prototype[name];
            },
            has: (target, name) => has(name) || name in Object.prototype,
            set: (target, name, value) => {
                if (!convert().isTagValue(value))
                    throw new TypeError(describeBadValue(String(name)));
                native.setEntry(map, String(name), convert().tagText(value));
                return true;
            },
            deleteProperty: (target, name) => { native.removeEntry(map, String(name)); return true; },
            ownKeys: (target) => Reflect.ownKeys(refreshed(target)),
            getOwnPropertyDescriptor: (target, name) => Reflect.getOwnPropertyDescriptor(refreshed(target), name),
        });
    }

    const badMetadata = (name) => "invalid value for metric metadata '" + name
        + "': only String, Boolean and Number types are accepted as a metric metadata value";

    function refuseInInit(message) {
        if (native.inInit())
            throw new rt.GoError(message);
    }

    function instance() {
        if (!native.hasInstance())
            throw new rt.GoError("getting instance information in the init context is not supported");
        return getters(readEach(["currentTestRunDuration", "iterationsCompleted", "iterationsInterrupted", "vusActive",
            "vusInitialized"], (name) => native.instanceValue(name)));
    }

    function scenario() {
        const refusal = "getting scenario information outside of the VU context is not supported";
        refuseInInit(refusal);
        return getters(readEach(["name", "executor", "startTime", "progress", "iterationInInstance", "iterationInTest"], (name) => {
            if (!native.hasScenario())
                throw new rt.GoError(refusal);
            return native.scenarioValue(name);
        }));
    }

    const withReason = (text, message) => convert().isNullish(message) ? text : text + ": " + String(message);

    function abort(message) {
        native.abort(withReason("test aborted", message));
        while (native.isInterrupted())
            ; // nothing after abort() runs: the interruption ends this loop
    }

    function fail(message) {
        const reason = withReason("test marked as failed", message);
        refuseInInit("execution.test.fail() called outside of VU context");
        native.fail(reason);
    }

    function options() {
        refuseInInit("getting test options in the init context is not supported");
        const values = JSON.parse(native.options());
        for (const name of ["vus", "iterations", "duration", "stages"])
            delete values[name];
        for (const name of ["consoleOutput", "localIPs"]) {
            if (values[name] === undefined)
                values[name] = null;
        }
        return convert().deepFreeze(values);
    }

    function test() {
        let cached;
        return getters({
            abort: () => abort,
            fail: () => fail,
            options: () => {
                if (cached === undefined)
                    cached = options();
                return cached;
            },
        });
    }

    function vu() {
        refuseInInit("getting VU information in the init context is not supported");
        const tags = liveMap("tags", convert().badTag);
        const metadata = liveMap("metadata", badMetadata);
        const object = getters(readEach(["idInInstance", "idInTest", "iterationInInstance", "iterationInScenario"],
            (name) => native.vuValue(name)));
        object.tags = tags;
        object.metrics = getters({ tags: () => tags, metadata: () => metadata });
        return object;
    }

    return getters({ instance, scenario, test, vu });
}
