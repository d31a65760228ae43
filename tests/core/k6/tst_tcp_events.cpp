// SPDX-License-Identifier: GPL-3.0-or-later
// on(): which handler gets which event, and what handlers may do.
#include "tcp_run.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpEvents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneHandlerAnEvent();
    void unknownEvents_data();
    void unknownEvents();
    void wrongHandlers_data();
    void wrongHandlers();
    void noHandlerGiven();
    void eventNamesAreCoerced();
    void argumentsAndThis();
    void theHandlerOfTheMoment();
    void dataWithoutHandlerIsDroppedAndCounted();
    void eventsWithoutHandlersAreDropped();
    void dataIsAUint8Array();
    void dataDoesWhatK6sDoes();
    void dataIsStable();
    void chunks();
    void byteAtATime();
    void splitCharacters();
    void peerFin();
    void peerReset();
    void peerResetWithoutErrorHandler();
    void urgentData();
    void bothSidesAtOnce();
    void destroyInEveryHandler_data();
    void destroyInEveryHandler();
    void nothingAfterDestroy();
    void noTimeoutAfterDestroy();
    void throwInEveryHandler_data();
    void throwInEveryHandler();
    void throwOfOtherValues_data();
    void throwOfOtherValues();
    void rejectInEveryHandler_data();
    void rejectInEveryHandler();
    void othersAreUnharmedByAThrow();
    void microtasksRunBetweenEvents();
    void handlersMayUseOtherSockets();

private:
    TcpPeers m_peers;
};

void TestTcpEvents::oneHandlerAnEvent()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
p(s.on('connect', () => p('first')))
s.on('connect', () => p('second'))
s.on('connect', () => p('third'))
s.on('close', () => {})
await s.connect(port('ECHO'), host)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"undefined"_s, u"third"_s}));
    const QList<LogRecord> warnings = run.logged(u"Event handler already registered, overriding"_s);
    QCOMPARE(warnings.size(), 2);
    QCOMPARE(warnings.first().level, LogLevel::Warning);
    QCOMPARE(warnings.first().fields, (QMap<QString, QString>{{u"event"_s, u"connect"_s}, {u"module"_s, u"tcp"_s}}));
}

void TestTcpEvents::unknownEvents_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("name");
    const auto row = [](const QString &arguments, const QString &name) {
        QTest::newRow(qPrintable(arguments)) << arguments << name;
    };
    row(u"'nonsense', f"_s, u"nonsense"_s);
    row(u"'Connect', f"_s, u"Connect"_s);
    row(u"'', f"_s, u""_s);
    row(u"'drain', f"_s, u"drain"_s);
    row(u"'toString', f"_s, u"toString"_s);
    row(u"'constructor', f"_s, u"constructor"_s);
    row(u"'__proto__', f"_s, u"__proto__"_s);
    row(u"'hasOwnProperty', f"_s, u"hasOwnProperty"_s);
    row(u"5, f"_s, u"5"_s);
    row(u"null, f"_s, u"null"_s);
    row(u"'nonsense'"_s, u"nonsense"_s);
    row(u""_s, u""_s);
}

void TestTcpEvents::unknownEvents()
{
    QFETCH(QString, arguments);
    QFETCH(QString, name);
    const TcpRun run =
        runTcp(u"const s = new Socket(), f = () => p('never')\np(s.on(%1))\ns.destroy()"_s.arg(arguments));
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"undefined"_s));
    const QList<LogRecord> warnings = run.logged(u"Unknown event type"_s);
    QCOMPARE(warnings.size(), 1);
    QCOMPARE(warnings.first().level, LogLevel::Warning);
    QCOMPARE(warnings.first().fields.value(u"event"_s), name);
    QCOMPARE(warnings.first().fields.value(u"module"_s), u"tcp"_s);
}

void TestTcpEvents::wrongHandlers_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("shown");
    const auto row = [](const QString &arguments, const QString &shown) {
        QTest::newRow(qPrintable(arguments)) << arguments << shown;
    };
    row(u"'data', 5"_s, u"5"_s);
    row(u"'data', 'f'"_s, u"f"_s);
    row(u"'data', {}"_s, u"[object Object]"_s);
    row(u"'data', false"_s, u"false"_s);
    row(u"'nonsense', 5"_s, u"5"_s); // arguments are converted before the name is looked at
}

