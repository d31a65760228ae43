// SPDX-License-Identifier: GPL-3.0-or-later
// setTimeout(): the idle read timer of a socket.
#include "tcp_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpTimeout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void repeatsAndDoesNotClose();
    void setBeforeConnect();
    void setWhileOpen();
    void readsRearmWritesDoNot();
    void disabled_data();
    void disabled();
    void coercion_data();
    void coercion();
    void neverBeforeConnect();
    void replaced();
    void hugeDelays();
    void setInTheHandler();
    void doesNotCountAsMetric();
    void afterClose();

private:
    TcpPeers m_peers;
};

void TestTcpTimeout::repeatsAndDoesNotClose()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), at = []
await s.connect(port('SINK'), host)
const began = Date.now()
const three = new Promise((r) => s.on('timeout', () => { at.push(Date.now() - began); if (at.length === 3) r() }))
s.setTimeout(100)
await three
p(at.every((t, i) => t >= 100 * (i + 1) - 5), at[2] < 3000, s.ready_state, await outcome(s.write('still open')))
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"true true open undefined"_s));
}

void TestTcpTimeout::setBeforeConnect()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let began
const fired = new Promise((r) => s.on('timeout', () => r(Date.now() - began)))
s.setTimeout(80)
await wait(120)
began = Date.now()
await s.connect(port('SINK'), host)
p(await fired >= 75)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"true"_s)); // counted from the connect
}

void TestTcpTimeout::setWhileOpen()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('SINK'), host)
await wait(60)
const began = Date.now(), fired = next(s, 'timeout')
p(s.setTimeout(80) === s)
await fired
p(Date.now() - began >= 75)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"true"_s, u"true"_s}));
}

void TestTcpTimeout::readsRearmWritesDoNot()
{
    Peer drip(behaviour::drip(10, 60));
    TcpRunOptions options = m_peers.options();
    options.ports.insert(u"DRIP"_s, drip.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let timeouts = 0, chunks = 0, first
s.on('timeout', () => timeouts++)
s.on('data', () => chunks++)
const closed = next(s, 'close')
s.setTimeout(400)
await s.connect(port('DRIP'), host)
await closed
p(timeouts, chunks > 3) // the stream lasts 600 ms, no pause of it 400
const t = new Socket()
await t.connect(port('SINK'), host)
const began = Date.now(), fired = new Promise((r) => t.on('timeout', r))
t.setTimeout(200)
const writing = setInterval(() => { t.write('x').catch(() => {}) }, 20)
await fired
clearInterval(writing)
p(Date.now() - began < 1500)
t.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"0 true"_s, u"true"_s}));
}

void TestTcpTimeout::disabled_data()
{
    QTest::addColumn<QString>("value");
    for (const QString &value :
         {u"0"_s, u"-5"_s, u"NaN"_s, u"undefined"_s, u"null"_s, u"{}"_s, u"'abc'"_s, u"0.9"_s, u""_s, u"false"_s})
        QTest::newRow(qPrintable(value)) << value;
}

void TestTcpTimeout::disabled()
{
    QFETCH(QString, value);
    const TcpRun run = runTcp(uR"(
const s = new Socket(), witness = new Socket(); let timeouts = 0
s.on('timeout', () => timeouts++)
const passed = next(witness, 'timeout')
await s.connect(port('SINK'), host)
await witness.connect(port('SINK'), host)
s.setTimeout(40)
p(s.setTimeout(%1) === s)
witness.setTimeout(80)
await passed
p(timeouts)
s.destroy(); witness.destroy())"_s.arg(value),
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"true"_s, u"0"_s}));
}

void TestTcpTimeout::coercion_data()
{
    QTest::addColumn<QString>("value");
    for (const QString &value :
         {u"30"_s, u"30.9"_s, u"'30'"_s, u"new Number(30)"_s, u"{ valueOf: () => 30 }"_s, u"[30]"_s, u"true"_s})
        QTest::newRow(qPrintable(value)) << value;
}

void TestTcpTimeout::coercion()
{
    QFETCH(QString, value);
    const TcpRun run = runTcp(uR"(
const s = new Socket(), fired = next(s, 'timeout')
s.setTimeout(%1)
await s.connect(port('SINK'), host)
await fired
p('fired')
s.destroy())"_s.arg(value),
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"fired"_s));
}

void TestTcpTimeout::neverBeforeConnect()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let timeouts = 0
s.on('timeout', () => timeouts++)
s.setTimeout(1)
await wait(50)
await outcome(s.connect(port('REFUSED'), host))
await wait(50)
p(timeouts)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"0"_s));
}

void TestTcpTimeout::replaced()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('SINK'), host)
s.setTimeout(1e9)
const fired = next(s, 'timeout')
s.setTimeout(20)
await fired
p('the later one counts')
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"the later one counts"_s));
}

void TestTcpTimeout::hugeDelays()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let timeouts = 0
s.on('timeout', () => timeouts++)
await s.connect(port('SINK'), host)
for (const ms of [2147483647, 2147483648, 1e15, Infinity]) s.setTimeout(ms)
await wait(50)
p(timeouts, s.ready_state)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"0 open"_s));
}

void TestTcpTimeout::setInTheHandler()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let n = 0
const done = new Promise((r) => s.on('timeout', () => { if (++n === 3) { s.setTimeout(0); r() } else s.setTimeout(10) }))
s.setTimeout(10)
await s.connect(port('SINK'), host)
await done
await wait(60)
p(n)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"3"_s));
}

void TestTcpTimeout::doesNotCountAsMetric()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), fired = next(s, 'timeout')
s.setTimeout(5)
await s.connect(port('SINK'), host)
await fired
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.samplesOf(u"tcp_timeouts"_s).size(), 0); // as in k6, whose documentation says otherwise
    QCOMPARE(run.samplesOf(u"tcp_errors"_s).size(), 0);
}

void TestTcpTimeout::afterClose()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
s.destroy()
p(s.setTimeout(5) === s)
await closed
p(s.setTimeout(5) === s)
await wait(20)
p(s.setTimeout(5) === s))"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(3, u"true"_s));
}

QTEST_GUILESS_MAIN(TestTcpTimeout)
#include "tst_tcp_timeout.moc"
