// SPDX-License-Identifier: GPL-3.0-or-later
// Breakpoints on lines, pauses, and what a script that stands still shows.
#include "debug_session.h"

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestBreakpoints : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stopsAndShows();
    void files();
    void placing();
    void conditions();
    void pausesEndlessLoops_data();
    void pausesEndlessLoops();
    void setWhileRunning();
    void entry();
    void stopWhilePaused();
    void asyncStack();
    void settingValues();
    void evaluation_data();
    void evaluation();
    void exceptions_data();
    void exceptions();
};

void TestBreakpoints::stopsAndShows()
{
    DebugSession session(u"const top = 7\n"
                         "function inner(a, b) {\n"
                         "  const sum = a + b + top\n"
                         "  return sum //@inner\n"
                         "}\n"
                         "export default function () {\n"
                         "  let outerValue = 'text'\n"
                         "  const close = () => {\n"
                         "    const own = outerValue.length\n"
                         "    inner(own, 2) //@close\n"
                         "  }\n"
                         "  for (let i = 0; i < 1; i++) {\n"
                         "    const bytes = new Uint8Array([72, 105])\n"
                         "    close(bytes) //@loop\n"
                         "  }\n"
                         "  console.log('end')\n"
                         "}\n"_s);
    session.breakAt({u"inner"_s});
    session.start();
    QCOMPARE(session.where(), u"inner"_s);
    QCOMPARE(session.pause.reason, DebugPause::Reason::Breakpoint);
    QCOMPARE(session.stack(), u"inner@inner close@close default@loop"_s);
    const QMap<QString, QString> inner = session.scope(u"local"_s);
    QCOMPARE(inner.value(u"a"_s), u"4"_s);
    QCOMPARE(inner.value(u"sum"_s), u"13"_s);
    QCOMPARE(session.scope(u"module"_s).value(u"top"_s), u"7"_s);
    QCOMPARE(session.scope(u"local"_s, 1).value(u"own"_s), u"4"_s);
    const QMap<QString, QString> outer = session.scope(u"local"_s, 2);
    QCOMPARE(outer.value(u"outerValue"_s), u"\"text\""_s);
    QCOMPARE(outer.value(u"i"_s), u"0"_s);
    QCOMPARE(outer.value(u"bytes"_s), u"Uint8Array(2) 48 69"_s);
    QCOMPARE(session.evaluate(u"a * 10 + top"_s), u"47"_s);
    QCOMPARE(session.evaluate(u"bytes.length + i"_s, 2), u"2"_s);
    QCOMPARE(session.go(), u"end"_s);
    QCOMPARE(session.log.console(), QStringList{u"end"_s});
}

void TestBreakpoints::files()
{
    DebugSession session(
        {{u"script.ts"_s, u"import { half, type Pair } from './lib.ts'\nimport { twice } from './plain.js'\n\n"
                          "export default function (): void {\n  const pair: Pair = { a: 4, b: half(8) }\n"
                          "  console.log(twice(pair.a)) //@main\n}\n"_s},
         {u"lib.ts"_s,
          u"export interface Pair {\n  a: number\n  b: number\n}\n\nexport const half = (n: number): number => {\n"
          "  const result: number = n / 2\n  return result //@lib\n}\n"_s},
         {u"plain.js"_s, u"export function twice(n) {\n  return n * 2 //@plain\n}\n"_s}},
        u"script.ts"_s);
    session.breakAt({u"lib"_s}, u"lib.ts"_s);
    session.breakAt({u"plain"_s}, u"plain.js"_s);
    session.breakAt({u"main"_s}, u"script.ts"_s);
    session.start();
    QCOMPARE(session.where(), u"lib"_s);
    QCOMPARE(session.stack(), u"half@lib default@script.ts:5"_s);
    QCOMPARE(session.scope(u"local"_s).value(u"result"_s), u"4"_s);
    QCOMPARE(session.go(), u"main"_s);
    QCOMPARE(session.scope(u"local"_s).value(u"pair"_s), u"{a: 4, b: 4}"_s);
    QCOMPARE(session.go(), u"plain"_s);
    QCOMPARE(session.stack(), u"twice@plain default@main"_s);
    QCOMPARE(session.go(), u"end"_s);
    QCOMPARE(session.log.console(), QStringList{u"8"_s});
}