void TestTcpEvents::wrongHandlers()
{
    QFETCH(QString, arguments);
    QFETCH(QString, shown);
    const TcpRun run = runTcp(
        u"const s = new Socket()\ntry { s.on(%1); p('no throw') } catch (e) { p(e, e instanceof TypeError) }\ns.destroy()"_s
            .arg(arguments));
    QVERIFY(!run.isLate);
    QCOMPARE(
        run.console,
        QStringList(
            u"TypeError: could not convert function call parameter 1: could not convert %1 to sobek.Callable true"_s
                .arg(shown)));
    QCOMPARE(run.warnings, QStringList());
}

void TestTcpEvents::noHandlerGiven()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.on('connect'); s.on('data', undefined); s.on('close', null)
await s.connect(port('GREET'), host)
while (s.bytes_read === 0) await wait(1)
s.destroy()
p('no panic'))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"no panic"_s));
}

void TestTcpEvents::eventNamesAreCoerced()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.on(new String('connect'), () => p('connect'))
s.on({ toString: () => 'close' }, () => p('close'))
await s.connect(port('ECHO'), host)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"connect"_s, u"close"_s}));
    QCOMPARE(run.warnings, QStringList());
}

void TestTcpEvents::argumentsAndThis()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
for (const e of ['connect', 'data', 'close', 'error', 'timeout'])
  s.on(e, function (...args) { p(e, this === undefined, args.length); if (e === 'timeout') s.write(5).catch(() => {}); if (e === 'error') s.destroy(); return 'ignored' })
s.setTimeout(300)
await s.connect(port('GREET'), host))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"connect true 0"_s, u"data true 1"_s, u"timeout true 0"_s, u"error true 1"_s,
                                       u"close true 0"_s}));
}

/// The handler used is the one registered when the event happened, not when it is delivered.
void TestTcpEvents::theHandlerOfTheMoment()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
s.on('connect', () => seen.push('old'))
const data = next(s, 'data')
await s.connect(port('GREET'), host)
s.on('connect', () => seen.push('new'))
await data
p(seen.join())
const t = new Socket(), moreData = next(t, 'data')
await t.connect(port('GREET'), host)
t.on('connect', () => seen.push('too late'))
await moreData
p(seen.join())
s.destroy(); t.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"old"_s, u"old"_s}));
}

void TestTcpEvents::dataWithoutHandlerIsDroppedAndCounted()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('GREET'), host)
while (s.bytes_read < 11) await wait(1)
let got = ''
const data = new Promise((r) => s.on('data', (d) => { got += text(d); r() }))
await s.write('kept')
await data
p(got, s.bytes_read)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"kept 15"_s)); // the greeting is not kept for later
    QCOMPARE(run.sum(u"tcp_reads"_s), 2.0);
    QCOMPARE(run.sum(u"data_received"_s), 15.0);
}

void TestTcpEvents::eventsWithoutHandlersAreDropped()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.setTimeout(5)
await s.connect(port('SINK'), host)
await wait(30)
p(s.ready_state)
s.destroy()
const t = new Socket()
await t.connect(port('FIN'), host)
while (t.ready_state === 'open') await wait(1)
p(t.ready_state))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"open"_s, u"destroyed"_s}));
}

void TestTcpEvents::dataIsAUint8Array()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
const data = next(s, 'data')
await s.connect(port('GREET'), host)
const d = await data
p(d instanceof Uint8Array, d.length, d.byteLength, d.byteOffset, d.buffer instanceof ArrayBuffer, d.buffer.byteLength)
console.log(d)
p(new DataView(d.buffer).getUint8(0), d.subarray(0, 3).length, d.slice(4, 6).length)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console,
             (QStringList{u"true 11 11 0 true 11"_s,
                          u"Uint8Array(11) [ 50, 50, 48, 32, 114, 101, 97, 100, 121, 13, 10 ]"_s, u"50 3 2"_s}));
}

/// The value of a data event in k6 is something between an Array and a Uint8Array; what scripts do with it works with
/// ours.
void TestTcpEvents::dataDoesWhatK6sDoes()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
const data = next(s, 'data')
await s.connect(port('ECHO'), host)
await s.write('Hi!')
const d = await data
p(d.length, d[0], d[3], [...d].join(), Array.from(d).join(), new Uint8Array(d).join(), String(d))
p(String.fromCharCode(...d), String.fromCharCode.apply(null, d), String.fromCharCode.apply(null, new Uint8Array(d)))
p(d.map((b) => b + 1).join(), d.slice(1).join(), d.indexOf(105), d.reduce((a, b) => a + b, 0), d.every((b) => b > 0), Math.max(...d))
d[0] = 256 + 74; p(d[0])
const again = next(s, 'data')
await s.write(d)
p(text(await again))
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"3 72 undefined 72,105,33 72,105,33 72,105,33 72,105,33"_s, u"Hi! Hi! Hi!"_s,
                                       u"73,106,34 105,33 1 210 true 105"_s, u"74"_s, u"Ji!"_s}));
}

