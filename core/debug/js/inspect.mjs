// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at the values of a paused script: lazily, in bounded pieces, without running the script's own code where that can be known.
import makePreview from "./preview.mjs";

const maxChildren = 200; // of one answer

export default function makeInspector(pause) {
    const preview = makePreview(pause.facade, pause.global);
    let handles = [];

    const keep = (entry) => handles.push(entry);

    /// What is told of a value: `handle` is 0 where there is nothing inside.
    function describe(name, value, extra) {
        const { type, text, named, indexed } = preview.describe(value);
        const handle = named > 0 || indexed > 0 ? keep({ value }) : 0;
        return Object.assign({ name, type, value: text, handle, named, indexed }, extra);
    }

    const guarded = (read) => { // of a variable that is not initialised yet
        try {
            return { value: read() };
        } catch (error) {
            return { missing: true };
        }
    };

    /// The variables of a frame in three lists. An entry is [name, read, write or null].
    function entriesOf(index, localNames, closureNames) {
        const frame = pause.frame(index);
        const isLive = pause.isLive(frame);
        const writer = (i) => (value) => { frame.values[i] = value; frame.isChanged = true; };
        const locals = localNames.map(([name, isWritable], i) => [name, () => frame.values[i], isWritable && isLive ? writer(i) : null]);
        const accessors = frame.closures === 0 ? [] : frame.closures();
        const closures = accessors.length === 0 ? []
            : closureNames.map(([name], i) => [name, accessors[2 * i], accessors[2 * i + 1] || null]);
        const module = pause.variablesOf(frame.id).map(([name, read, write]) => [name, read, write || null]);
        return { locals, closures, module };
    }

    const parse = (names) => names === "" ? [] : names.split(",").map((name) => [name.slice(1), name[0] === "+"]);

    function scopes(index, localNames, closureNames) {
        const { locals, closures, module } = entriesOf(index, parse(localNames), parse(closureNames));
        const made = [{ name: "Local", kind: "local", handle: keep({ entries: locals }), named: locals.length }];
        if (closures.length > 0)
            made.push({ name: "Closure", kind: "closure", handle: keep({ entries: closures }), named: closures.length });
        made.push({ name: "Module", kind: "module", handle: keep({ entries: module }), named: module.length });
        made.push({ name: "Global", kind: "global", handle: keep({ value: pause.global }), named: 1 });
        return made;
    }

    function variablesOfScope(entries, first, count) {
        return entries.slice(first, first + count).map(([name, read, write]) => {
            const { value, missing } = guarded(read);
            return missing ? { name, type: "uninitialised", value: "not initialised yet", handle: 0, named: 0, indexed: 0 }
                : describe(name, value, { isWritable: write !== null });
        });
    }

    /// A piece of what is inside of a value: `part` is "named", "indexed" or "" for both.
    function variables(handle, part, first, wanted) {
        const entry = handles[handle - 1];
        if (entry === undefined)
            throw new Error("this value belonged to an earlier pause");
        const count = Math.min(wanted > 0 ? wanted : maxChildren, maxChildren);
        if (entry.entries)
            return variablesOfScope(entry.entries, first, count);
        if (entry.getter) // asked for by opening it
            return [describe("value", entry.getter.call(entry.owner))];
        return preview.members(entry.value, part, first, count).map((member) => {
            if (member.get)
                return { name: member.name, type: "accessor", value: "(getter)", handle: keep({ getter: member.get, owner: entry.value }), named: 1,
                         indexed: 0, isLazy: true };
            return describe(member.name, member.value, { isWritable: member.isWritable === true });
        });
    }

    function visible(index, localNames, closureNames) {
        const { locals, closures, module } = entriesOf(index, parse(localNames), parse(closureNames));
        const seen = new Set();
        return locals.concat(closures, module).filter(([name]) => !seen.has(name) && seen.add(name));
    }

    const names = (index, localNames, closureNames) => index < 0 ? ""
        : visible(index, localNames, closureNames).map(([name]) => name).filter((name) => name !== "this").join();

    const awaited = (value) => {
        const known = pause.facade.peek(value);
        if (known === null)
            return value;
        if (known.state === 0)
            throw new Error("the promise is pending: it settles when the script goes on");
        if (known.state === 2)
            throw known.value;
        return known.value;
    };

    /// What `await` does while nothing else may run: takes the value of a settled promise.
    function awaitNow(self, args, body) {
        const iterator = body.apply(self, args || []);
        let step = iterator.next();
        while (!step.done) {
            let value;
            try {
                value = awaited(step.value);
            } catch (error) {
                step = iterator.throw(error);
                continue;
            }
            step = iterator.next(value);
        }
        return step.value;
    }

    function call(index, localNames, closureNames, body) {
        const entries = index < 0 ? [] : visible(index, localNames, closureNames);
        const self = entries.find(([name]) => name === "this");
        const used = entries.filter(([name]) => name !== "this");
        const before = used.map(([, read]) => guarded(read).value);
        const [result, after] = body(awaitNow).apply(self === undefined ? undefined : self[1](), before);
        used.forEach(([name, , write], i) => {
            if (Object.is(before[i], after[i]))
                return;
            if (write === null)
                throw new TypeError(`${name} can't be set here: it is a constant, or belongs to a function that is not the innermost one`);
            write(after[i]);
        });
        return result;
    }

    const failed = (error) => ({ error: preview.describeError(error) });

    return {
        scopes, names,
        /// Of a promise: 0 pending, 1 fulfilled, 2 rejected; -1 of what is none, or not looked into.
        stateOf: (value) => {
            const known = preview.isProxy(value) ? null : pause.facade.peek(value);
            return known === null ? -1 : known.state;
        },
        variables: (handle, part, first, count) => {
            try {
                return variables(handle, part, first, count);
            } catch (error) {
                return failed(error);
            }
        },
        run: (index, localNames, closureNames, body, isFull) => {
            try {
                const value = call(index, localNames, closureNames, body);
                return isFull ? describe("", value, { value: preview.whole(value) }) : describe("", value);
            } catch (error) {
                return failed(error);
            }
        },
        truthy: (index, localNames, closureNames, body) => {
            try {
                return { isTrue: Boolean(call(index, localNames, closureNames, body)) };
            } catch (error) {
                return failed(error);
            }
        },
        /// Sets a member of a value or a variable of a scope to what `body` gives.
        assign: (handle, name, index, localNames, closureNames, body) => {
            try {
                const entry = handles[handle - 1];
                const value = call(index, localNames, closureNames, body);
                if (entry === undefined || entry.getter)
                    throw new Error("this value belonged to an earlier pause");
                if (entry.entries) {
                    const found = entry.entries.find(([known]) => known === name);
                    if (found === undefined || found[2] === null)
                        throw new TypeError(`${name} can't be set here: it is a constant, or belongs to a function that is not the innermost one`);
                    found[2](value);
                } else {
                    entry.value[name] = value;
                }
                return describe(name, value, { isWritable: true });
            } catch (error) {
                return failed(error);
            }
        },
        preview: (value) => preview.describeError(value),
        release: () => { handles = []; },
    };
}