void TestBreakpoints::placing()
{
    DebugSession session(u"// a comment\n\nexport default function () {\n  // another\n\n  const a = 1 //@a\n}\n"_s);
    const auto first = session.controller.setBreakpoints(session.path(u"script.js"_s),
                                                         {{1, 0, {}, 0, {}}, {4, 0, {}, 0, {}}, {40, 0, {}, 0, {}}});
    QVERIFY(!first.at(0).verified);
    QVERIFY(!first.at(0).message.isEmpty());
    QMap<int, PlacedBreakpoint> told;
    QObject::connect(
        &session.controller, &DebugController::breakpointPlaced, &session.controller,
        [&](const PlacedBreakpoint &placed) { told.insert(placed.id, placed); }, Qt::DirectConnection);
    session.start();
    QCOMPARE(session.where(), u"a"_s);
    QCOMPARE(session.pause.breakpoints.size(), 2);
    QCOMPARE(told.value(first.at(1).id).line, 6);
    QVERIFY(told.value(first.at(1).id).verified);
    QVERIFY(!told.value(first.at(2).id).verified);
    const auto now = session.controller.setBreakpoints(session.path(u"script.js"_s), {{7, 0, {}, 0, {}}});
    QVERIFY(now.at(0).verified);
    QCOMPARE(session.go(), u"script.js:7"_s); // the end of the function
    QCOMPARE(session.scope(u"local"_s).value(u"a"_s), u"1"_s);
    QVERIFY(session.finish());
}

void TestBreakpoints::conditions()
{
    DebugSession session(
        u"export default function () {\n  for (let i = 0; i < 10; i++) {\n    const square = i * i //@a\n    if (i) continue //@b\n  }\n}\n"_s);
    session.controller.setBreakpoints(session.path(u"script.js"_s),
                                      {{session.line(u"a"_s), 0, u"i === 4"_s, 0, {}},
                                       {session.line(u"a"_s), 0, {}, 9, {}},
                                       {session.line(u"a"_s), 0, u"nope > 1"_s, 0, {}},
                                       {session.line(u"b"_s), 0, u"i > 7"_s, 0, u"i={i} s={square + 1}"_s}});
    session.start();
    QCOMPARE(session.where(), u"a"_s);
    QCOMPARE(session.evaluate(u"i"_s), u"4"_s);
    QCOMPARE(session.go(), u"a"_s);
    QCOMPARE(session.evaluate(u"i"_s), u"8"_s);
    QCOMPARE(session.go(), u"a"_s);
    QCOMPARE(session.go(), u"end"_s);
    const QStringList output = session.output();
    QVERIFY(output.contains(u"i=8 s=65"_s));
    QVERIFY(output.contains(u"i=9 s=82"_s));
    QVERIFY2(output.first().contains(u"nope is not defined"_s), qPrintable(output.first()));
}

void TestBreakpoints::pausesEndlessLoops_data()
{
    QTest::addColumn<QString>("loop");
    QTest::newRow("while") << u"while (true);"_s;
    QTest::newRow("while with a body") << u"let n = 0; while (true) { n++ }"_s;
    QTest::newRow("for") << u"for (;;) {}"_s;
    QTest::newRow("do") << u"do ; while (1)"_s;
    QTest::newRow("calls") << u"const f = (x) => x; for (let i = 0; ; i = f(i));"_s;
    QTest::newRow("promises") << u"const again = () => { Promise.resolve().then(again) }; again()"_s;
    QTest::newRow("timers") << u"setInterval(() => { const x = 1 }, 1)"_s;
    QTest::newRow("sleeps") << u"while (true) { sleep(0.01) }"_s;
}

void TestBreakpoints::pausesEndlessLoops()
{
    QFETCH(QString, loop);
    DebugSession session(
        u"import { sleep } from 'k6'\nexport default function () {\n  console.log('begin')\n  %1\n}\n"_s.arg(loop));
    session.start();
    QTRY_COMPARE_WITH_TIMEOUT(session.log.console().size(), 1, 20000);
    session.controller.pause(0);
    QVERIFY(session.next().thread != 0);
    QCOMPARE(session.pause.reason, DebugPause::Reason::Pause);
    QCOMPARE(session.pause.location.line, 4);
    QVERIFY(session.stack().startsWith(u"default@"_s) || session.stack().contains(u"@script.js:4"_s));
    session.requestEnd();
    QVERIFY(session.waitForEnd());
}

void TestBreakpoints::setWhileRunning()
{
    DebugSession session(
        u"import { sleep } from 'k6'\nexport default function () {\n  console.log('begin')\n  sleep(0.5)\n  const after = 1 //@a\n  for (;;) {\n    after + 1 //@b\n  }\n}\n"_s);
    session.start();
    QTRY_COMPARE_WITH_TIMEOUT(session.log.console().size(), 1, 20000);
    session.breakAt({u"a"_s}); // it sleeps
    QCOMPARE(session.where(), u"a"_s);
    session.controller.setBreakpoints(session.path(u"script.js"_s), {});
    QVERIFY(session.controller.resume(session.pause.thread));
    session.breakAt({u"b"_s});
    QCOMPARE(session.where(), u"b"_s);
    QCOMPARE(session.go(), u"b"_s);
    session.requestEnd();
    QVERIFY(session.waitForEnd());
}