void TestTcpEvents::dataIsStable()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), kept = []
const closed = next(s, 'close')
s.on('data', (d) => kept.push(d))
await s.connect(port('FLOOD'), host)
await closed
let at = 0, bad = 0
for (const d of kept) for (const b of d) if (b !== at++ % 251) bad++
p(at, bad, new Set(kept.map((d) => d.buffer)).size === kept.length))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"100000 0 true"_s)); // k6 reuses the memory
}

void TestTcpEvents::chunks()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let total = 0, largest = 0, smallest = 1e9, events = 0, at = 0, bad = 0
s.on('data', (d) => { events++; total += d.length; largest = Math.max(largest, d.length); smallest = Math.min(smallest, d.length); for (const b of d) if (b !== at++ % 251) bad++ })
const closed = next(s, 'close')
await s.connect(port('FLOOD'), host)
await closed
p(total, largest, smallest > 0, events >= 25, bad, s.bytes_read)
console.log(events))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console.first(), u"100000 4096 true true 0 100000"_s);
    QCOMPARE(run.sum(u"tcp_reads"_s), run.console.last().toDouble());
}

void TestTcpEvents::byteAtATime()
{
    Peer peer(behaviour::byteAtATime("one by one"));
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let all = ''
s.on('data', (d) => { all += text(d) })
const closed = next(s, 'close')
await s.connect(port('PEER'), host)
await closed
p(all, s.bytes_read))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"one by one 10"_s));
}

void TestTcpEvents::splitCharacters()
{
    const QByteArray euros =
        QByteArray("x") + QByteArray("\xe2\x82\xac").repeated(5000); // 4096 falls inside a character
    Peer peer(behaviour::fin(euros));
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(), bytes = []
s.on('data', (d) => bytes.push(...d))
const closed = next(s, 'close')
await s.connect(port('PEER'), host)
await closed
let euros = 0
for (let i = 1; i < bytes.length; i += 3) if (bytes[i] === 0xe2 && bytes[i + 1] === 0x82 && bytes[i + 2] === 0xac) euros++
p(bytes.length, euros))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"15001 5000"_s));
}

void TestTcpEvents::peerFin()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
for (const e of ['connect', 'error', 'timeout']) s.on(e, () => seen.push(e))
s.on('data', (d) => seen.push('data:' + text(d)))
const closed = new Promise((r) => s.on('close', () => { seen.push('close:' + s.ready_state); r() }))
await s.connect(port('FIN'), host)
await closed
s.destroy()
await wait(1)
p(seen.join()))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"connect,data:bye,close:destroyed"_s));
}

void TestTcpEvents::peerReset()
{
    Peer peer(behaviour::rst("last words"));
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
s.on('data', (d) => seen.push('data:' + text(d)))
s.on('error', (e) => seen.push(e.name + ':' + e.method + ':' + /^read tcp 127\.0\.0\.1:\d+->127\.0\.0\.1:\d+: read: connection reset by peer$/.test(e.message)))
const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
await s.connect(port('PEER'), host)
await s.write('x')
await closed
p(seen.filter((e) => !e.startsWith('data')).join()))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"TCPError:read:true,close"_s));
    QCOMPARE(run.logged(u"Handling TCP error"_s).size(), 1);
    QCOMPARE(run.logged(u"Handling TCP error"_s).first().fields.value(u"method"_s), u"read"_s);
    QCOMPARE(run.logged(u"error in error handler"_s).size(), 0);
    QCOMPARE(run.sum(u"tcp_errors"_s), 1.0);
}

void TestTcpEvents::peerResetWithoutErrorHandler()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
await s.connect(port('RST'), host)
await s.write('x')
await closed
p('survived'))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"survived"_s));
    QCOMPARE(run.logged(u"Handling TCP error"_s).size(), 1);
    QCOMPARE(run.logged(u"error in error handler"_s).size(), 1);
    QCOMPARE(run.result.completed, 1U);
}

