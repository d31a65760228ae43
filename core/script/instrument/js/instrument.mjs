// SPDX-License-Identifier: GPL-3.0-or-later
// Puts probes into a script by its syntax tree: before every statement, in the tests of while loops, at the end of functions, at throw
// and catch, at every await, behind it and every yield. Only texts are added, so that what the author wrote keeps its positions.
import { Parser, tokTypes } from "acorn";
import { Edits } from "./edits.mjs";
import { Kind, Probes } from "./probes.mjs";
import { Analysis, eachChild } from "./scopes.mjs";

const isFunction = (node) => /^(Function(Declaration|Expression)|ArrowFunctionExpression)$/.test(node.type);
const isLoop = (node) => /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
const isUnnamedDefinition = (node) => /^(FunctionExpression|ArrowFunctionExpression|ClassExpression)$/.test(node.type);
// What is hoisted or does nothing.
const hasNoProbe = (node) => node.type === "FunctionDeclaration" || node.type === "BlockStatement" || node.type === "EmptyStatement"
    || node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration" || node.type === "TryStatement"
    || (node.type === "ExportNamedDeclaration" && (!node.declaration || node.declaration.type === "FunctionDeclaration"))
    || (node.type === "ExportDefaultDeclaration" && node.declaration.type === "FunctionDeclaration") || node.directive !== undefined;

/// V4 forgets the assignment of `return x = f()`, which acorn has in one place.
const V4Parser = Parser.extend((Base) => class extends Base {
    parsePropertyName(property) {
        const key = super.parsePropertyName(property);
        property.key = key;
        return key;
    }
});

class Instrumenter {
    constructor(text, base, prefix) {
        this.arrows = [];
        this.program = this.parse(text);
        this.analysis = new Analysis(this.program);
        this.probes = new Probes(base, prefix, this.analysis);
        this.n = this.probes.n;
        this.edits = new Edits();
    }

    parse(text) {
        const options = {
            ecmaVersion: "latest", sourceType: "module", allowHashBang: true, allowReturnOutsideFunction: true,
            allowAwaitOutsideFunction: true, allowSuperOutsideMethod: true, checkPrivateFields: false,
            onToken: (token) => { if (token.type === tokTypes.arrow) this.arrows.push(token.end); },
        };
        const program = V4Parser.parse(text, options); // not as a tail call
        return program;
    }

    run() {
        const module = this.analysis.module;
        const context = { owner: module, scope: module.scope, clauses: [] };
        const first = this.program.body.find((node) => node.directive === undefined);
        this.edits.open(first ? first.start : this.program.end, this.moduleHead(module));
        this.statements(this.program.body, context);
        this.nameDefault();
        return {
            edits: this.edits.sorted(),
            probes: this.probes.list,
            names: this.probes.nameLists,
            functions: this.analysis.functions.map((f) => [f.name, f.node.start, f.node.end, f.isResumable ? 1 : 0, f.parent ? f.parent.index : -1]),
            tries: this.tries || [],
        };
    }

    /// What esbuild makes of `export default function` in TypeScript.
    nameDefault() {
        for (const node of this.program.body) {
            const entry = (node.type === "ExportNamedDeclaration" ? node.specifiers : []).find((s) => s.exported.name === "default");
            const known = entry && this.analysis.functions.find((f) => f.parent === this.analysis.module && f.name === entry.local.name);
            if (known && /_default$/.test(known.name))
                known.name = "default";
        }
    }

    /// The variables of the module, for whoever wants to look.
    moduleHead(module) {
        const entries = [];
        for (const [name, binding] of module.scope.names)
            entries.push(`["${name}",()=>${name},${binding.isWritable ? `${this.n("v")}=>{${name}=${this.n("v")}}` : "0"}]`);
        const enter = module.isResumable ? `${this.n("i")}=${this.n("e")}(${module.index},${this.n("q")});` : "";
        return `${this.n("m")}([${entries.join()}]);${enter}`;
    }

