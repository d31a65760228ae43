// SPDX-License-Identifier: GPL-3.0-or-later
// Function bodies and the JSON of what they return, as any engine that knows ES2020 has it. tst_script_language runs them compiled.

//# class fields
class A { static made = 0; #secret = 1; tag = 't'; constructor() { A.made++ } get secret() { return this.#secret } set secret(v) { this.#secret = v } } const a = new A();
a.secret += 4;
return [a.secret, a.tag, A.made]
//=> [5,"t",1]

//# private methods
class A { #h() { return 'h' } static #s() { return 's' } get #g() { return 1 } r() { return this.#h() + A.#s() + this.#g } has(o) { return #h in o } } return [new A().r(), new A().has(new A()), new A().has({})]
//=> ["hs1",true,false]

//# private static field
class A { static #n = 1; static inc() { return ++A.#n } static many() { A.#n += 5; return A.#n } } return [A.inc(), A.many()]
//=> [2,7]

//# static block
class A { static x = 1; static { this.y = this.x + 1 } } return A.y
//=> 2

//# field initialisers see this
class A { a = 1; b = this.a + 1; c = () => this.b } return new A().c()
//=> 2

//# derived classes
class A { constructor(n) { this.n = n } m() { return 'A' + this.n } static s() { return 'S' } } class B extends A { f = 2; constructor() { super(7); this.q = super.m() } m() { return super.m() + 'B' } static s() { return super.s() + 'B' } } const b = new B();
return [b.m(), b.q, b.f, B.s(), b instanceof A]
//=> ["A7B","A7",2,"SB",true]

//# derived from Error
class E extends Error { constructor(m) { super(m); this.name = 'E' } } try { throw new E('x') } catch (e) { return [String(e), e instanceof E, e instanceof Error] }
//=> ["E: x",true,true]

//# accessors
const o = { get v() { return this._v ?? 'none' }, set v(x) { this._v = x * 2 } };
const a = o.v;
o.v = 4;
return [a, o.v]
//=> ["none",8]

//# computed members
const k = 'a';
class A { [k + 1]() { return 1 } static [k + 2] = 2; [k + 3] = 3 } return [new A().a1(), A.a2, new A().a3]
//=> [1,2,3]

//# new.target
function F() { return new.target === undefined } class A { constructor() { this.t = new.target.name } } class B extends A {} return [F(), new B().t]
//=> [true,"B"]

//# object rest and spread
const { a, ...rest } = { a: 1, b: 2, c: 3 };
return [a, rest, { ...rest, d: 4, ...null, ...'hi' }]
//=> [1,{"b":2,"c":3},{"0":"h","1":"i","b":2,"c":3,"d":4}]

//# array destructuring
const [x, , y = 9, ...z] = [1, 2, undefined, 4, 5];
return [x, y, z]
//=> [1,9,[4,5]]

//# nested destructuring
const { a: { b: [c, { d = 5 } = {}] }, ...r } = { a: { b: [1] }, q: 2 };
return [c, d, r]
//=> [1,5,{"q":2}]

//# swapping
let a = 1, b = 2;
[a, b] = [b, a];
return [a, b]
//=> [2,1]

//# destructuring parameters
const f = ({ a = 1, ...r } = {}, [b, ...s] = [2]) => [a, r, b, s];
return [f(), f({ a: 5, c: 6 }, [7, 8, 9])]
//=> [[1,{},2,[]],[5,{"c":6},7,[8,9]]]

//# destructuring in for of
const out = [];
for (const [k, { v }] of Object.entries({ a: { v: 1 }, b: { v: 2 } })) out.push(k + v);
return out
//=> ["a1","b2"]

//# destructuring assignment to members
const o = {};
({ a: o.x, b: o['y'] } = { a: 1, b: 2 });
[o.p, ...o.q] = [3, 4, 5];
return o
//=> {"x":1,"y":2,"p":3,"q":[4,5]}

//# destructuring catch
const out = [];
try { throw { message: 'm', code: 4 } } catch ({ message, code, other = message + code }) { out.push(message, code, other) } try { throw [1, 2] } catch ([a, ...b]) { out.push(a, b) } return out
//=> ["m",4,"m4",1,[2]]

//# catch without a binding
try { null.x } catch { return 'caught' }
//=> "caught"

//# catch reassigns
try { throw 1 } catch (e) { e = e + 1; try { throw 5 } catch (e) { return e } finally { return e } }
//=> 2

//# finally
const out = [];
function f() { try { out.push('t'); return 'r' } finally { out.push('f') } } out.push(f());
for (const i of [1, 2]) { try { continue } finally { out.push(i) } } return out
//=> ["t","f","r",1,2]

//# finally overrides
function f() { try { throw 1 } catch (e) { return 'c' } finally { return 'f' } } return f()
//=> "f"

//# nullish and optional
const o = { a: { f() { return this === o.a } }, n: null, z: 0 };
return [o?.a?.f(), o.n?.x.y.z(), o.q?.(), o.z ?? 1, o.n ?? 'd', o?.['a']?.['f']?.(), delete o?.z, o.n?.[boom()] ?? 'short']
//=> [true,null,null,0,"d",true,true,"short"]

//# logical assignment
let a = null, b = 0, c2 = 1;
const o = { x: 0, y: null };
a ??= 1;
b ||= 2;
c2 &&= 3;
o.x ||= 4;
o['y'] ??= 5;
o.z ??= { q: 1 };
return [a, b, c2, o]
//=> [1,2,3,{"x":4,"y":5,"z":{"q":1}}]

//# exponent
let x = 3;
x **= 2;
return [2 ** 10, x, (-2) ** 2, 2 ** -1]
//=> [1024,9,4,0.5]

//# numbers
return [1_000, 0b101, 0o17, .5, 1e3, 0xff, 5..toFixed(1), 1.e2]
//=> [1000,5,15,0.5,1000,255,"5.0",100]

//# strings
return ['\u{1F600}'.length, '\x41', 'a\
b', '\0'.charCodeAt(0), "it's", 'say "x"', '\u2028'.length]
//=> [2,"A","ab",0,"it's","say \"x\"",1]

//# templates
const a = 1;
return [`${a + 1}`, `a${a}b${`c${a}d`}e`, `line
break`, `\``, `$${a}`, `${'}'}`, `{${{ q: 1 }.q}}`]
//=> ["2","a1bc1de","line\nbreak","`","$1","}","{1}"]

//# tagged templates
const t = (s, ...v) => s.raw.join('|') + s.join('/') + v.join(',');
const f = () => t`x\n${1}y`;
return [t`a${1}b\t${2}c`, f() === f(), String.raw`\n${2}`]
//=> ["a|b\\t|ca/b\t/c1,2",true,"\\n2"]

//# tagged template identity
const seen = new Set();
const t = (s) => seen.add(s);
for (let i = 0; i < 3; i++) t`x`;
return seen.size
//=> 1

//# tag with this
const o = { n: 5, t(s, v) { return this.n + v + s[0] } };
return [o.t`a${1}`, o['t']`b${2}`]
//=> ["6a","7b"]

//# generators
function* g(n) { let i = 0; while (i < n) { const r = yield i++; if (r) return r } } const it = g(9);
return [[...g(3)], it.next(), it.next(), it.next('stop'), it.next()]
//=> [[0,1,2],{"value":0,"done":false},{"value":1,"done":false},{"value":"stop","done":true},{"done":true}]

//# generator delegation
function* a() { const r = yield* b(); yield r } function* b() { yield 1; yield* [2, 3]; return 4 } return [...a()]
//=> [1,2,3,4]

//# generator try finally
const out = [];
function* g() { try { yield 1; yield 2 } finally { out.push('closed') } } for (const x of g()) { out.push(x); break } return out
//=> [1,"closed"]

//# generator throw
function* g() { try { yield 1 } catch (e) { yield 'c' + e } } const i = g();
i.next();
return i.throw('x').value
//=> "cx"

//# generator methods
const o = { *g() { yield 1 }, *['h']() { yield 2 } };
class A { static *s() { yield 3 } *[Symbol.iterator]() { yield 4 } } return [...o.g(), ...o.h(), ...A.s(), ...new A()]
//=> [1,2,3,4]

//# iterators
const it = { from: 1, to: 3, [Symbol.iterator]() { let c = this.from, t = this.to; return { next: () => c <= t ? { value: c++, done: false } : { value: undefined, done: true } } } };
return [[...it], Math.max(...it), Array.from(it, (x) => x * 2)]
//=> [[1,2,3],3,[2,4,6]]

//# spread calls
const f = (...a) => a.length + a[0];
const o = { m(...a) { return this === o && a.join() } };
return [f(...[1, 2], 3, ...'ab'), o.m(...[1], 2), new Date(...[2020, 0, 1]).getFullYear()]
//=> [6,"1,2",2020]

//# default parameters
const f = (a, b = a + 1, c = () => a + b, ...d) => [a, b, c(), d.length];
return [f(1), f(1, 5), f(1, undefined, () => 0, 1, 2), f.length]
//=> [[1,2,3,0],[1,5,6,0],[1,2,0,2],1]

//# arguments
function f() { const g = () => arguments.length; return [arguments.length, g(), [...arguments]] } return f(1, 2, 3)
//=> [3,3,[1,2,3]]

//# this in arrows
const o = { v: 1, m() { return [1].map(() => this.v) }, n: function () { return (() => (() => this.v)())() } };
return [o.m(), o.n()]
//=> [[1],1]

//# closures in loops
const fs = [];
for (let i = 0; i < 3; i++) fs.push(() => i);
for (const k of [7, 8]) fs.push(() => k);
for (const k in { a: 1, b: 2 }) fs.push(() => k);
return fs.map((f) => f())
//=> [0,1,2,7,8,"a","b"]

//# closures in loops that change
const fs = [];
for (let i = 0; i < 3; i++) { fs.push(() => i++); } return [fs.map((f) => f()), fs.map((f) => f())]
//=> [[0,1,2],[1,2,3]]

//# labels
const out = [];
outer: for (const i of [1, 2, 3]) { for (const j of [1, 2, 3]) { if (j === 2) continue outer; if (i === 3) break outer; out.push(i * 10 + j) } } block: { out.push('in'); if (out) break block; out.push('never') } return out
//=> [11,21,"in"]

//# switch
const f = (x) => { switch (x) { case 1: { let y = 'one'; return y } case 'two': case 2: return 'two'; default: return 'other'; case 3: break } return 'three' };
return [f(1), f(2), f('two'), f(3), f(4)]
//=> ["one","two","two","three","other"]

//# do while and comma
let i = 0, j = 10;
do i++, j--;
while (i < 3);
return [i, j, (1, 2, 3)]
//=> [3,7,3]

//# for with commas
const out = [];
for (let i = 0, j = 5; i < j; i++, j--) out.push(i + j);
return out
//=> [5,5,5]

//# for in
const out = [];
for (const k in { a: 1, b: 2 }) out.push(k);
for (var i in [7, 8]) out.push(i);
return out.concat(typeof i)
//=> ["a","b","0","1","string"]

//# hoisting
return [f(), typeof v, typeof g];
function f() { return 'hoisted' } var v = 1;
var g = () => 1
//=> ["hoisted","undefined","undefined"]

//# temporal dead zone
try { x; let x = 1 } catch (e) { return e instanceof ReferenceError }
//=> true

//# const is constant
try { const x = 1; (() => { x = 2 })() } catch (e) { return e instanceof TypeError }
//=> true

//# strict mode
try { undeclared = 1 } catch (e) { return [e.name, (function () { return this === undefined })()] }
//=> ["ReferenceError",true]

//# symbols
const s = Symbol('d');
const o = { [s]: 1, [Symbol.toPrimitive]: () => 42 };
return [o[s], +o, s.toString(), Object.getOwnPropertySymbols(o).length, Symbol.for('k') === Symbol.for('k')]
//=> [1,42,"Symbol(d)",2,true]

//# collections
const m = new Map([[1, 'a'], ['k', { v: 2 }]]);
const s = new Set([1, 1, 2]);
return [m.get(1), m.get('k').v, [...m.keys()], s.size, [...s], new WeakMap([[m, 3]]).get(m)]
//=> ["a",2,[1,"k"],2,[1,2],3]

//# proxy and reflect
const p = new Proxy({}, { get: (t, k) => 'got ' + String(k), has: () => true });
return [p.zip, 'x' in p, Reflect.ownKeys({ a: 1, [Symbol.iterator]: 1 }).length, Reflect.construct(Date, [0]).getTime()]
//=> ["got zip",true,2,0]

//# typed arrays
const d = new DataView(new Uint8Array([1, 2, 3, 4]).buffer);
return [d.getUint16(1), [...Uint8Array.from([1, 2, 3]).slice(1)], new Uint16Array([65537])[0], new Float32Array(2).length]
//=> [515,[2,3],1,2]

//# regular expressions
return ['2024-05'.replace(/(\d+)-(\d+)/, '$2/$1'), /a\/b[/\]]/.test('a/b/'), 'x1y22'.match(/\d+/g), 'a.b'.split(/\./), 4 / 2 / 1, 'A'.replace(/a/i, (m) => m + m)]
//=> ["05/2024",true,["1","22"],["a","b"],2,"AA"]

//# regular expressions among operators
let a = 8; const g = 2, i = 1, o = { n: 4 }; return [a / g / i, o.n / g, (a) / g, [a][0] / g, a++ / g, /=/.test('='), typeof /x/, !/x/.test('y'), [/y/.source, /,/.source]]
//=> [4,2,4,4,4,true,"object",true,["y",","]]

//# strings that look like code
return ['catch (e) {', 'return f()', "import('x')", `require("y")`, 'module.exports = 1', '// no', '/* no */', 'a => (', '`']
//=> ["catch (e) {","return f()","import('x')","require(\"y\")","module.exports = 1","// no","/* no */","a => (","`"]

//# keywords as names
const o = { catch: 1, return: 2, import: 3, new: 4, class: 5, get: 6, set: 7, async: 8, of: 9, let: 10, static: 11, function: 12, await: 13 };
class A { static static() { return 1 } get() { return 2 } set(x) { return x } async() { return 4 } import() { return 5 } catch(f) { return f() } return() { return 7 } } const a = new A();
return [o.catch + o.return + o.import + o.new + o.class, o.get + o.set + o.async + o.of + o.let + o.static + o.function + o.await, A.static(), a.get(), a.set(3), a.async(), a.import(), a.catch(() => 6), a.return()]
//=> [15,76,1,2,3,4,5,6,7]

//# contextual names
const get = 1, set = 2, of = [3], async = (x) => x + 1, from = 4, as = 5;
for (const of2 of of) { var last = of2 } return [get, set, last, async(6), from, as]
//=> [1,2,3,7,4,5]

//# tail calls assign
const o = {};
let v;
const f = () => 42;
const a = () => { return v = f() };
const b = () => o.x = f();
const c3 = () => { return o.y = v = f() };
const d = (x) => x ? o.z = f() : f();
return [a(), v, b(), o.x, c3(), o.y, d(1), o.z]
//=> [42,42,42,42,42,42,42,42]

//# callee before arguments
let f = () => 1;
const g = () => 2;
const a = f(f = g);
f = () => 3;
const b = (0, f)(f = g);
let h = { m() { return this === h } };
return [a, b, h.m(h = {})]
//=> [1,3,false]

//# functions without this
const o = { f() { 'use strict'; return this === undefined } };
return [(0, o.f)(), (o.x || o.f)(), (o.f)(), (o?.f)()]
//=> [true,true,false,false]

//# arguments in order
const out = [];
const t = (x) => (out.push(x), x);
const f = (...a) => a;
f(t(1), [t(2), t(3)], { a: t(4), [t(5)]: t(6) }, ...[t(7)], t(8) ? t(9) : t(0), t(10) || t(0), t(11) && t(12));
return out.join()
//=> "1,2,3,4,5,6,7,8,9,10,11,12"

//# nested calls
const add = (a, b) => a + b, twice = (f) => (x) => f(f(x));
return [add(add(1, 2), add(3, add(4, 5))), twice((x) => x * 2)(3), twice(twice((x) => x + 1))(0), [1, 2].map((x) => add(x, x)).reduce((a, b) => add(a, b))]
//=> [15,12,4,6]

//# calls of everything
const o = { a: [() => 1], b: { c() { return this.d }, d: 2 }, e: () => () => () => 3 };
const k = 'b';
return [o.a[0](), o[k].c(), o[k]['c'](), o.e()()(), (() => 4)(), (function () { return 5 })(), new (class { m() { return 6 } })().m(), new Function('return 7')(), [function () { return 8 }][0]()]
//=> [1,2,2,3,4,5,6,7,8]

//# new in all forms
class A { constructor(x) { this.x = x } } const ns = { A, f: () => A, n: { A } };
const k = 'A';
return [new A(1).x, new ns.A(2).x, new ns[k](3).x, new (ns.f())(4).x, new ns.n.A(5).x, (new A).x === undefined, new (class extends A {})(6).x, new (0, ns.A)(7).x]
//=> [1,2,3,4,5,true,6,7]

//# element access
const a = [[1, 2], [3, 4]], o = { k: 'x', x: [5] };
let i = 0;
a[i++][i] = 9;
a[1][0] += 10;
return [a, o[o.k][0], a[a.length - 1][1], 'str'[1], a[0, 1][0], ((x) => [x])(7)[0], delete a[1][1], i]
//=> [[[1,9],[13,null]],5,4,"t",13,7,true,1]

//# recursion
const fib = (n) => n < 2 ? n : fib(n - 1) + fib(n - 2);
const even = (n) => n === 0 ? true : odd(n - 1), odd = (n) => n === 0 ? false : even(n - 1);
return [fib(15), even(10)]
//=> [610,true]

//# returns of every kind
const f = () => 1, o = { m: () => 2 };
const fs = [() => f(), () => o.m(), () => (f(), o.m()), () => f() + o.m(), () => true ? f() : o.m(), () => false || f(), () => [f()], () => ({ a: f() }), () => `${f()}`, () => !f(), () => typeof f(), () => void f(), () => () => f(), () => function () { return f() }, () => class { static x = f() }, () => new Map([[1, f()]]).get(1), () => f.call(null), () => (f)()];
return fs.map((g) => { const r = g(); return typeof r === 'function' ? (r.x === undefined ? r() : r.x) : String(r) })
//=> ["1","2","2","3","1","1","1","[object Object]","1","false","number","undefined",1,1,1,"1","1","1"]

//# function names
const f = () => {}, g = function () {}, o = { h() {}, i: () => {}, get j() { return 1 } };
class K { static m() {} } const ret = () => () => {};
return [f.name, g.name, o.h.name, o.i.name, K.name, K.m.name, (function named() {}).name, ret().name]
//=> ["f","g","h","i","K","m","named",""]

//# JSON
return JSON.parse(JSON.stringify({ u: undefined, d: new Date(0), n: [NaN, null], nested: { a: [1, { b: 2 }] } }))
//=> {"d":"1970-01-01T00:00:00.000Z","n":[null,null],"nested":{"a":[1,{"b":2}]}}

//# getters on prototypes
class A { get x() { return 1 } } return [new A().x, 'x' in new A(), Object.keys(new A()), Object.getOwnPropertyDescriptor(A.prototype, 'x').get.call({})]
//=> [1,true,[],1]

//# eval is its own world
return [eval('1 + 1'), (0, eval)('typeof C_nope'), new Function('a', 'b', 'return a + b')(1, 2)]
//=> [2,"undefined",3]

//# void and typeof
return [typeof nope, typeof void 0, typeof null, typeof (() => 1), void f()];
function f() {}
//=> ["undefined","undefined","object","function",null]

//# unicode identifiers
const été = 1, 中 = { 文: 2 }, $ = 3, _ = 4;
return [été, 中.文, $, _]
//=> [1,2,3,4]

//# asi
let a = 1
let b = a
++b
const c4 = a
+ b
const f = () => {
 return
 1
}
return [a, b, c4, f() === undefined]
//=> [1,2,3,true]

//# comments
/* one */ const a /* two */ = // three
 1 /* four
 five */
// import x from 'y'
/* export default 1 */ return /* six */ a // seven
//=> 1

//# deep nesting
return ((((((((((1 + 1) * 2) - 1) ** 2) % 7) || 5) ?? 6) && 7) | 8) ^ 3) << 1
//=> 24

//# increments
let i = 0;
const o = { n: 1 }, a = [5];
return [i++, ++i, i--, --i, o.n++, ++o.n, o['n']--, a[0]++, ++a[0], -i, +'3', ~1, !0]
//=> [0,2,2,0,1,3,3,5,7,0,3,-2,true]

//# in and instanceof
return ['a' in { a: 1 }, 0 in [1], [] instanceof Array, /x/ instanceof RegExp, new (class A {})() instanceof Object]
//=> [true,true,true,true,true]

//# sequence in conditions
let n = 0;
while (n++, n < 5);
if (n += 1, n === 6) n = 'six';
for (;;) { if ((n, true)) break } return n
//=> "six"

//# async await
const x = await 1;
const y = await Promise.resolve(2);
return [x, y, await (async () => 3)(), (await { z: 4 }).z]
//=> [1,2,3,4]

//# async async forms
class A { async m() { return 1 } static async s() { return 2 } async ['c']() { return 3 } async #p() { return 4 } q() { return this.#p() } } const o = { async m() { return 5 } }, f = async (x) => x, g = async function () { return 7 };
const a = new A();
return [await a.m(), await A.s(), await a.c(), await a.q(), await o.m(), await f(6), await g()]
//=> [1,2,3,4,5,6,7]

//# async async arguments and this
const o = { v: 1, async m(a, b = a) { const f = async () => [this.v, arguments.length, b]; await null; return f() } };
return o.m(2)
//=> [1,1,2]

//# async async super
class A { async m() { return 'A' } } class B extends A { async m() { await null; return (await super.m()) + 'B' } } return new B().m()
//=> "AB"

//# async async errors
const f = async () => { throw new Error('x') };
const out = [];
try { await f() } catch (e) { out.push(e.message) } await f().catch((e) => out.push('c' + e.message));
try { await (async () => { null.x })() } catch (e) { out.push(e instanceof TypeError) } return out
//=> ["x","cx",true]

//# async async finally
const out = [];
async function f() { try { await null; return 'r' } finally { await null; out.push('f') } } out.push(await f());
return out
//=> ["f","r"]

//# async await in loops
const out = [];
for (const x of [1, Promise.resolve(2)]) out.push(await x);
for (let i = 0; await i < 2; i++) out.push('i' + i);
do { out.push(await 'd') } while (await false);
return out
//=> [1,2,"i0","i1","d"]

//# async await in expressions
const f = (...a) => a.join();
const o = { k: 'v' };
return [f(await 1, await 2, 3), (await 4) + (await 5), [await 6, ...await [7]], { a: await 8, [await 'b']: 9 }, `${await 10}`, (await o)[await 'k'], await (await f)(11), (await true) ? await 12 : await 13, await null ?? await 14]
//=> ["1,2,3",9,[6,7],{"a":8,"b":9},"10","v","11",12,14]

//# async async order
const out = [];
const f = async (n) => { out.push(n + 'a'); await null; out.push(n + 'b') };
const p = [f(1), f(2)];
out.push('sync');
await Promise.all(p);
return out
//=> ["1a","2a","sync","1b","2b"]

//# async async closures
const fs = [];
for (let i = 0; i < 3; i++) fs.push(async () => { await null; return i });
return Promise.all(fs.map((f) => f()))
//=> [0,1,2]

//# async async rest and default
const f = async ({ a, ...r } = { a: 1, b: 2 }, [x = await2()] = []) => [a, r, x];
function await2() { return 5 } return f()
//=> [1,{"b":2},5]

//# async thenables
return [await { then(r) { r(5) } }, await { then: 6 }]
//=> [5,{"then":6}]

//# async async recursion
const f = async (n) => n === 0 ? 0 : n + await f(n - 1);
return f(20)
//=> 210

//# async returned promises
const out = [];
const f = async () => { return new Promise((r) => r('p')) };
const g = async () => f();
return [await f(), await g()]
//=> ["p","p"]

//# async await as operand of logic
let x = null;
x ??= await 5;
const o = {};
o.v ||= await 6;
return [x, o.v, o?.v ?? await 7, await o?.v]
//=> [5,6,6,6]
