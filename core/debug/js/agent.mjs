// SPDX-License-Identifier: GPL-3.0-or-later
// The JavaScript side of the debugger of one virtual user: what the probes of instrumented modules use, and the present pause.
//
// Probes are texts in the author's functions (core/script/instrument). In them stand, behind a prefix:
//   f  whether any probe of the module is armed     b  flags of the module's probes        u  cells that other threads may set
//   p  an armed probe is reached                     v  the values it gives back            s  look what another thread wants
//   k  values that calling functions leave           q  where those of this function stand in k
//   i  the activation of an async function           e  such a function begins              w  it goes on behind an await
//   a  it is going to wait for a value
//   z  it ends          x  something is thrown       y  a catch clause is entered           m  the variables of the module
// `k` is a stack without allocations: each function that is about to call writes its values and the number of the probe behind the last
// one's, and k[0] tells where the next function may write.
import makeAwaits from "./awaits.mjs";
import makeInspector from "./inspect.mjs";

const maxCallers = 16;
const maxParents = 32; // a chain that a script goes on forever must not keep its past

export default function (native, buffer, facade, global) {
    const cells = new Uint8Array(buffer);
    const stack = [1];
    const modules = [];
    const sizes = []; // of each probe: how many values stand before its number, and whether the first is an activation
    let current = null; // what the innermost stopped probe handed over
    let changed = null;
    let lastThrown = null;
    let serials = 0;
    let recorded = [];
    let counts = null; // of the probes that were reached, while somebody counts
    const armed = []; // whether a probe, by its number, is more than counted

    function probe(id, values, q, activation, closures) {
        if (counts !== null) {
            counts[id] = (counts[id] || 0) + 1;
            if (armed[id] !== 1)
                return false;
        }
        const outer = current;
        current = { id, values, q, activation: activation === 0 ? null : activation, closures, isChanged: false };
        const mine = current;
        native.reached(id, q, activation === 0 ? 0 : activation.serial);
        current = outer;
        changed = mine.values;
        return mine.isChanged;
    }

    function report(method, id, error, values, q, activation, closures) {
        const outer = current;
        current = { id, values, q, activation: activation === 0 ? null : activation, closures, isChanged: false };
        native[method](id, inspector.preview(error));
        current = outer;
    }

    function thrown(id, error, values, q, activation, closures) {
        lastThrown = { error };
        report("thrown", id, error, values, q, activation, closures);
    }

    function caught(id, error, values, q, activation, closures) {
        if (activation !== 0 && awaits.isWaiting(activation)) // it goes on behind an await whose promise was rejected
            resumed(activation);
        const isKnown = lastThrown !== null && lastThrown.error === error;
        lastThrown = null;
        if (cells[1] !== 0 && !isKnown)
            report("caught", id, error, values, q, activation, closures);
    }

    function callersBelow(top) {
        const found = { ids: [], parent: null };
        while (top > 1 && found.ids.length < maxCallers && found.parent === null) {
            const id = stack[top - 1];
            const size = sizes[id];
            if (size === undefined)
                break;
            top -= 1 + (size >> 1);
            found.ids.push(id);
            if (size & 1)
                found.parent = stack[top];
        }
        return found;
    }

    function begin(q) {
        const { ids, parent } = callersBelow(q);
        const depth = parent === null ? 0 : parent.depth + 1;
        return { serial: ++serials, callers: ids, parent: depth > maxParents ? null : parent, depth: depth > maxParents ? 0 : depth,
                 isResumed: false, waitsAt: 0, awaited: undefined, previous: null, next: null };
    }

    function resumed(activation) {
        activation.isResumed = true;
        awaits.leave(activation);
        return stack[0];
    }

    function ended(activation) {
        if (cells[2] !== 0)
            native.activationEnded(activation.serial, activation.parent === null ? 0 : activation.parent.serial, activation.isResumed);
    }

    const settled = (state, value) => { native.settled(state === 1, inspector.preview(value)); };
    const giveBack = () => changed;
    const synchronise = () => { native.synchronise(); };

    /// `layout` has a number for each probe: twice the number of values it leaves, plus one where the first of them is an activation.
    function makeModule(base, layout) {
        const flags = [];
        for (let i = 0; i < layout.length; ++i) {
            flags.push(0);
            armed[base + i] = 0;
            sizes[base + i] = layout[i];
        }
        const module = { base, flags, isAll: false, arm: null, variables: [] };
        modules.push(module);
        const hooks = (arm) => { module.arm = arm; };
        const table = { b: flags, p: probe, v: giveBack, u: cells, k: stack, s: synchronise, e: (index, q) => begin(q), a: awaits.enter, w: resumed,
                        x: thrown, y: caught, m: (variables) => { module.variables = variables; synchronise(); }, z: ended };
        for (const key of Object.keys(table))
            hooks[key] = table[key];
        return hooks;
    }

    /// Arms all probes, or those of a list of numbers.
    function arm(isAll, ids) {
        for (const module of modules) {
            let isArmed = isAll || counts !== null;
            module.flags.fill(isArmed ? 1 : 0);
            armed.fill(isAll ? 1 : 0, module.base, module.base + module.flags.length);
            for (let i = 0; !isAll && i < ids.length; ++i) {
                const local = ids[i] - module.base;
                if (local >= 0 && local < module.flags.length) {
                    module.flags[local] = armed[ids[i]] = 1;
                    isArmed = true;
                }
            }
            if (module.arm !== null)
                module.arm(isArmed);
        }
    }

    /// Begins or ends counting, to be followed by arm(); what was counted since the last call, as number and times in turn.
    function count(isOn) {
        const taken = [];
        if (counts !== null)
            counts.forEach((times, id) => { taken.push(id, times); });
        counts = isOn ? [] : null;
        return taken;
    }

    /// Collects what the stopped probe and the functions that called it left; the numbers of their probes.
    function collect() {
        recorded = current === null ? [] : [current];
        let top = current === null ? stack[0] : current.q;
        while (top > 1 && recorded.length < 256) {
            const id = stack[top - 1];
            const size = sizes[id];
            if (size === undefined)
                break;
            const from = top - 1 - (size >> 1);
            const values = stack.slice(from, top - 1);
            const activation = size & 1 ? values.shift() : null;
            recorded.push({ id, values, activation, closures: 0, isChanged: false });
            top = from;
        }
        return recorded.map((frame) => frame.id);
    }

    /// The probes at which the awaiting callers of a collected frame stand, innermost first.
    function asyncCallers(index) {
        const ids = [];
        let activation = recorded[index].activation;
        if (activation === null || !activation.isResumed)
            return ids;
        for (; activation !== null && ids.length < 64; activation = activation.parent)
            ids.push(...activation.callers);
        return ids;
    }

    const moduleOf = (id) => modules.find((module) => id >= module.base && id < module.base + module.flags.length);

    const inspector = makeInspector({
        facade,
        global,
        frame: (index) => recorded[index],
        isLive: (frame) => frame === current,
        variablesOf: (id) => { const module = moduleOf(id); return module === undefined ? [] : module.variables; },
    });

    const awaits = makeAwaits(inspector.stateOf);

    return {
        makeModule, arm, collect, asyncCallers, count,
        awaits: awaits.list,
        iterationEnded: awaits.clear,
        watchPromises: (isOn) => { facade.watchSettled(isOn ? settled : null); },
        reset: () => { stack[0] = 1; },
        hasFrame: () => current !== null,
        release: () => { recorded = []; inspector.release(); },
        scopes: inspector.scopes,
        variables: inspector.variables,
        names: inspector.names,
        run: inspector.run,
        truthy: inspector.truthy,
        assign: inspector.assign,
    };
}
