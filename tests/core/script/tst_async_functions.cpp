// SPDX-License-Identifier: GPL-3.0-or-later
// Async functions as compiled modules run them (prelude/helpers.mjs), beside what else a script may do to the engine.
#include "core/k6/k6_script.h"

#include <QLoggingCategory>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestAsyncFunctions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s); }
    void cases_data();
    void cases();
    void partsLoadedAtTheStackLimit();
};

void TestAsyncFunctions::cases_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const QByteArray &body, const QString &result) {
        QTest::newRow(name) << body << result;
    };
    row("throwing parameter",
        "const f = async ({ x }) => x; const p = f(); say('promise'); await p.catch((e) => say(e.name))",
        u"promise TypeError"_s);
    row("throwing default", "async function f (x = fail()) {} let p; p = f(); await p.catch((e) => say(e.name))",
        u"ReferenceError"_s);
    row("arguments and this",
        "const o = { n: 3, async f () { await null; return this.n + arguments.length } }; say(await o.f(1, 2))",
        u"5"_s);
    row("new Function beside",
        "const add = new Function('a', 'b', 'return a + b'); const f = async (x) => { await null; return add(x, 1) }; "
        "say(await f(1), await f(2))",
        u"2 3"_s);
    row("await a thenable", "say(await { then (ok) { ok(7) } })", u"7"_s);
    row("await a thenable that throws",
        "try { await { then () { throw new Error('no') } } } catch (e) { say(e.message) }", u"no"_s);
    row("await a proxy that refuses symbols",
        "await null; await new Proxy({}, { get (t, k) { if (typeof k === 'symbol') throw new Error('sym') } }); "
        "say('on')",
        u"on"_s);
    row("await a proxy that refuses all",
        "await null; try { await new Proxy({}, { get () { throw new Error('all') } }) } catch (e) { say(e.message) } "
        "finally { say('finally') }",
        u"all finally"_s);
    row("await a proxy of a promise's prototype",
        "await null; try { say(typeof await new Proxy(Object.create(Promise.prototype), {})) } catch (e) { say(e.name) "
        "}",
        u"TypeError"_s);
    row("finally after throw in await",
        "try { await Promise.reject(new Error('x')) } catch (e) { say(e.message) } finally { say('f') }", u"x f"_s);
    row("return await in try",
        "const f = async () => { try { return await Promise.reject(1) } catch (e) { return e + 1 } }; say(await f())",
        u"2"_s);
    row("order",
        "const later = []; (async () => { later.push(1); await null; later.push(4) })(); later.push(2); "
        "Promise.resolve().then(() => later.push(5)); later.push(3); await null; await null; say(later.join())",
        u"1,2,3,4,5"_s);
    row("a class derived from Promise",
        "class P extends Promise {} ; say(await P.resolve(4), P.resolve(1).then(() => 1) instanceof P)", u"4 true"_s);
}

void TestAsyncFunctions::cases()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, result);
    K6Script script(
        "const seen = []\nconst say = (...values) => { seen.push(...values) }\nexport default async function () {\n" +
        body + "\nconsole.log(seen.join(' ')) }");
    QCOMPARE(script.run(), QStringList{result});
}

/// What is loaded on first use must not be spoilt when that use comes where nothing more fits on the stack.
void TestAsyncFunctions::partsLoadedAtTheStackLimit()
{
    K6Script script(R"(
import { check } from 'k6'
import { Socket } from 'k6/x/tcp'
function deep (n, call) { try { deep(n + 1, call) } catch (e) { call(); throw e } }
export default async function () {
  const names = []
  for (const call of [() => String(console.log({ n: 1 })), () => Promise.all([]), () => Promise.resolve().finally(() => {}),
                      () => check(1, { a: () => true }), () => new Socket({ tags: { a: 'b' } }).destroy()]) {
    try { deep(0, call) } catch (e) { names.push(e.name) }
  }
  console.log({ ok: names.every((name) => name === 'RangeError') })
  console.log(await Promise.all([1]), await Promise.resolve(2).finally(() => {}), check(1, { a: () => true }))
})");
    const QStringList lines = script.run();
    QCOMPARE(lines.mid(lines.size() - 2), (QStringList{u"{ ok: true }"_s, u"[ 1 ] 2 true"_s}));
}

QTEST_GUILESS_MAIN(TestAsyncFunctions)
#include "tst_async_functions.moc"
