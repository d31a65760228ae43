// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts do the same with probes in them, armed or not, down to the stacks of their errors.
#include "debug/debug_controller.h"
#include "support/script_runner.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestInstrumentedScripts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameOutput_data();
    void sameOutput();
    void sameFiles();
};

void TestInstrumentedScripts::sameOutput_data()
{
    QTest::addColumn<QString>("body");
    const auto row = [](const char *name, const QString &body) { QTest::newRow(name) << body; };
    row("loops", u"let s = 0; for (let i = 0; i < 5; i++) s += i; for (const x of [1, 2]) { s += x } for (const k in "
                 u"{a: 1}) s += k; "
                 "while (s.length < 9) s += '!'; do s += '?'; while (s.length < 12); console.log(s)"_s);
    row("closures of loop variables",
        u"const f = []; for (let i = 0; i < 3; i++) f.push(() => i); console.log(f.map((g) => g()).join())"_s);
    row("labels", u"outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j == 1) continue outer; if "
                  u"(i == 2) break outer; "
                  "console.log(i, j) } } block: { break block }"_s);
    row("switch", u"for (const v of [1, 2, 3]) switch (v) { case 1: let q = v; console.log('one', q); break; case 2: "
                  u"console.log('two'); "
                  "default: console.log('rest') }"_s);
    row("if without braces",
        u"const f = (x) => { if (x) return 'yes'; else return 'no' }; if (f(1) == 'yes') console.log(1); else console.log(2)\nif (f(0)) ;"_s);
    row("temporal dead zone", u"const f = () => { try { return x } catch (e) { return e.name } }; const a = f(); let x "
                              u"= 1; console.log(a, f());"
                              "{ try { x2; } catch (e) { console.log(e.name) } let x2 = 1; }"_s);
    row("shadowed names",
        u"let x = 1; { console.log('a'); let x = 2; { console.log(x); const x2 = x; x = x2 + 1 } console.log(x) } console.log(x)"_s);
    row("arrow functions",
        u"const o = (a) => ({ a }); const s = (a, b) => (a, b); const n = () => () => 3; const v = () => void 0; "
        "console.log(o(1).a, s(1, 2), n()(), v(), (() => {})(), [1, 2].map(x => x * 2).join())"_s);
    row("names of functions",
        u"const f = () => function () {}; const g = () => { return () => {} }; console.log(JSON.stringify([f().name, g().name, f.name]))"_s);
    row("generators",
        u"function* g(n) { try { for (let i = 0; i < n; i++) { const got = yield i; if (got) console.log('got', got) } "
        u"} finally { console.log('end') } "
        "return 7 } const it = g(3); console.log(it.next().value, it.next('x').value, it.return(5).value); console.log([...g(2)].join())"_s);
    row("async order", u"const log = []; const a = async (n) => { log.push(n); await null; log.push(n + 1); return n "
                       u"}; const p = a(1); a(5); log.push('sync'); "
                       "await p; await Promise.all([a(10), a(20)]); console.log(log.join())"_s);
    row("async errors",
        u"const f = async () => { await null; throw new Error('x') }; try { await f() } catch (e) { "
        u"console.log(e.message) } "
        "await f().catch((e) => console.log('caught', e.message)); const g = async () => await f(); await g().then(null, (e) => console.log(e.message))"_s);
    row("try finally",
        u"const f = () => { try { return 'r' } finally { console.log('f') } }; console.log(f()); const g = () => { for "
        u"(;;) { try { break } finally { "
        "console.log('b') } } return 1 }; console.log(g()); try { null.x } catch { console.log('no binding') } try { throw { a: 1 } } catch ({ a }) { console.log(a) }"_s);
    row("classes", u"class A { #p = 1; static s = [1, 2].map((x) => x * 2); get p() { return this.#p } set p(v) { "
                   u"this.#p = v } m() { return this.p } } "
                   "class B extends A { constructor() { const t = () => this; super(); this.q = t() === this } m() { "
                   "return super.m() + 1 } } "
                   "const b = new B(); b.p = 4; console.log(b.m(), b.q, A.s.join(), new (class { x = 2 })().x)"_s);
    row("recursion",
        u"const fib = (n) => n < 2 ? n : fib(n - 1) + fib(n - 2); function f(n) { if (n < 2) return n; return f(n - 1) + f(n - 2) } console.log(fib(12), f(12))"_s);
    row("destructuring and defaults",
        u"const f = ({ a, b: [c] = [3], ...r } = {}, d = a + c, ...e) => [a, c, d, e.length, "
        u"Object.keys(r).join()].join('/'); "
        "console.log(f({ a: 1, z: 2 }), f({ a: 1, b: [5] }, 9, 1, 1)); let p, q; [p, q = 2] = [1]; console.log(p, q)"_s);
    row("no semicolons",
        u"let a = 1\nlet b = a\n++b\nconst c = [1, 2]\n;[a, b] = c\nconsole.log(a, b)\nawait null\nawait null\n;(() => console.log('iife'))()"_s);
    row("sequences",
        u"const f = () => { return console.log(1), 2 }; console.log(f(), (1, 2)); for (let i = 0, n = f(); i < n; console.log('u'), i++) ;"_s);
    row("getters and tags", u"const o = { get x() { console.log('get'); return 1 }, set x(v) { console.log('set', v) "
                            u"}, ['c' + 1]() { return 2 } }; o.x = o.x; "
                            "const t = (s, ...v) => s.join('|') + v; console.log(t`a${1}b`, o.c1())"_s);
    row("stack",
        u"const deep = () => { throw new Error('deep') }; const mid = (f) => { f(); }; try { mid(() => deep()) } catch (e) { console.log(e.stack) }"_s);
    row("stack of an engine error",
        u"const f = (x) => { const y = 1; return x.a.b }; try { f({}) } catch (e) { console.log(e.stack) } await null; try { nope() } catch (e) { console.log(e.stack) }"_s);
    row("uncaught", u"const f = () => {\n  const a = 1\n  throw new Error('out')\n}\nf()"_s);
    row("rejected", u"await null\nawait Promise.reject(new TypeError('no'))"_s);
    row("deep recursion",
        u"const f = (n) => n === 0 ? 0 : 1 + f(n - 1); console.log(f(300)); let d = 0; const g = () => { d++; g() }; try { g() } catch (e) { console.log(e.name, d > 100) }"_s);
}

