// SPDX-License-Identifier: GPL-3.0-or-later
// Map and Set with a constant time for each operation. V4's own go through all keys, and lose their place when keys are deleted
// during an iteration.
import { define, defineGlobal } from "./define.mjs";
import { hideSymbol, idOf, recordOf } from "./records.mjs";
import { isObject, requireFunction } from "./values.mjs";

const TABLE = Symbol("table");
const POSITION = Symbol("position");
hideSymbol(TABLE);
hideSymbol(POSITION);

const HOLE = {}; // where a deleted key was

// Entries in the order of insertion, and where each key stands. Properties of plain objects are V4's fastest index; deleting them is
// very slow, so positions of deleted keys become undefined, and a table with many holes is replaced by a fresh one.
class Table {
    constructor(hasValues) {
        this.keys = [];
        this.values = hasValues ? [] : null;
        this.size = 0;
        this.texts = null; // positions of strings and symbols
        this.numbers = null;
        this.objects = null; // by id
        this.others = null; // true, false, null, undefined
        this.successor = null; // the table that has replaced this one
        this.isCleared = false;
    }
}

function find(table, key) {
    switch (typeof key) {
    case "string":
    case "symbol":
        return table.texts === null ? undefined : table.texts[key];
    case "number":
        return table.numbers === null ? undefined : table.numbers[key];
    case "object":
    case "function":
        if (key !== null) {
            const record = table.objects === null ? undefined : recordOf(key);
            return record === undefined || record.id === 0 ? undefined : table.objects[record.id];
        }
    }
    return table.others === null ? undefined : table.others[key];
}

function note(table, key, position) {
    switch (typeof key) {
    case "string":
    case "symbol":
        if (table.texts === null)
            table.texts = Object.create(null);
        table.texts[key] = position;
        return;
    case "number":
        if (table.numbers === null)
            table.numbers = Object.create(null);
        table.numbers[key] = position;
        return;
    case "object":
    case "function":
        if (key !== null) {
            if (table.objects === null)
                table.objects = Object.create(null);
            table.objects[idOf(key)] = position;
            return;
        }
    }
    if (table.others === null)
        table.others = Object.create(null);
    table.others[key] = position;
}

function append(table, key, value) {
    const position = table.keys.length;
    table.keys.push(key === 0 ? 0 : key); // -0 becomes 0
    if (table.values !== null)
        table.values.push(value);
    note(table, key, position);
    ++table.size;
}

function compact(owner, table) {
    const fresh = new Table(table.values !== null);
    for (let i = 0; i < table.keys.length; ++i) {
        if (table.keys[i] !== HOLE)
            append(fresh, table.keys[i], table.values === null ? undefined : table.values[i]);
    }
    replace(owner, table, fresh);
}

function replace(owner, table, fresh) {
    table.successor = fresh;
    owner[TABLE] = fresh;
}

function remove(owner, table, key) {
    const position = find(table, key);
    if (position === undefined)
        return false;
    table.keys[position] = HOLE;
    if (table.values !== null)
        table.values[position] = undefined;
    note(table, key, undefined);
    --table.size;
    if (table.keys.length > 32 && table.size < table.keys.length / 2)
        compact(owner, table);
    return true;
}

function clear(owner, table) {
    if (table.keys.length === 0)
        return;
    table.isCleared = true;
    replace(owner, table, new Table(table.values !== null));
}

// A place in a table that follows it through replacements. `index` is that of the next entry to look at.
class Position {
    constructor(table) {
        this.table = table;
        this.index = 0;
    }

    /// Goes to the next entry; returns its index, or -1 at the end, for good.
    advance() {
        if (this.table === null)
            return -1;
        while (this.table.successor !== null)
            this.moveOn();
        const keys = this.table.keys;
        while (this.index < keys.length) {
            const index = this.index++;
            if (keys[index] !== HOLE)
                return index;
        }
        this.table = null;
        return -1;
    }

    moveOn() {
        const old = this.table;
        let index = 0;
        for (let i = 0; i < this.index && !old.isCleared; ++i) {
            if (old.keys[i] !== HOLE)
                ++index;
        }
        this.index = index;
        this.table = old.successor;
    }
}

function tableOf(collection, isMap, method) {
    const table = isObject(collection) ? collection[TABLE] : undefined;
    if (table === undefined || (table.values !== null) !== isMap)
        throw new TypeError(`${isMap ? "Map" : "Set"}.prototype.${method} called on a value that is no ${isMap ? "Map" : "Set"}`);
    return table;
}

const iteratorBase = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

