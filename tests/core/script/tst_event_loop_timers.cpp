// SPDX-License-Identifier: GPL-3.0-or-later
// The event loop of a virtual user as scripts see it: their timers, in order and beside whatever else happens.
#include "support/script_runner.h"

#include <QLoggingCategory>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestEventLoopTimers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void timersInOrder();
    void timersOfEqualTime();
    void scriptTimers_data();
    void scriptTimers();
    void timersHoldTheIteration();
    void timersDoNotOutliveAFailure();
    void queuedCallbacksRunAfterAFailure();
    void onlyTheFirstErrorIsReported();
    void timerIdsGoOn();
    void aLateTimerAfterABusyScript();
    void sleepStopsEverything();
    void zeroDelaysDoNotStarveSockets();
};

void TestEventLoopTimers::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestEventLoopTimers::timersInOrder()
{
    const ScriptRun run = runBody(u"for (const ms of [40, 5, 20, 0, 10]) setTimeout(() => console.log(ms), ms)"_s);
    QCOMPARE(run.console, (QStringList{u"0"_s, u"5"_s, u"10"_s, u"20"_s, u"40"_s}));
}

void TestEventLoopTimers::timersOfEqualTime()
{
    const ScriptRun run = runBody(
        u"const seen = []; for (let i = 0; i < 50; ++i) setTimeout(() => { seen.push(i); if (seen.length === 50) console.log(seen.join()) }, 10)"_s);
    QStringList expected;
    for (int i = 0; i < 50; ++i)
        expected.append(QString::number(i));
    QCOMPARE(run.console, QStringList(expected.join(u',')));
}

void TestEventLoopTimers::scriptTimers_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(name) << body << expected;
    };
    row("ids are numbers from 1",
        u"log(setTimeout(() => {}, 0), setInterval(() => {}, 1e6), setTimeout(() => {}, 0)); clearInterval(2)"_s,
        {u"1 2 3"_s});
    row("arguments", u"setTimeout((...a) => log(JSON.stringify(a)), 1, 1, 'x', null, undefined)"_s,
        {u"[1,\"x\",null,null]"_s});
    row("no arguments", u"setTimeout((...a) => log(a.length), 1)"_s, {u"0"_s});
    row("one argument", u"setTimeout((...a) => log(a.length, a[0]), 1, undefined)"_s, {u"1 "_s});
    row("this",
        u"setTimeout(function () { log(this === globalThis) }, 1); const i = setInterval(function () { log(this === globalThis); clearInterval(i) }, 2)"_s,
        {u"true"_s, u"true"_s});
    row("string delays", u"setTimeout(() => log('b'), '20'); setTimeout(() => log('a'), '5')"_s, {u"a"_s, u"b"_s});
    row("odd delays", u"for (const d of [undefined, null, NaN, -5, 'x', {}, '']) setTimeout(() => log(String(d)), d)"_s,
        {u"undefined"_s, u"null"_s, u"NaN"_s, u"-5"_s, u"x"_s, u"[object Object]"_s, u""_s});
    row("cleared", u"const id = setTimeout(() => log('never'), 1); clearTimeout(id); clearTimeout(id); log('x')"_s,
        {u"x"_s});
    row("clear by string", u"const id = setTimeout(() => log('never'), 1); clearTimeout(String(id)); log('x')"_s,
        {u"x"_s});
    row("clear across kinds", u"const id = setInterval(() => log('never'), 1); clearTimeout(id); log('x')"_s, {u"x"_s});
    row("clear of nonsense",
        u"clearTimeout(); clearTimeout(null); clearTimeout('abc'); clearTimeout({}); clearInterval(99); clearTimeout(-1); log('x')"_s,
        {u"x"_s});
    row("clear from a sibling due at the same time",
        u"let b; setTimeout(() => { log('a'); clearTimeout(b) }, 5); b = setTimeout(() => log('never'), 5)"_s,
        {u"a"_s});
    row("interval",
        u"let n = 0; const i = setInterval((x) => { log(x, ++n); if (n === 3) clearInterval(i) }, 2, 'i')"_s,
        {u"i 1"_s, u"i 2"_s, u"i 3"_s});
    row("interval of zero",
        u"let n = 0; const i = setInterval(() => { if (++n === 100) { clearInterval(i); log(n) } }, 0)"_s, {u"100"_s});
    row("nested", u"setTimeout(() => { log(1); setTimeout(() => { log(2); setTimeout(() => log(3)) }) })"_s,
        {u"1"_s, u"2"_s, u"3"_s});
    row("timer set in a timer comes later",
        u"setTimeout(() => { log('a'); setTimeout(() => log('c'), 0) }, 0); setTimeout(() => log('b'), 0)"_s,
        {u"a"_s, u"b"_s, u"c"_s});
    row("microtasks in between",
        u"setTimeout(() => { log(1); Promise.resolve().then(() => log(2)) }, 3); setTimeout(() => log(3), 3)"_s,
        {u"1"_s, u"2"_s, u"3"_s});
    row("k6/timers is the same", u"const t = timers; log(t.setTimeout === setTimeout, typeof t.clearInterval)"_s,
        {u"true function"_s});
    row("no callback",
        u"for (const f of [undefined, null]) try { setTimeout(f, 1) } catch (e) { log(String(e)) }; try { setInterval() } catch (e) { log(String(e)) }"_s,
        {u"GoError: setTimeout's callback isn't a callable function"_s,
         u"GoError: setTimeout's callback isn't a callable function"_s,
         u"GoError: setInterval's callback isn't a callable function"_s});
    row("callback of a wrong type",
        u"for (const f of [5, 'x', {}]) try { setTimeout(f, 1) } catch (e) { log(String(e)) }"_s,
        {u"TypeError: could not convert function call parameter 0: could not convert 5 to sobek.Callable"_s,
         u"TypeError: could not convert function call parameter 0: could not convert x to sobek.Callable"_s,
         u"TypeError: could not convert function call parameter 0: could not convert [object Object] to sobek.Callable"_s});
}