void TestBreakpoints::entry()
{
    DebugSession session(u"const first = 1 //@first\nexport default function () {}\n"_s);
    session.controller.setStopOnEntry(true);
    session.start();
    QCOMPARE(session.where(), u"first"_s);
    QCOMPARE(session.pause.reason, DebugPause::Reason::Entry);
    QVERIFY(session.finish());
}

void TestBreakpoints::stopWhilePaused()
{
    DebugSession session(u"export default function () {\n  console.log(1) //@a\n}\n"_s);
    session.breakAt({u"a"_s});
    session.start();
    QCOMPARE(session.where(), u"a"_s);
    session.requestEnd();
    QVERIFY(session.waitForEnd());
    QCOMPARE(session.log.console(), QStringList());
}

void TestBreakpoints::asyncStack()
{
    DebugSession session(
        u"const low = async (n) => {\n  await null\n  return n //@low\n}\n"
        "async function mid() {\n  const got = await low(3) //@mid\n  return got //@got\n}\n"
        "export default async function () {\n  await mid() //@main\n  setTimeout(function tick() {\n    console.log('tick') //@tick\n  }, 1)\n}\n"_s);
    session.breakAt({u"low"_s, u"got"_s, u"tick"_s});
    session.start();
    QCOMPARE(session.where(), u"low"_s);
    QCOMPARE(session.stack(), u"low@low ~mid@mid ~default@main"_s);
    QCOMPARE(session.go(), u"got"_s);
    QCOMPARE(session.stack(), u"mid@got ~default@main"_s);
    QCOMPARE(session.go(), u"tick"_s);
    QCOMPARE(session.stack(), u"tick@tick"_s);
    QCOMPARE(session.go(), u"end"_s);
}

void TestBreakpoints::settingValues()
{
    DebugSession session(
        u"let moduleValue = 1\nexport default function () {\n  let a = 1, text = 'x', o = { deep: [1] }\n  const fixed "
        u"= 5\n"
        "  const f = () => {\n    a += 1 //@f\n    return a\n  }\n  console.log(text, fixed) //@a\n  console.log(a, text, o.deep[0], moduleValue)\n  console.log(f())\n}\n"_s);
    session.breakAt({u"a"_s, u"f"_s});
    session.start();
    QCOMPARE(session.where(), u"a"_s);
    QCOMPARE(session.evaluate(u"a = 41"_s), u"41"_s);
    QVERIFY(session.evaluate(u"fixed = 6"_s).startsWith(u"!TypeError: fixed can't be set"_s));
    QCOMPARE(session.evaluate(u"o.deep[0]++; moduleValue = 9; text += 'y'"_s), u"undefined"_s);
    QCOMPARE(session.scope(u"local"_s).value(u"a"_s), u"41"_s);
    session.inspect([](VuAgent &agent) {
        const DebugValue set = agent.assign(agent.scopes(0).first().handle, u"text"_s, u"`${text}!` + a"_s, 0);
        QVERIFY2(set.value, qPrintable(set.error));
        QCOMPARE(set.value->value, u"\"xy!41\""_s);
    });
    QCOMPARE(session.go(), u"f"_s);
    QCOMPARE(session.scope(u"closure"_s).value(u"a"_s), u"41"_s);
    QCOMPARE(session.evaluate(u"a = 99"_s), u"99"_s);
    QCOMPARE(session.go(), u"end"_s);
    QCOMPARE(session.log.console(), QStringList({u"xy!41 5"_s, u"41 xy!41 2 9"_s, u"100"_s}));
}