void TestTcpEvents::urgentData()
{
    Peer peer(behaviour::urgent());
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let all = '', closes = 0
s.on('close', () => closes++)
const done = new Promise((r) => s.on('data', (d) => { all += text(d); if (all.endsWith('!done')) r() }))
await s.connect(port('PEER'), host)
await s.write('!done')
await done
p(all, closes, s.ready_state)
s.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"beforeafter!done 0 open"_s));
}

void TestTcpEvents::bothSidesAtOnce()
{
    const TcpRun run = runTcp(uR"(
let closes = 0
for (let i = 0; i < 50; ++i) {
  const s = new Socket(), closed = new Promise((r) => s.on('close', () => { closes++; r() }))
  await s.connect(port('FIN'), host)
  if (i % 2) await null
  s.destroy()
  await closed
}
await wait(1)
p(closes))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"50"_s));
}

namespace {

const QStringList EventsInOrder{u"connect"_s, u"data"_s, u"timeout"_s, u"error"_s, u"close"_s};

/// A script in which all five events happen, in that order, to one socket; `act` runs in the handler of `where`.
QString withAllEvents(const QString &where, const QString &act)
{
    return uR"(
const s = new Socket(), seen = []
const closed = new Promise((r) => {
  for (const e of ['connect', 'data', 'timeout', 'error', 'close'])
    s.on(e, () => { seen.push(e); if (e === 'timeout') s.write(5).catch(() => {}); if (e === 'error') s.destroy(); if (e === 'close') r(); if (e === '%1') { %2 } })
})
s.setTimeout(250)
await s.connect(port('GREET'), host)
await closed
await wait(1)
p(seen.join()))"_s.arg(where, act);
}

void addEventRows()
{
    QTest::addColumn<QString>("event");
    for (const QString &event : EventsInOrder)
        QTest::newRow(qPrintable(event)) << event;
}

} // namespace

void TestTcpEvents::destroyInEveryHandler_data()
{
    addEventRows();
}

void TestTcpEvents::destroyInEveryHandler()
{
    QFETCH(QString, event);
    const TcpRun run = runTcp(withAllEvents(event, u"s.destroy(); s.destroy(); p(s.ready_state)"_s), m_peers.options());
    QVERIFY(!run.isLate);
    QStringList expected = EventsInOrder.mid(0, EventsInOrder.indexOf(event) + 1);
    if (expected.last() != u"close")
        expected += u"close"_s;
    const QString seen = run.console.value(1);
    QCOMPARE(run.console.value(0), u"destroyed"_s);
    if (event == u"timeout") // the write that its handler had refused before may still be told of
        QCOMPARE(QString(seen).remove(u"error,"_s), expected.join(u','));
    else
        QCOMPARE(seen, expected.join(u','));
}

/// Chunks that were read before destroy() are not delivered after it.
void TestTcpEvents::nothingAfterDestroy()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
for (const e of ['data', 'timeout', 'error']) s.on(e, () => { seen.push(e); s.destroy() })
const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
await s.connect(port('FLOOD'), host)
await closed
p(seen.join(), s.bytes_read >= 1))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"data,close true"_s));
}

void TestTcpEvents::noTimeoutAfterDestroy()
{
    const TcpRun run = runTcp(uR"(
let timeouts = 0
for (let i = 0; i < 30; ++i) {
  const s = new Socket(); let isOver = false
  s.on('timeout', () => { if (isOver) timeouts++ })
  const closed = next(s, 'close')
  s.setTimeout(1)
  await s.connect(port('SINK'), host)
  await wait(i % 3)
  s.destroy(); isOver = true
  await closed
}
p(timeouts))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"0"_s));
}

void TestTcpEvents::throwInEveryHandler_data()
{
    addEventRows();
}