    statements(list, context) {
        list.forEach((node) => this.statement(node, context));
    }

    /// A statement in a list of statements.
    statement(node, context) {
        if (!hasNoProbe(node))
            this.edits.open(node.start, this.prefix(node, context));
        this.inside(node, context);
    }

    prefix(node, context) {
        const inner = node.type === "LabeledStatement" ? node.body : node;
        if (inner.type === "WhileStatement") // its test has the probe
            return inner === node ? "" : ";";
        const probe = this.probes.make(Kind.statement, node.start, this.headEnd(inner), node.start, context);
        node.$probe = inner.$probe = probe;
        let text = this.probes.check(probe) + ";";
        if (node.$calls)
            text += this.probes.keep(probe) + ";";
        else if (node.type === "ReturnStatement" && this.restores(context.owner))
            text += this.restore() + this.finished(context.owner) + ";";
        return text;
    }

    /// Where the part of a statement ends that is its own: a loop's head, without the body.
    headEnd(node) {
        const body = isLoop(node) ? node.body : (node.type === "IfStatement" ? node.consequent : null);
        if (node.type === "SwitchStatement")
            return node.cases.length ? node.cases[0].start : node.end;
        return body ? body.start : node.end;
    }

    /// Whether a function leaves values for callees, which it takes away when it returns.
    restores(owner) {
        const { body } = owner.node;
        if (owner.parent === null || Array.isArray(body))
            return false;
        return owner.node.async || (body.type === "BlockStatement" ? body.body.some((statement) => statement.$calls) : body.$calls === true);
    }

    restore() {
        return `${this.n("k")}[0]=${this.n("q")}`;
    }

    /// A statement that stands alone, behind if and the like.
    body(node, context, head = "") {
        if (node.type === "BlockStatement") {
            this.edits.open(node.start + 1, head + (head !== "" && node.body.length === 0 ? this.emptyProbe(node, context) : ""));
            this.inside(node, context);
            return;
        }
        this.edits.open(node.start, "{" + head + (node.type === "EmptyStatement" && head !== "" ? this.emptyProbe(node, context) : ""));
        this.statement(node, context);
        this.edits.close(node.end, "}");
    }

    emptyProbe(node, context) {
        return this.probes.check(this.probes.make(Kind.statement, node.start, node.end, node.start, context)) + ";";
    }

    loopHead() {
        return `${this.n("u")}[0]&&${this.n("s")}();`;
    }

    inside(node, outer) {
        const context = node.$scope && !isFunction(node) ? Object.assign({}, outer, { scope: node.$scope }) : outer;
        switch (node.type) {
        case "BlockStatement":
            this.statements(node.body, context);
            break;
        case "IfStatement":
            this.inside(node.test, context);
            this.body(node.consequent, context);
            if (node.alternate)
                this.body(node.alternate, context);
            break;
        case "ForStatement": case "ForInStatement": case "ForOfStatement":
            this.forLoop(node, context, outer);
            break;
        case "WhileStatement":
            this.testOf(node, context);
            this.body(node.body, context, this.loopHead());
            break;
        case "DoWhileStatement":
            this.body(node.body, context, this.loopHead());
            this.testOf(node, context);
            break;
        case "LabeledStatement":
            if (isLoop(node.body) || node.body.type === "BlockStatement" || node.body.type === "LabeledStatement")
                this.inside(node.body, context);
            else
                this.body(node.body, context);
            break;
        case "SwitchStatement":
            this.inside(node.discriminant, outer);
            node.cases.forEach((clause) => {
                if (clause.test)
                    this.inside(clause.test, context);
                this.statements(clause.consequent, Object.assign({}, context, { clauses: context.clauses.concat(clause) }));
            });
            break;
        case "TryStatement":
            this.tryStatement(node, context);
            break;
        case "ReturnStatement":
            this.returnStatement(node, context);
            break;
        case "ThrowStatement":
            this.throwStatement(node, context);
            break;
        case "AwaitExpression": case "YieldExpression":
            this.edits.open(node.start, `(${this.n("t")}=`);
            if (node.type === "AwaitExpression")
                this.awaited(node.argument, node, context);
            else
                eachChild(node, (child) => this.inside(child, context));
            this.edits.close(node.end, `,${this.n("q")}=${this.n("w")}(${this.n("i")}),${this.n("t")})`);
            break;
        case "FunctionDeclaration": case "FunctionExpression": case "ArrowFunctionExpression":
            this.functionBody(node, outer);
            break;
        case "PropertyDefinition": case "StaticBlock":
            this.initialiser(node, outer);
            break;
        default:
            eachChild(node, (child) => this.inside(child, context));
        }
    }