void TestBreakpoints::evaluation_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("await settled") << u"await done"_s << u"5"_s;
    QTest::newRow("await in a larger expression") << u"(await done) + (await Promise.resolve(1))"_s << u"6"_s;
    QTest::newRow("await rejected") << u"await refused"_s << u"!Error: no"_s;
    QTest::newRow("await pending") << u"await pending"_s
                                   << u"!Error: the promise is pending: it settles when the script goes on"_s;
    QTest::newRow("modern syntax")
        << u"(() => { class A { #x = 3; get() { return this.#x ** 2 } } return new A().get() })()"_s << u"9"_s;
    QTest::newRow("spread of an object") << u"({ ...o, z: 1 })"_s << u"{a: 1, z: 1}"_s;
    QTest::newRow("statements") << u"let q = 3; q = q + 1"_s << u"undefined"_s;
    QTest::newRow("this") << u"this.tag"_s << u"\"me\""_s;
    QTest::newRow("unknown") << u"nothing"_s << u"!ReferenceError: nothing is not defined"_s;
    QTest::newRow("not a program") << u"1 +"_s << u"!SyntaxError: Unexpected \")\""_s;
    QTest::newRow("endless") << u"(() => { for (;;); })()"_s << u"!the evaluation was broken off after 1000 ms"_s;
    QTest::newRow("a function of the script") << u"helper(2)"_s << u"4"_s;
    QTest::newRow("circular") << u"circle"_s << u"{self: Object}"_s;
    QTest::newRow("proxy") << u"proxy"_s << u"Proxy (not looked into)"_s;
    QTest::newRow("getter") << u"({ get x() { throw 1 } })"_s << u"{x: (…)}"_s;
    QTest::newRow("huge array") << u"new Array(4e9)"_s << u"(4000000000) [empty, empty, empty, empty, empty, …]"_s;
    QTest::newRow("long string") << u"'x'.repeat(1e6).slice(0, 3) + 'y'.repeat(300).length"_s << u"\"xxx300\""_s;
    QTest::newRow("map") << u"new Map([[1, 2]])"_s << u"Map(1)"_s;
    QTest::newRow("promise") << u"done"_s << u"Promise fulfilled: 5"_s;
    QTest::newRow("undefined") << u"void 0"_s << u"undefined"_s;
    QTest::newRow("toString that throws") << u"({ toString() { throw 1 } })"_s << u"{toString: ƒ}"_s;
    QTest::newRow("symbol") << u"Symbol('s')"_s << u"Symbol(s)"_s;
}

void TestBreakpoints::evaluation()
{
    QFETCH(QString, text);
    QFETCH(QString, value);
    DebugSession session(
        u"const helper = (n) => {\n  return n * 2 //@helper\n}\nexport default async function () {\n  const o = { a: 1 "
        u"}, circle = {}\n  circle.self = circle\n"
        "  const done = Promise.resolve(5), refused = Promise.reject(new Error('no')), pending = new Promise(() => "
        "{})\n  refused.catch(() => {})\n"
        "  const proxy = new Proxy({}, { get() { for (;;); }, ownKeys() { for (;;); } })\n"
        "  const me = { tag: 'me', f() {\n    return [o, circle, done, refused, pending, proxy] //@a\n  } }\n  me.f()\n}\n"_s);
    session.breakAt({u"a"_s, u"helper"_s});
    session.start();
    QCOMPARE(session.where(), u"a"_s);
    QCOMPARE(session.evaluate(text), value);
    QCOMPARE(session.go(), u"end"_s); // what was evaluated did not stop
}

void TestBreakpoints::exceptions_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("filter"); // 1 caught, 2 uncaught, 4 rejections
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QString &body, int filter, const QString &where) {
        QTest::newRow(name) << body << filter << where;
    };
    row("caught, asked for", u"try {\n  throw new Error('x') //@throw\n} catch (e) {}"_s, 1, u"throw"_s);
    row("caught, not asked for", u"try {\n  throw new Error('x') //@throw\n} catch (e) {}"_s, 6, u"end"_s);
    row("uncaught", u"throw new Error('x') //@throw"_s, 2, u"throw"_s);
    row("uncaught, not asked for", u"throw new Error('x') //@throw"_s, 5, u"end"_s);
    row("caught by a caller", u"const f = () => {\n  throw 1 //@throw\n}\ntry { f() } catch {}"_s, 2, u"end"_s);
    row("thrown by the engine, caught", u"try { null.x }\ncatch (e) {} //@catch"_s, 1, u"catch"_s);
    row("thrown by the engine, uncaught", u"null.x //@null"_s, 2, u"null"_s);
    row("awaited and caught",
        u"const f = async () => {\n  await null\n  throw 1 //@throw\n}\nf().then(null, () => {})"_s, 4, u"end"_s);
    row("rejection", u"Promise.reject(new Error('x')) //@reject"_s, 4, u"reject"_s);
    row("rejection of an async function",
        u"const f = async () => {\n  await null\n  throw new Error('x') //@throw\n}\nf()"_s, 4, u"throw"_s);
    row("rejection, not asked for", u"Promise.reject(new Error('x'))"_s, 3, u"end"_s);
}

void TestBreakpoints::exceptions()
{
    QFETCH(QString, body);
    QFETCH(int, filter);
    QFETCH(QString, where);
    DebugSession session(u"export default function () {\n"_s + body + u"\n}\n"_s);
    session.controller.setExceptionFilter({(filter & 1) != 0, (filter & 2) != 0, (filter & 4) != 0});
    session.start();
    QCOMPARE(session.where(), where);
    if (where == u"end"_s)
        return;
    QCOMPARE(session.pause.reason, DebugPause::Reason::Exception);
    QVERIFY(!session.pause.text.isEmpty());
    QCOMPARE(session.go(), u"end"_s);
}

QTEST_GUILESS_MAIN(TestBreakpoints)
#include "tst_breakpoints.moc"
