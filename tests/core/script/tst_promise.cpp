// SPDX-License-Identifier: GPL-3.0-or-later
// The Promise of the prelude, by the order of its callbacks; expectations are those of ECMAScript 2021, as other
// engines print them.
#include "support/script_runner.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestPromise : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void order_data();
    void order();
    void unhandledRejections_data();
    void unhandledRejections();
    void longChainsStayFlat();
};

void TestPromise::order_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &body, const QString &expected) {
        QTest::newRow(name) << body << expected;
    };
    row("executor runs at once", u"new Promise((r) => { log('in'); r() }).then(() => log('then')); log('out')"_s,
        u"in out then"_s);
    row("first settlement counts", u"new Promise((r, j) => { r(1); r(2); j(3); throw 4 }).then(log, log)"_s, u"1"_s);
    row("executor throws", u"new Promise(() => { throw 'x' }).catch(log)"_s, u"x"_s);
    row("then order",
        u"const p = Promise.resolve(1); p.then(() => log('a')); p.then(() => log('b')); p.then(() => log('c'))"_s,
        u"a b c"_s);
    row("interleaving",
        u"Promise.resolve().then(() => log('a1')).then(() => log('a2')); Promise.resolve().then(() => log('b1')).then(() => log('b2'))"_s,
        u"a1 b1 a2 b2"_s);
    row("returned promise costs two more turns",
        u"Promise.resolve().then(() => Promise.resolve('p')).then(log); Promise.resolve().then(() => log(1)).then(() => log(2)).then(() => log(3)).then(() => log(4))"_s,
        u"1 2 3 p 4"_s);
    row("await order",
        u"(async () => { log('a'); await null; log('b'); await null; log('c') })(); Promise.resolve().then(() => log('x')).then(() => log('y')); log('s')"_s,
        u"a s b x c y"_s);
    row("pass through", u"Promise.resolve(7).then(null, null).then(log)"_s, u"7"_s);
    row("catch recovers", u"Promise.reject('e').catch((e) => e + '!').then(log)"_s, u"e!"_s);
    row("finally keeps value", u"Promise.resolve(1).finally(() => 2).then(log)"_s, u"1"_s);
    row("finally throws", u"Promise.resolve(1).finally(() => { throw 'f' }).catch(log)"_s, u"f"_s);
    row("finally keeps rejection", u"Promise.reject('r').finally(() => 2).catch(log)"_s, u"r"_s);
    row("thenable", u"Promise.resolve({ then(r) { r('t') } }).then(log)"_s, u"t"_s);
    row("thenable that throws late", u"Promise.resolve({ then(r) { r('t'); throw 'no' } }).then(log, log)"_s, u"t"_s);
    row("then getter throws", u"Promise.resolve({ get then() { throw 'g' } }).catch(log)"_s, u"g"_s);
    row("self resolution",
        u"let r; const p = new Promise((f) => { r = f }); r(p); p.catch((e) => log(e instanceof TypeError))"_s,
        u"true"_s);
    row("resolve is identity", u"const p = Promise.resolve(1); log(Promise.resolve(p) === p)"_s, u"true"_s);
    row("all",
        u"Promise.all([1, Promise.resolve(2), new Promise((r) => setTimeout(r, 5, 3))]).then((v) => log(v.join()))"_s,
        u"1,2,3"_s);
    row("all rejects with the first",
        u"Promise.all([new Promise((_, j) => setTimeout(j, 5, 'late')), Promise.reject('soon')]).catch(log)"_s,
        u"soon"_s);
    row("all of nothing", u"Promise.all([]).then((v) => log(v.length))"_s, u"0"_s);
    row("allSettled", u"Promise.allSettled([1, Promise.reject(2)]).then((v) => log(JSON.stringify(v)))"_s,
        u"[{\"status\":\"fulfilled\",\"value\":1},{\"status\":\"rejected\",\"reason\":2}]"_s);
    row("any", u"Promise.any([Promise.reject(1), 2, 3]).then(log)"_s, u"2"_s);
    row("any of failures",
        u"Promise.any([Promise.reject(1), Promise.reject(2)]).catch((e) => log(e.name, e.errors.join(), e instanceof AggregateError))"_s,
        u"AggregateError 1,2 true"_s);
    row("race",
        u"Promise.race([new Promise((r) => setTimeout(r, 20, 'slow')), new Promise((r) => setTimeout(r, 1, 'fast'))]).then(log)"_s,
        u"fast"_s);
    row("combinator takes any iterable", u"Promise.all(new Set([1, 2])).then((v) => log(v.join()))"_s, u"1,2"_s);
    row("combinator of no iterable", u"Promise.all(5).catch((e) => log(e instanceof TypeError))"_s, u"true"_s);
    row("subclass",
        u"class P extends Promise {} const p = P.resolve(1).then((v) => v); log(p instanceof P, p instanceof Promise)"_s,
        u"true true"_s);
    row("without new", u"try { Promise(() => {}) } catch (e) { log(e instanceof TypeError) }"_s, u"true"_s);
    row("no executor", u"try { new Promise() } catch (e) { log(e instanceof TypeError) }"_s, u"true"_s);
    row("tag", u"log(Object.prototype.toString.call(Promise.resolve()), Object.keys(Promise.resolve()).length)"_s,
        u"[object Promise] 0"_s);
    row("microtasks before timers",
        u"setTimeout(() => log('timer'), 0); Promise.resolve().then(() => log('micro')).then(() => log('micro2'))"_s,
        u"micro micro2 timer"_s);
    row("async return of promise", u"(async () => Promise.resolve('v'))().then(log)"_s, u"v"_s);
    row("async throw", u"(async () => { throw new Error('m') })().catch((e) => log(e.message))"_s, u"m"_s);
    row("engine error in async", u"(async () => { null.x })().catch((e) => log(e instanceof TypeError))"_s, u"true"_s);
}

