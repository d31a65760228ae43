// SPDX-License-Identifier: GPL-3.0-or-later
// What each scope of a syntax tree declares, which names each function takes from outside, and which nodes may call something.
// Notes are left on the nodes: `$scope` of what opens one, `$function` of functions, `$calls` where a call, an await or a yield stands
// outside of nested functions.

/// `initialisedAt`: from that offset on a name can be read without an error; 0 for what is hoisted with its value.
class Scope {
    constructor(parent, owner) {
        this.parent = parent;
        this.owner = owner; // the function it belongs to
        this.names = new Map();
    }

    declare(name, initialisedAt, isWritable, clause = null) {
        this.names.set(name, { initialisedAt, isWritable, clause });
    }
}

class FunctionNote {
    constructor(index, node, parent) {
        this.index = index;
        this.node = node;
        this.parent = parent;
        this.names = new Set(); // all that it mentions, nested functions included
        this.usesThis = false;
        this.isResumable = node.async === true || node.generator === true;
        this.isArrow = node.type === "ArrowFunctionExpression";
        this.isDerivedConstructor = false;
        this.name = "";
        this.scope = null;
    }
}

const isNode = (value) => value !== null && typeof value === "object" && typeof value.type === "string";

export function eachChild(node, visit) {
    for (const key of Object.keys(node)) {
        if (key[0] === "$")
            continue;
        const value = node[key];
        if (Array.isArray(value)) {
            for (const entry of value) {
                if (isNode(entry))
                    visit(entry, key);
            }
        } else if (isNode(value)) {
            visit(value, key);
        }
    }
}

function namesOfPattern(pattern, take) {
    switch (pattern === null ? "" : pattern.type) {
    case "Identifier": take(pattern.name); break;
    case "ObjectPattern": pattern.properties.forEach((p) => namesOfPattern(p.type === "RestElement" ? p : p.value, take)); break;
    case "ArrayPattern": pattern.elements.forEach((p) => namesOfPattern(p, take)); break;
    case "AssignmentPattern": namesOfPattern(pattern.left, take); break;
    case "RestElement": namesOfPattern(pattern.argument, take); break;
    }
}

