// SPDX-License-Identifier: GPL-3.0-or-later
// on(): which handler gets which event.
#include "tcp_run.h"

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

QTEST_GUILESS_MAIN(TestTcpEvents)
#include "tst_tcp_events.moc"