void TestPromise::order()
{
    QFETCH(QString, body);
    QFETCH(QString, expected);
    const ScriptRun run = runBody(u"const seen = []; const log = (...a) => { seen.push(a.join(' ')) }\n"_s + body +
                                  u"\nawait new Promise((r) => setTimeout(r, 60)); console.log(seen.join(' '))"_s);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(expected));
}

void TestPromise::unhandledRejections_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("error");
    QTest::newRow("error") << u"Promise.reject(new Error('floating'))"_s << u"Uncaught (in promise) Error: floating"_s;
    QTest::newRow("string") << u"Promise.reject('str rej')"_s << u"Uncaught (in promise) str rej"_s;
    QTest::newRow("object") << u"Promise.reject({})"_s << u"Uncaught (in promise) [object Object]"_s;
    QTest::newRow("async function") << u"throw new Error('async')"_s << u"Uncaught (in promise) Error: async"_s;
    QTest::newRow("handled in the same batch")
        << u"const p = Promise.reject(1); await null; p.catch(() => {})"_s << QString();
    QTest::newRow("handled too late") << u"const p = Promise.reject('late'); setTimeout(() => p.catch(() => {}), 5)"_s
                                      << u"Uncaught (in promise) late"_s;
    QTest::newRow("derived promise") << u"Promise.reject('d').then(() => {})"_s << u"Uncaught (in promise) d"_s;
}

void TestPromise::unhandledRejections()
{
    QFETCH(QString, body);
    QFETCH(QString, error);
    const ScriptRun run = runBody(body);
    QCOMPARE(int(run.result.exitCode), 0); // an iteration's error never fails the run
    QCOMPARE(run.result.completed, 1U);
    QCOMPARE(run.errors.value(0).section(u'\n', 0, 0), error);
    QCOMPARE(run.errors.size(), error.isEmpty() ? 0 : 1);
}

void TestPromise::longChainsStayFlat()
{
    const ScriptRun run = runBody(u"let n = 0; for (let i = 0; i < 100000; ++i) { await null; ++n } console.log(n)"_s);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"100000"_s));
}

QTEST_GUILESS_MAIN(TestPromise)
#include "tst_promise.moc"
