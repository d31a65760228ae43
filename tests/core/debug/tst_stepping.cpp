// SPDX-License-Identifier: GPL-3.0-or-later
// Steps over, into and out of everything that a script can be made of.
#include "debug_session.h"

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestStepping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void steps_data();
    void steps();
    void toCursor();
    void namesOfFrames_data();
    void namesOfFrames();
    void otherCallbacksBetween();
};

void TestStepping::steps_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("commands"); // o over, i into, u out, c continue; the first stop is @1
    QTest::addColumn<QString>("stops");
    const auto row = [](const char *name, const QString &source, const QString &commands, const QString &stops) {
        QTest::newRow(name) << source << commands << stops;
    };
    const QString calls =
        u"function g(n) {\n  return n + 1 //@g\n}\nfunction f(n) {\n  const a = g(n) //@f1\n  return a //@f2\n}\n"
        "export default function () {\n  const x = f(1) //@1\n  console.log(x) //@2\n} //@3\n"_s;
    row("over a call", calls, u"ooo"_s, u"2 3 end"_s);
    row("into calls", calls, u"iii"_s, u"f1 g f2"_s);
    row("out of a call", calls, u"iiu"_s, u"f1 g f2"_s);
    row("out twice", calls, u"iiuu"_s, u"f1 g f2 2"_s);
    row("over at the end of a function goes to the caller", calls, u"iooo"_s, u"f1 f2 2 3"_s);
    const QString recursion =
        u"function f(n) {\n  if (n === 0) //@if\n    return 0 //@0\n  const r = f(n - 1) //@1\n  return r + 1 //@r\n}\n"
        "export default function () {\n  f(2)\n  console.log('done') //@done\n}\n"_s;
    row("over a recursive call", recursion, u"oo"_s, u"1 r"_s); // the breakpoint in it stops
    const QString loop =
        u"export default function () {\n  let s = 0 //@1\n  for (let i = 0; i < 2; i++) //@for\n    s += i //@body\n  console.log(s) //@end\n}\n"_s;
    row("loop", loop, u"oooo"_s, u"for body body end"_s);
    const QString callbacks =
        u"export default function () {\n  const l = [1, 2] //@1\n  l.forEach((x) => { //@each\n    console.log(x) //@cb\n  })\n  console.log('end') //@end\n}\n"_s;
    row("over callbacks", callbacks, u"ooo"_s, u"each end script.js:7"_s);
    row("into callbacks", callbacks, u"oii"_s, u"each cb script.js:5"_s);
    row("out of a callback", callbacks, u"oiu"_s, u"each cb end"_s);
    const QString async =
        u"const low = async () => {\n  await null //@low1\n  await null //@low2\n  return 5 //@low3\n}\n"
        "export default async function () {\n  const v = await low() //@1\n  console.log(v) //@2\n} //@3\n"_s;
    row("over an await", async, u"ooo"_s, u"2 3 end"_s);
    row("into an async function", async, u"iooo"_s, u"low1 low2 low3 2"_s);
    row("out of an async function before it awaited", async, u"iou"_s, u"low1 low2 2"_s);
    row("out of an async function that awaited", async, u"ioou"_s, u"low1 low2 low3 2"_s);
    const QString generator =
        u"function* g() {\n  const a = 1 //@g1\n  yield a //@g2\n  yield 2 //@g3\n}\n"
        "export default function () {\n  let s = 0 //@1\n  for (const x of g()) //@for\n    s += x //@body\n  console.log(s) //@end\n}\n"_s;
    row("over a generator", generator, u"ooooo"_s, u"for body body end script.js:11"_s);
    row("into a generator", generator, u"oiii"_s, u"for g1 g2 body"_s);
    const QString thrown =
        u"function f() {\n  throw new Error('x') //@f\n}\nexport default function () {\n  try {\n    f() //@1\n  } catch (e) {\n    console.log(e.message) //@caught\n  }\n}\n"_s;
    row("over what throws", thrown, u"o"_s, u"caught"_s);
    row("into what throws", thrown, u"iu"_s, u"f caught"_s);
    const QString reject =
        u"const f = async () => {\n  await null //@f1\n  throw new Error('x') //@f2\n}\nexport default async function () {\n  try {\n    await f() //@1\n  } catch (e) {\n    console.log(e.message) //@caught\n  }\n}\n"_s;
    row("over an await that rejects", reject, u"o"_s, u"caught"_s);
    const QString handler =
        u"export default function () {\n  setTimeout(() => {\n    console.log('t') //@1\n  }, 1)\n  setTimeout(() => {\n    console.log('u') //@u\n  }, 20)\n}\n"_s;
    row("over at the end of a callback runs on", handler, u"oo"_s, u"script.js:4 end"_s);
    const QString conditional =
        u"export default function () {\n  const a = 1 //@1\n  if (a > 5) //@if\n    console.log('no')\n  else if (a) "
        u"//@else\n    console.log('yes') //@yes\n"
        "  switch (a) { //@switch\n    case 1:\n      console.log('one') //@one\n  }\n  const o = { get x() {\n    return 1 //@getter\n  } }\n  return o.x //@return\n}\n"_s;
    row("branches", conditional, u"oooooo"_s, u"if else yes switch one script.js:11"_s);
}