const memberName = (node) => node.type === "Identifier" ? node.name
    : (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier" ? node.property.name : "");

/// What people call a function that has no name of its own: after what it is assigned or handed to.
function nameFor(node, child) {
    switch (node.type) {
    case "VariableDeclarator": return memberName(node.id);
    case "AssignmentExpression": return memberName(node.left);
    case "Property": case "PropertyDefinition": return node.computed ? "" : String(node.key.name || node.key.value || "");
    case "ExportDefaultDeclaration": return "default";
    case "CallExpression": case "NewExpression": {
        const first = node.arguments[0];
        if (child === node.callee || memberName(node.callee) === "")
            return "";
        const label = first.type === "Literal" && typeof first.value === "string" ? JSON.stringify(first.value) : "";
        return `${memberName(node.callee)}(${label}) callback`;
    }
    }
    return "";
}

const callTypes = new Set(["CallExpression", "NewExpression", "TaggedTemplateExpression", "AwaitExpression", "YieldExpression",
    "ImportExpression", "ForOfStatement", "SpreadElement"]);

export class Analysis {
    constructor(program) {
        this.functions = [];
        const note = this.note(program, null);
        note.scope = program.$scope = new Scope(null, note);
        note.name = "(module)"; // as editors call what no function contains
        this.module = note;
        this.declareStatements(program.body, note.scope, null);
        program.body.forEach((node) => this.visit(node, note.scope));
    }

    note(node, parent) {
        const made = new FunctionNote(this.functions.length, node, parent);
        this.functions.push(made);
        node.$function = made;
        return made;
    }

    /// The lexical declarations of a list of statements.
    declareStatements(statements, scope, clause) {
        for (const outer of statements) {
            const node = /^Export(Named|Default)Declaration$/.test(outer.type) && outer.declaration ? outer.declaration : outer;
            if (node.type === "VariableDeclaration" && node.kind !== "var")
                this.declareVariables(node, scope, outer.end, clause);
            else if (node.type === "ClassDeclaration" && node.id)
                scope.declare(node.id.name, outer.end, false, clause);
            else if (node.type === "FunctionDeclaration" && node.id)
                scope.declare(node.id.name, 0, false, clause);
            else if (node.type === "ImportDeclaration")
                node.specifiers.forEach((s) => scope.declare(s.local.name, 0, false));
        }
    }

    declareVariables(node, scope, initialisedAt, clause) {
        for (const declarator of node.declarations)
            namesOfPattern(declarator.id, (name) => scope.declare(name, initialisedAt, node.kind !== "const", clause));
    }

    visit(node, scope) {
        const calls = this.visitNode(node, scope) || callTypes.has(node.type);
        if (calls)
            node.$calls = true;
        return calls;
    }

    visitNode(node, scope) {
        switch (node.type) {
        case "Identifier":
            scope.owner.names.add(node.name);
            return false;
        case "ThisExpression": case "Super":
            scope.owner.usesThis = true;
            return false;
        case "FunctionDeclaration": case "FunctionExpression": case "ArrowFunctionExpression":
            this.visitFunction(node, scope);
            return false;
        case "ClassDeclaration": case "ClassExpression":
            return this.visitClass(node, scope);
        case "VariableDeclaration":
            if (node.kind === "var")
                this.declareVariables(node, scope.owner.scope, 0, null);
            return this.visitChildren(node, scope);
        case "AwaitExpression":
            scope.owner.isResumable = true; // of a module
            return this.visitChildren(node, scope);
        }
        return this.visitChildren(node, this.openScope(node, scope));
    }

    /// The scope of the node's children.
    openScope(node, outer) {
        const scope = new Scope(outer, outer.owner);
        switch (node.type) {
        case "BlockStatement": case "StaticBlock":
            this.declareStatements(node.body, scope, null);
            break;
        case "SwitchStatement":
            node.cases.forEach((clause) => this.declareStatements(clause.consequent, scope, clause));
            break;
        case "CatchClause":
            namesOfPattern(node.param, (name) => scope.declare(name, 0, true));
            break;
        case "ForStatement":
            if (node.init && node.init.type === "VariableDeclaration" && node.init.kind !== "var")
                this.declareVariables(node.init, scope, node.init.end, null);
            break;
        case "ForInStatement": case "ForOfStatement":
            if (node.left.type === "VariableDeclaration" && node.left.kind !== "var")
                this.declareVariables(node.left, scope, node.right.end, null);
            break;
        default:
            return outer;
        }
        node.$scope = scope;
        return scope;
    }

    visitChildren(node, scope) {
        let calls = false;
        eachChild(node, (child, key) => {
            const isName = child.type === "Identifier" && node.computed !== true
                && ((node.type === "MemberExpression" && key === "property") || (key === "key" && node.shorthand !== true) || key === "label");
            if (!isName && this.visit(child, scope))
                calls = true;
            if (child.$function && child.$function.name === "")
                child.$function.name = nameFor(node, child);
        });
        return calls;
    }

    visitClass(node, scope) {
        let inner = scope;
        if (node.type === "ClassExpression" && node.id) {
            inner = new Scope(scope, scope.owner);
            inner.declare(node.id.name, node.end, false);
        }
        const calls = node.superClass ? this.visit(node.superClass, inner) : false;
        for (const member of node.body.body) {
            if (member.computed)
                this.visit(member.key, inner);
            if (member.type === "StaticBlock" || (member.type === "PropertyDefinition" && member.value)) {
                this.visitInitialiser(member, inner);
            } else if (member.type === "MethodDefinition") {
                this.visit(member.value, inner);
                member.value.$function.name = member.key.name || "";
                member.value.$function.isDerivedConstructor = member.kind === "constructor" && node.superClass !== null;
            }
        }
        return calls || node.body.body.some((member) => member.computed || member.static);
    }

    /// A function of its own, but one without a body that a probe could stand in.
    visitInitialiser(member, scope) {
        const note = this.note(member, scope.owner);
        note.isArrow = true;
        const inner = new Scope(scope, note);
        note.scope = inner;
        this.visit(member.type === "StaticBlock" ? { type: "BlockStatement", body: member.body, start: member.start, end: member.end }
            : member.value, inner);
        note.names.forEach((name) => scope.owner.names.add(name));
    }

    visitFunction(node, scope) {
        const note = this.note(node, scope.owner);
        note.name = node.id ? node.id.name : "";
        note.scope = node.$scope = new Scope(scope, note);
        if (node.type === "FunctionExpression" && node.id)
            note.scope.declare(node.id.name, 0, false);
        for (const parameter of node.params)
            namesOfPattern(parameter, (name) => note.scope.declare(name, 0, true));
        node.params.forEach((parameter) => this.visit(parameter, note.scope));
        if (node.body.type === "BlockStatement") {
            this.declareStatements(node.body.body, note.scope, null);
            node.body.body.forEach((statement) => this.visit(statement, note.scope));
        } else {
            this.visit(node.body, note.scope);
        }
        note.names.forEach((name) => scope.owner.names.add(name));
        if (note.isArrow && note.usesThis)
            scope.owner.usesThis = true;
    }
}
