// SPDX-License-Identifier: GPL-3.0-or-later
// What handlers may do: destroy, throw, reject, and use other sockets.
#include "tcp_run.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpInHandlers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
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

void TestTcpInHandlers::destroyInEveryHandler_data()
{
    addEventRows();
}

void TestTcpInHandlers::destroyInEveryHandler()
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
void TestTcpInHandlers::nothingAfterDestroy()
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

void TestTcpInHandlers::noTimeoutAfterDestroy()
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

void TestTcpInHandlers::throwInEveryHandler_data()
{
    addEventRows();
}

void TestTcpInHandlers::throwInEveryHandler()
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

void TestTcpInHandlers::throwOfOtherValues_data()
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

void TestTcpInHandlers::throwOfOtherValues()
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

void TestTcpInHandlers::rejectInEveryHandler_data()
{
    addEventRows();
}

void TestTcpInHandlers::rejectInEveryHandler()
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
void TestTcpInHandlers::othersAreUnharmedByAThrow()
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

void TestTcpInHandlers::microtasksRunBetweenEvents()
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

void TestTcpInHandlers::handlersMayUseOtherSockets()
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

QTEST_GUILESS_MAIN(TestTcpInHandlers)
#include "tst_tcp_in_handlers.moc"