void TestStepping::steps()
{
    QFETCH(QString, source);
    QFETCH(QString, commands);
    QFETCH(QString, stops);
    DebugSession session(source);
    session.breakAt({u"1"_s});
    session.start();
    QCOMPARE(session.where(), u"1"_s);
    QStringList seen;
    static const QMap<QChar, StepKind> kinds{
        {u'o', StepKind::Over}, {u'i', StepKind::Into}, {u'u', StepKind::Out}, {u'c', StepKind::Continue}};
    for (const QChar command : std::as_const(commands))
        seen.append(session.go(kinds.value(command)));
    QCOMPARE(seen.join(u' '), stops);
    QVERIFY(session.finish());
}

void TestStepping::toCursor()
{
    DebugSession session(u"export default function () {\n  let a = 1 //@1\n  a++\n  a++ //@there\n  a++\n}\n"_s);
    session.breakAt({u"1"_s});
    session.start();
    QCOMPARE(session.where(), u"1"_s);
    QCOMPARE(session.go(StepKind::ToCursor, {session.path(u"script.js"_s), session.line(u"there"_s), 0, 0, 0}),
             u"there"_s);
    QCOMPARE(session.evaluate(u"a"_s), u"2"_s);
    QCOMPARE(session.go(), u"end"_s);
}

void TestStepping::namesOfFrames_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("stack"); // where @1 stops
    const auto row = [](const char *name, const QString &source, const QString &stack,
                        const QString &file = u"script.js"_s) { QTest::newRow(name) << source << file << stack; };
    const QString body = u"\nexport default function () {}\n"_s;
    row("a module", u"const a = 1 //@1"_s + body, u"(module)@1"_s);
    row("a module that waits", u"await 0\nconst a = 1 //@1"_s + body, u"(module)@1"_s);
    row("TypeScript", u"const a: number = 1 //@1"_s + body, u"(module)@1"_s, u"script.ts"_s);
    row("a function that a module calls", u"const f = () => {\n  return 1 //@1\n}\nf() //@call"_s + body,
        u"f@1 (module)@call"_s);
    row("a function without a name", u"(function () {\n  return 1 //@1\n})() //@call"_s + body, u"@1 (module)@call"_s);
    row("setup()", u"export function setup() {\n  return 1 //@1\n}"_s + body, u"setup@1"_s);
    row("setup(), an arrow", u"export const setup = async () => {\n  return 1 //@1\n}"_s + body, u"setup@1"_s);
    row("teardown()", u"export async function teardown() {\n  await 0\n  return 1 //@1\n}"_s + body, u"teardown@1"_s);
    row("the default function", u"export default function () {\n  return 1 //@1\n}"_s, u"default@1"_s);
    row("the default function, an arrow", u"export default async () => {\n  return 1 //@1\n}"_s, u"default@1"_s);
    row("the default function, in TypeScript", u"export default (a: number) => {\n  return a //@1\n}"_s, u"default@1"_s,
        u"script.ts"_s);
    row("the default function, with a name", u"export default function main() {\n  return 1 //@1\n}"_s, u"main@1"_s);
    row("a callback", u"export default function () {\n  setTimeout(() => {\n    return 1 //@1\n  }, 1)\n}"_s,
        u"setTimeout() callback@1"_s);
}

void TestStepping::namesOfFrames()
{
    QFETCH(const QString, source);
    QFETCH(const QString, file);
    QFETCH(const QString, stack);
    DebugSession session({{file, source}}, file);
    session.breakAt({u"1"_s}, file);
    session.start();
    QCOMPARE(session.where(), u"1"_s);
    QCOMPARE(session.stack(), stack);
}

/// An await is stepped over in the same activation, whatever runs meanwhile.
void TestStepping::otherCallbacksBetween()
{
    DebugSession session(u"const wait = (ms) => new Promise((done) => setTimeout(done, ms))\n"
                         "async function worker(name) {\n  const begin = name //@1\n  await wait(name === 'a' ? 800 : "
                         "10) //@await\n  console.log(begin) //@after\n}\n"
                         "export default async function () {\n  setInterval(() => { console.log('tick') }, 5)\n  const "
                         "all = ['a', 'b', 'c'].map((n) => worker(n))\n"
                         "  await Promise.all(all)\n  console.log('all')\n}\n"_s);
    session.controller.setBreakpoints(session.path(u"script.js"_s),
                                      {{session.line(u"1"_s), 0, u"name === 'a'"_s, 0, {}}});
    session.start();
    QCOMPARE(session.where(), u"1"_s);
    QCOMPARE(session.go(StepKind::Over), u"await"_s);
    QCOMPARE(session.go(StepKind::Over), u"after"_s);
    QCOMPARE(session.evaluate(u"begin"_s), u"\"a\""_s);
    QVERIFY(session.log.console().contains(u"tick"_s));
    QVERIFY(session.log.console().contains(u"b"_s));
    session.requestEnd();
}

QTEST_GUILESS_MAIN(TestStepping)
#include "tst_stepping.moc"