    /// Tells, once the value is there, where the function is going to wait for it.
    awaited(value, node, context) {
        const place = this.probes.makeBare(Kind.await, node.start, node.end, context);
        const isSequence = value.type === "SequenceExpression";
        this.edits.open(value.start, `${this.n("a")}(${this.n("i")},${place.id},` + (isSequence ? "(" : ""));
        this.inside(value, context);
        this.edits.close(value.end, isSequence ? "))" : ")");
    }

    forLoop(node, context, outer) {
        for (const part of [node.init, node.left, node.right].filter(Boolean))
            this.inside(part, part === node.right ? outer : context);
        for (const part of [node.test, node.update].filter(Boolean)) {
            if (part.$calls) {
                const at = node.init ? node.init.end : node.start;
                const probe = this.probes.make(Kind.header, node.start, node.body.start, at, context);
                this.edits.open(part.start, `(${this.probes.keep(probe)},`);
                this.inside(part, context);
                this.edits.close(part.end, ")");
            } else {
                this.inside(part, context);
            }
        }
        this.body(node.body, context, this.loopHead());
    }

    testOf(node, context) {
        const { test } = node;
        const isWhile = node.type === "WhileStatement";
        const probe = this.probes.make(Kind.test, isWhile ? node.start : test.start, isWhile ? node.body.start : test.end, node.start, context);
        this.edits.open(test.start, `(${this.probes.check(probe)}` + (test.$calls ? `,${this.probes.keep(probe)},` : ","));
        this.inside(test, context);
        this.edits.close(test.end, ")");
    }

    tryStatement(node, context) {
        this.inside(node.block, context);
        const { handler } = node;
        if (handler) {
            (this.tries = this.tries || []).push([node.block.start, node.block.end, context.owner.index]);
            const inner = Object.assign({}, context, { scope: handler.body.$scope });
            let error = handler.param && handler.param.type === "Identifier" ? handler.param.name : "undefined";
            if (!handler.param) {
                error = this.n("c");
                this.edits.open(handler.start + "catch".length, `(${error})`);
            }
            const probe = this.probes.make(Kind.caught, handler.start, handler.body.start, handler.body.start, inner);
            const again = context.owner.isResumable ? `if(${this.n("k")}[0]<${this.n("q")})${this.n("q")}=${this.n("k")}[0];` : "";
            this.edits.open(handler.body.start + 1, again + this.probes.thrown(probe, "y", error) + ";");
            if (handler.param)
                this.inside(handler.param, Object.assign({}, context, { scope: handler.$scope }));
            this.inside(handler.body, Object.assign({}, context, { scope: handler.$scope }));
        }
        if (node.finalizer)
            this.inside(node.finalizer, context);
    }

    returnStatement(node, context) {
        const { argument } = node;
        if (!argument)
            return;
        if (!argument.$calls || !this.restores(context.owner)) {
            this.inside(argument, context);
            return;
        }
        const isSequence = argument.type === "SequenceExpression";
        this.edits.open(argument.start, `(${this.n("t")}=` + (isSequence ? "(" : ""));
        this.inside(argument, context);
        this.edits.close(argument.end, (isSequence ? ")" : "") + `,${this.restore()}${this.finished(context.owner)},${this.n("t")})`);
    }

