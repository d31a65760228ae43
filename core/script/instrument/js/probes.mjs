// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of probes, and the table of what each of them stands for. The meaning of the names is told in core/debug/js/agent.mjs.
export const Kind = { statement: 0, test: 1, header: 2, caught: 3, end: 4, await: 5 };

const maxNames = 100; // of one probe; the innermost ones

export class Probes {
    /// `base` is the number of the first probe: numbers are unique in a program. `prefix` begins no name of the script.
    constructor(base, prefix, analysis) {
        this.base = base;
        this.n = (letter) => prefix + letter;
        this.analysis = analysis;
        this.list = [];
        this.nameLists = [];
        this.listNumbers = new Map();
    }

    intern(names) {
        const key = names.map((entry) => (entry[1] ? "+" : "-") + entry[0]).join();
        if (!this.listNumbers.has(key)) {
            this.listNumbers.set(key, this.nameLists.length);
            this.nameLists.push(names);
        }
        return this.listNumbers.get(key);
    }

    /// A probe for the code from `start` to `end`, standing in a scope at offset `at`.
    make(kind, start, end, at, context) {
        return this.add(kind, start, end, context, this.visibleNames(context, at));
    }

    /// A place that is only told, without values.
    makeBare(kind, start, end, context) {
        return this.add(kind, start, end, context, { locals: [], closures: [] });
    }

    add(kind, start, end, context, { locals, closures }) {
        const probe = { local: this.list.length, id: this.base + this.list.length, locals, closures, owner: context.owner };
        this.list.push([kind, start, end, context.owner.index, this.intern(locals), this.intern(closures)]);
        return probe;
    }

    visibleNames(context, at) {
        const { owner } = context;
        const locals = [];
        const closures = [];
        const seen = new Set(["arguments"]);
        for (let scope = context.scope; scope !== null && scope.parent !== null; scope = scope.parent) {
            const isOwn = scope.owner === owner;
            for (const [name, binding] of scope.names) {
                if (seen.has(name))
                    continue;
                seen.add(name);
                const isReady = binding.initialisedAt <= at && (binding.clause === null || context.clauses.indexOf(binding.clause) >= 0);
                if (isOwn && isReady && locals.length < maxNames)
                    locals.push([name, binding.isWritable]);
                else if (!isOwn && owner.names.has(name) && closures.length < maxNames)
                    closures.push([name, binding.isWritable]);
            }
        }
        if (this.hasThis(owner))
            locals.unshift(["this", false]);
        return { locals, closures };
    }

    hasThis(owner) {
        if (!owner.isArrow)
            return owner.parent !== null && !owner.isDerivedConstructor;
        return owner.usesThis && owner.parent !== null && owner.node.type === "ArrowFunctionExpression" && this.hasThis(owner.parent);
    }

    activation(owner) {
        return owner.isResumable ? this.n("i") : "0";
    }

    values(probe) {
        return "[" + probe.locals.map((entry) => entry[0]).join() + "]";
    }

    accessors(closures) {
        if (closures.length === 0)
            return "0";
        const v = this.n("v");
        return "()=>[" + closures.map(([name, isWritable]) => `()=>${name},` + (isWritable ? `${v}=>{${name}=${v}}` : "0")).join() + "]";
    }

    /// An expression that lets the debugger look, and takes back what it changed.
    check(probe) {
        const n = this.n;
        let text = `${n("f")}&&${n("b")}[${probe.local}]&&${n("p")}(${probe.id},${this.values(probe)},${n("q")},`
            + `${this.activation(probe.owner)},${this.accessors(probe.closures)})`;
        const taken = probe.locals.map((entry) => entry[1] ? entry[0] : "").join().replace(/,+$/, ""); // V4 reads no holes at the end
        if (taken !== "")
            text += `&&([${taken}]=${n("v")}())`;
        return text;
    }

    /// An expression that leaves the values of a function that is about to call others where its callees find them.
    keep(probe) {
        const n = this.n;
        const values = (probe.owner.isResumable ? [n("i")] : []).concat(probe.locals.map((entry) => entry[0]), [String(probe.id)]);
        return values.map((value, i) => `${n("k")}[${n("q")}${i ? "+" + i : ""}]=${value}`).join() + `,${n("k")}[0]=${n("q")}+${values.length}`;
    }

    thrown(probe, letter, error) {
        return `${this.n(letter)}(${probe.id},${error},${this.values(probe)},${this.n("q")},${this.activation(probe.owner)},`
            + `${this.accessors(probe.closures)})`;
    }
}