void TestInstrumentedScripts::sameOutput()
{
    QFETCH(QString, body);
    const auto text = [](const ScriptRun &run) {
        QStringList lines = run.console + run.errors;
        for (QString &line : lines) // the folder differs
            line.remove(QRegularExpression(u"file://\\S*/(?=script)"_s));
        return lines.join(u'\n');
    };
    const QString plain = text(runBody(body));
    QVERIFY2(!plain.isEmpty(), "the script prints nothing");
    for (const bool isArmed : {false, true}) {
        DebugController controller;
        ScriptOptions options;
        options.debugger = &controller;
        connect(
            &controller, &DebugController::moduleLoaded, this,
            [](const QString &url, bool isDebuggable) { QVERIFY2(isDebuggable, qPrintable(url)); },
            Qt::DirectConnection);
        if (isArmed) { // every probe is asked, none stops
            QList<LineBreakpoint> all;
            for (int line = 1; line < 20; ++line)
                all.append({line, 0, u"false"_s, 0, {}});
            connect(
                &controller, &DebugController::moduleLoaded, this,
                [&controller, all](const QString &url) { controller.setBreakpoints(url, all); }, Qt::DirectConnection);
        }
        QCOMPARE(text(runBody(body, options)), plain);
    }
}

void TestInstrumentedScripts::sameFiles()
{
    ScriptOptions options;
    options.name = u"script.ts"_s;
    options.files = {
        {u"script_a.ts"_s,
         u"export interface I { n: number }\nexport enum E { A = 3 }\nexport const a = <T>(x: T): T => x\nexport function fail(): never {\n  throw new Error('ts')\n}\n"_s},
        {u"script_b.js"_s,
         u"import { odd } from './script_c.js'\nexport function even(n) { return n === 0 || odd(n - 1) }\nexport let counter = 0\nexport const bump = () => counter++\n"_s},
        {u"script_c.js"_s,
         u"import { even } from './script_b.js'\nconsole.log('c', typeof even)\nexport function odd(n) { return n !== 0 && even(n - 1) }\n"_s},
        {u"script_d.js"_s, u"module.exports = { d: (x) => x + 1, self: this === undefined }\n"_s},
        {u"script_e.js"_s, u"const later = await Promise.resolve(5)\nexport default later\n"_s},
    };
    const QString source =
        u"import { a, E, fail, type I } from './script_a.ts'\nimport { even, counter, bump } from './script_b.js'\n"
        "import cjs from './script_d.js'\nimport later from './script_e.js'\nconst i: I = { n: a<number>(2) }\nawait "
        "null\n"
        "export default function (): void {\n  console.log(i.n, E.A, even(10), counter, bump(), counter, cjs.d(1), "
        "later)\n"
        "  try { fail() } catch (e) { console.log((e as Error).stack) }\n  try {\n    const pair: { b: number } = { b: fail() }\n  } catch (e) { console.log((e as Error).stack) }\n}\n"_s;
    const auto text = [](const ScriptRun &run) {
        return (run.console + run.errors).join(u'\n').remove(QRegularExpression(u"file://\\S*/(?=script)"_s));
    };
    const QString plain = text(runScript(source, options));
    QVERIFY2(plain.contains(u"2 3 true 0 0 1 2 5"_s) && plain.contains(u"fail (script_a.ts:5:9(0))"_s),
             qPrintable(plain));
    DebugController controller;
    options.debugger = &controller;
    connect(
        &controller, &DebugController::moduleLoaded, this,
        [](const QString &url, bool isDebuggable) { QVERIFY2(isDebuggable, qPrintable(url)); }, Qt::DirectConnection);
    QCOMPARE(text(runScript(source, options)), plain);
}

QTEST_GUILESS_MAIN(TestInstrumentedScripts)
#include "tst_instrumented_scripts.moc"