void TestEventLoopTimers::scriptTimers()
{
    QFETCH(QString, body);
    QFETCH(QStringList, expected);
    const ScriptRun run = runScript(
        u"import timers from 'k6/timers'; const log = (...a) => console.log(a.join(' '))\nexport default async function () {\n"_s +
        body + u"\n}"_s);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, expected);
    QCOMPARE(run.warnings, QStringList());
}

void TestEventLoopTimers::timersHoldTheIteration()
{
    const ScriptRun run = runScript(
        u"export const options = { iterations: 2 }\nexport default function () { setTimeout(() => console.log('late', __ITER), 30); console.log('end', __ITER) }"_s);
    QCOMPARE(run.console, (QStringList{u"end 0"_s, u"late 0"_s, u"end 1"_s, u"late 1"_s}));
}

void TestEventLoopTimers::timersDoNotOutliveAFailure()
{
    const ScriptRun run = runScript(uR"(
export const options = { iterations: 2 }
export default function () {
  if (__ITER === 1) { setTimeout(() => console.log('second iteration'), 40); return }
  setTimeout(() => console.log('never'), 20)
  setInterval(() => console.log('never'), 20)
  setTimeout(() => console.log('never'), 30, 'with', 'arguments')
  throw new Error('x')
})"_s);
    QCOMPARE(run.console, QStringList(u"second iteration"_s));
    QCOMPARE(run.warnings, (QStringList{u"setTimeout 1 was stopped because the VU iteration was interrupted"_s,
                                        u"setInterval 2 was stopped because the VU iteration was interrupted"_s,
                                        u"setTimeout 3 was stopped because the VU iteration was interrupted"_s}));
}

void TestEventLoopTimers::queuedCallbacksRunAfterAFailure()
{
    const ScriptRun run = runBody(uR"(
setTimeout(() => { console.log('one'); throw new Error('in one') }, 5)
setTimeout(() => { console.log('two'); Promise.resolve().then(() => console.log('two, later')) }, 5)
setTimeout(() => { console.log('never') }, 500)
const until = Date.now() + 30; while (Date.now() < until); // both are due at once
)"_s);
    QCOMPARE(run.console, (QStringList{u"one"_s, u"two"_s, u"two, later"_s}));
    QCOMPARE(run.errors.size(), 1);
    QCOMPARE(run.warnings.size(), 1);
}

void TestEventLoopTimers::onlyTheFirstErrorIsReported()
{
    const ScriptRun run = runBody(uR"(
for (const name of ['first', 'second', 'third']) setTimeout(() => { throw new Error(name) }, 5)
setTimeout(() => Promise.reject(new Error('fourth')), 5)
const until = Date.now() + 30; while (Date.now() < until);
)"_s);
    QCOMPARE(run.errors.size(), 1);
    QVERIFY2(run.errors.first().startsWith(u"Error: first\n"_s), qPrintable(run.errors.first()));
}

void TestEventLoopTimers::timerIdsGoOn()
{
    const ScriptRun run = runScript(
        u"export const options = { iterations: 3 }\nexport default function () { console.log(setTimeout(() => {}, 0)) }"_s);
    QCOMPARE(run.console, (QStringList{u"1"_s, u"2"_s, u"3"_s})); // of the VU, not of the iteration
}

void TestEventLoopTimers::aLateTimerAfterABusyScript()
{
    const ScriptRun run = runBody(uR"(
setTimeout(() => console.log('first'), 10)
setTimeout(() => console.log('second'), 20)
const until = Date.now() + 60; while (Date.now() < until);
setTimeout(() => console.log('third'), 0)
)"_s);
    QCOMPARE(run.console, (QStringList{u"first"_s, u"second"_s, u"third"_s}));
}

void TestEventLoopTimers::sleepStopsEverything()
{
    const ScriptRun run = runScript(uR"(
import { sleep } from 'k6'
export default function () {
  setTimeout(() => console.log('timer'), 1)
  const began = Date.now()
  sleep(0.1)
  console.log('slept', Date.now() - began >= 99)
})"_s);
    QCOMPARE(run.console, (QStringList{u"slept true"_s, u"timer"_s}));
}

/// A script that always has a timer due still hears from its sockets, and the other way round.
void TestEventLoopTimers::zeroDelaysDoNotStarveSockets()
{
    const ScriptRun run = runScript(uR"(
import { Socket } from 'k6/x/tcp'
export default async function () {
  const s = new Socket()
  let turns = 0, isOver = false
  const spin = () => { turns++; if (!isOver) setTimeout(spin, 0) }
  spin()
  try { await s.connect(1, '127.0.0.1') } catch (e) { console.log('refused', turns > 0) }
  isOver = true
  s.destroy()
})"_s);
    QCOMPARE(run.console, QStringList(u"refused true"_s));
}

QTEST_GUILESS_MAIN(TestEventLoopTimers)
#include "tst_event_loop_timers.moc"