    /// Tells the end of an asynchronous function.
    finished(owner) {
        return owner.node.async ? `,${this.n("z")}(${this.n("i")})` : "";
    }

    throwStatement(node, context) {
        const t = this.n("t");
        this.edits.open(node.argument.start, `(${t}=(`);
        this.inside(node.argument, context);
        this.edits.close(node.argument.end, `),${this.n("u")}[1]&&${this.probes.thrown(node.$probe, "x", t)},${t})`);
    }

    functionHead(owner) {
        const q = this.n("q");
        const enter = owner.isResumable ? `,${this.n("i")}=${this.n("e")}(${owner.index},${q})` : "";
        return `let ${q}=${this.n("k")}[0],${this.n("t")}${enter};${this.loopHead()}`;
    }

    functionBody(node, outer) {
        const owner = node.$function;
        const context = { owner, scope: node.$scope, clauses: [] };
        node.params.forEach((parameter) => this.inside(parameter, Object.assign({}, outer, { scope: node.$scope })));
        if (node.body.type !== "BlockStatement") {
            this.arrowBody(node, context);
            return;
        }
        const list = node.body.body;
        const directives = list.filter((statement) => statement.directive !== undefined);
        const begin = directives.length ? directives[directives.length - 1].end : node.body.start + 1;
        this.edits.open(begin, (directives.length ? ";" : "") + this.functionHead(owner));
        this.statements(list, context);
        const last = list.length ? list[list.length - 1] : null;
        if (last !== null && (last.type === "ReturnStatement" || last.type === "ThrowStatement"))
            return;
        const end = node.body.end - 1;
        const probe = this.probes.make(Kind.end, end, end + 1, end, context);
        this.edits.open(end, `;${this.probes.check(probe)};` + (this.restores(owner) ? `${this.restore()};` : "")
            + (node.async ? `${this.n("z")}(${this.n("i")});` : ""));
    }

    arrowBody(node, context) {
        const owner = node.$function;
        const { body } = node;
        const at = this.lastArrow(body.start);
        const probe = this.probes.make(Kind.statement, body.start, body.end, body.start, context);
        const wraps = body.$calls === true || (node.async && !isUnnamedDefinition(body));
        this.edits.open(at, `{${this.functionHead(owner)}${this.probes.check(probe)};` + (body.$calls ? `${this.probes.keep(probe)};` : "")
            + (wraps ? `return (${this.n("t")}=` : "return "));
        this.inside(body, context);
        this.edits.close(node.end, (wraps ? `,${this.restore()}${this.finished(owner)},${this.n("t")})` : "") + "}");
    }

    /// The end of the last arrow before an offset.
    lastArrow(offset) {
        let low = 0;
        let high = this.arrows.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.arrows[middle] <= offset)
                low = middle + 1;
            else
                high = middle;
        }
        return this.arrows[low - 1];
    }

    /// Code that runs as a function of its own without a place for a probe; functions inside of it have theirs.
    initialiser(node, outer) {
        if (node.computed)
            this.inside(node.key, outer);
        const owner = node.$function;
        if (owner)
            this.nested(node.type === "StaticBlock" ? node : node.value, { owner, scope: owner.scope, clauses: [] });
    }

    nested(node, outer) {
        const context = node.$scope && !isFunction(node) ? Object.assign({}, outer, { scope: node.$scope }) : outer;
        if (isFunction(node))
            this.functionBody(node, context);
        else
            eachChild(node, (child) => this.nested(child, context));
    }
}

/// The JSON text of the edits and tables, or a sentence where acorn can't read the script: {"refused":"..."}.
export default function instrument(text, base, prefix) {
    try {
        return JSON.stringify(new Instrumenter(text, base, prefix).run());
    } catch (error) {
        return JSON.stringify({ refused: String(error) });
    }
}