void TestTcpEvents::throwInEveryHandler()
{
    QFETCH(QString, event);
    const TcpRun run =
        runTcp(withAllEvents(event, u"boom()\n  function boom () { throw new RangeError('in handler') }\n"_s),
               m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList()); // the iteration ended there
    QCOMPARE(int(run.result.exitCode), 0);
    QCOMPARE(run.result.completed, 1U);
    const QList<LogRecord> errors = [&run] {
        QList<LogRecord> list;
        for (const LogRecord &record : run.log) {
            if (record.level == LogLevel::Error && record.message.contains(u"in handler"))
                list.append(record);
        }
        return list;
    }();
    QCOMPARE(errors.size(), 1);
    static const QRegularExpression form(
        u"^RangeError: in handler\n\tat boom \\(file:///[^)]*script\\.js:7:\\d+\\(\\d+\\)\\)\n\tat .*script\\.js:6:"_s);
    QVERIFY2(form.match(errors.first().message).hasMatch(), qPrintable(errors.first().message));
    QCOMPARE(errors.first().fields, (QMap<QString, QString>{{u"executor"_s, u"per-vu-iterations"_s},
                                                            {u"hint"_s, u"script exception"_s},
                                                            {u"scenario"_s, u"default"_s},
                                                            {u"source"_s, u"stacktrace"_s}}));
}

void TestTcpEvents::throwOfOtherValues_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &value, const QString &text) {
        QTest::newRow(qPrintable(value)) << value << text;
    };
    row(u"'a string'"_s, u"a string"_s);
    row(u"{ a: 1 }"_s, u"[object Object]"_s);
    row(u"null"_s, u"null"_s);
    row(u"undefined"_s, u"undefined"_s);
    row(u"42"_s, u"42"_s);
    row(u"{ toString () { throw new Error('no') } }"_s, u""_s); // anything, as long as it is reported
}

void TestTcpEvents::throwOfOtherValues()
{
    QFETCH(QString, value);
    QFETCH(QString, text);
    const TcpRun run = runTcp(
        u"const s = new Socket(); s.on('connect', () => { throw %1 }); await s.connect(port('ECHO'), host); await wait(60000)"_s
            .arg(value),
        m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors.size(), 1);
    QVERIFY2(run.errors.first().startsWith(text), qPrintable(run.errors.first()));
    QCOMPARE(run.result.completed, 1U);
    QTRY_COMPARE(m_peers.echo.openConnections(), 0);
}

void TestTcpEvents::rejectInEveryHandler_data()
{
    addEventRows();
}

void TestTcpEvents::rejectInEveryHandler()
{
    QFETCH(QString, event);
    const TcpRun run = runTcp(withAllEvents(event, u"return (async () => { await null; throw new Error('late') })()"_s),
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList());
    QCOMPARE(run.result.completed, 1U);
    const QStringList told = run.errors.filter(u"late"_s);
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.first().startsWith(u"Uncaught (in promise) Error: late\n\tat "_s), qPrintable(told.first()));
    QVERIFY2(told.first().contains(u"script.js:6:"_s), qPrintable(told.first()));
}

/// A failed iteration closes its sockets; the next one starts clean.
void TestTcpEvents::othersAreUnharmedByAThrow()
{
    TcpRunOptions options = m_peers.options();
    options.init = u"export const options = { iterations: 3 };"_s;
    const TcpRun run = runTcp(uR"(
const s = new Socket(), other = new Socket()
await other.connect(port('ECHO'), host)
s.on('connect', () => { if (__ITER === 0) throw new Error('once') })
await s.connect(port('ECHO'), host)
const data = next(other, 'data')
await other.write('fine ' + __ITER)
p(text(await data))
s.destroy(); other.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors.size(), 1);
    QCOMPARE(run.console, (QStringList{u"fine 1"_s, u"fine 2"_s}));
    QCOMPARE(run.result.completed, 3U);
    QTRY_COMPARE(m_peers.echo.openConnections(), 0);
}

void TestTcpEvents::microtasksRunBetweenEvents()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
const done = new Promise((r) => s.on('data', () => { seen.push('data'); Promise.resolve().then(() => seen.push('micro')).then(() => { seen.push('micro2'); if (seen.length >= 9) r() }) }))
await s.connect(port('FLOOD'), host)
await done
p(seen.slice(0, 9).join())
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"data,micro,micro2,data,micro,micro2,data,micro,micro2"_s));
}

void TestTcpEvents::handlersMayUseOtherSockets()
{
    const TcpRun run = runTcp(uR"(
let s = new Socket(), depth = 0
const end = new Promise((r) => {
  const chain = () => { const previous = s; s = new Socket(); if (++depth === 20) { s.on('close', r); s.destroy() } else { s.on('close', chain); s.connect(port('FIN'), host).catch(p) } previous.destroy() }
  s.on('close', chain)
})
await s.connect(port('FIN'), host)
await end
p(depth))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"20"_s));
}

QTEST_GUILESS_MAIN(TestTcpEvents)
#include "tst_tcp_events.moc"