function makeIteratorPrototype(tag) {
    const prototype = Object.create(iteratorBase);
    define(prototype, {
        next() {
            const state = isObject(this) ? this[POSITION] : undefined;
            if (state === undefined || state.tag !== tag)
                throw new TypeError(`next() of a ${tag} called on something else`);
            const index = state.position.advance();
            if (index < 0)
                return { value: undefined, done: true };
            const table = state.position.table;
            const key = table.keys[index];
            if (state.kind === "keys")
                return { value: key, done: false };
            const value = table.values === null ? key : table.values[index];
            return { value: state.kind === "values" ? value : [key, value], done: false };
        },
    });
    return Object.defineProperty(prototype, Symbol.toStringTag, { value: tag, configurable: true });
}

const mapIterator = makeIteratorPrototype("Map Iterator");
const setIterator = makeIteratorPrototype("Set Iterator");

function iterate(table, kind) {
    const isMap = table.values !== null;
    const iterator = Object.create(isMap ? mapIterator : setIterator);
    const state = { position: new Position(table), kind, tag: isMap ? "Map Iterator" : "Set Iterator" };
    return Object.defineProperty(iterator, POSITION, { value: state });
}

function visit(collection, table, callback, thisArgument) {
    const position = new Position(table);
    for (let i = position.advance(); i >= 0; i = position.advance()) {
        const key = position.table.keys[i];
        callback.call(thisArgument, position.table.values === null ? key : position.table.values[i], key, collection);
    }
}

const makeTable = (collection, hasValues) =>
    Object.defineProperty(collection, TABLE, { value: new Table(hasValues), writable: true });

const FastMap = class Map {
    constructor(iterable = undefined) {
        makeTable(this, true);
        if (iterable === undefined || iterable === null)
            return;
        const add = this.set;
        requireFunction(add, "The set() of a new Map");
        for (const entry of iterable) {
            if (!isObject(entry))
                throw new TypeError(`${String(entry)} is not an entry: new Map needs pairs of keys and values`);
            add.call(this, entry[0], entry[1]);
        }
    }

    static get [Symbol.species]() { return this; }

    get(key) {
        const table = tableOf(this, true, "get");
        const position = find(table, key);
        return position === undefined ? undefined : table.values[position];
    }

    set(key, value) {
        const table = tableOf(this, true, "set");
        const position = find(table, key);
        if (position === undefined)
            append(table, key, value);
        else
            table.values[position] = value;
        return this;
    }

    has(key) { return find(tableOf(this, true, "has"), key) !== undefined; }
    delete(key) { return remove(this, tableOf(this, true, "delete"), key); }
    clear() { clear(this, tableOf(this, true, "clear")); }
    get size() { return tableOf(this, true, "size").size; }
    entries() { return iterate(tableOf(this, true, "entries"), "entries"); }
    keys() { return iterate(tableOf(this, true, "keys"), "keys"); }
    values() { return iterate(tableOf(this, true, "values"), "values"); }

    forEach(callback, thisArgument = undefined) {
        const table = tableOf(this, true, "forEach");
        requireFunction(callback, "Map.prototype.forEach");
        visit(this, table, callback, thisArgument);
    }
};

const FastSet = class Set {
    constructor(iterable = undefined) {
        makeTable(this, false);
        if (iterable === undefined || iterable === null)
            return;
        const add = this.add;
        requireFunction(add, "The add() of a new Set");
        for (const value of iterable)
            add.call(this, value);
    }

    static get [Symbol.species]() { return this; }

    add(value) {
        const table = tableOf(this, false, "add");
        if (find(table, value) === undefined)
            append(table, value, undefined);
        return this;
    }

    has(value) { return find(tableOf(this, false, "has"), value) !== undefined; }
    delete(value) { return remove(this, tableOf(this, false, "delete"), value); }
    clear() { clear(this, tableOf(this, false, "clear")); }
    get size() { return tableOf(this, false, "size").size; }
    entries() { return iterate(tableOf(this, false, "entries"), "entries"); }
    values() { return iterate(tableOf(this, false, "values"), "values"); }

    forEach(callback, thisArgument = undefined) {
        const table = tableOf(this, false, "forEach");
        requireFunction(callback, "Set.prototype.forEach");
        visit(this, table, callback, thisArgument);
    }
};

Object.defineProperty(FastMap, "length", { value: 0, configurable: true });
Object.defineProperty(FastSet, "length", { value: 0, configurable: true });
define(FastMap.prototype, { [Symbol.iterator]: FastMap.prototype.entries });
define(FastSet.prototype, { keys: FastSet.prototype.values, [Symbol.iterator]: FastSet.prototype.values });
Object.defineProperty(FastMap.prototype, Symbol.toStringTag, { value: "Map", configurable: true });
Object.defineProperty(FastSet.prototype, Symbol.toStringTag, { value: "Set", configurable: true });
defineGlobal("Map", FastMap);
defineGlobal("Set", FastSet);
