// SPDX-License-Identifier: GPL-3.0-or-later
// Sockets and iterations: who waits for whom, and what is left of a socket when its iteration has ended.
#include "support/process_state.h"
#include "tcp_run.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpLifetime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFloatingSocketHoldsTheIteration();
    void aRefusedSocketHoldsTheIteration();
    void anUnusedSocketHoldsTheIteration();
    void aStopClosesWhatIsOpen();
    void destroyReleases();
    void anUnsettledPromiseDoesNotHold();
    void pendingWritesHold();
    void aFailedIterationClosesItsSockets();
    void aFailedIterationClosesPendingConnects();
    void anAbortClosesSockets();
    void anInterruptedSleepClosesSockets();
    void setupAndTeardownMayUseSockets();
    void socketsAreOfOneIteration();
    void socketsOfInitCode();
    void destroyTwiceAndBeforeConnect();
    void closesOnlyOnce();
    void theLastStatement();
    void tenThousandCycles();
    void tenThousandUnusedSockets();
    void streamingStaysFlat();
    void notReadingStaysFlat();

private:
    TcpPeers m_peers;
};

/// The function returns at once; the iteration lasts until the socket is gone.
void TestTcpLifetime::aFloatingSocketHoldsTheIteration()
{
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
export default function () {
  const s = new Socket()
  s.on('data', () => console.log('data'))
  s.on('close', () => console.log('close'))
  s.connect(Number(__ENV.FIN), '127.0.0.1')
  console.log('returned')
})"_s,
                                    m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"returned"_s, u"data"_s, u"close"_s}));
    QCOMPARE(run.result.completed, 1U);
}

namespace {

/// Runs a body that never ends by itself, and stops it after a while.
TcpRun runAndStop(const QString &body, TcpRunOptions options)
{
    options.deadlineMs = 1'000;
    return runTcp(body, options);
}

} // namespace

void TestTcpLifetime::aRefusedSocketHoldsTheIteration()
{
    const TcpRun run = runAndStop(uR"(
const s = new Socket()
p(await outcome(s.connect(port('REFUSED'), host)) !== null))"_s,
                                  m_peers.options());
    QVERIFY(run.isLate); // as k6, whose scripts have to destroy what they made
    QCOMPARE(run.console, QStringList(u"true"_s));
    QCOMPARE(run.result.completed, 0U);
    QCOMPARE(run.result.interrupted, 1U);
}

void TestTcpLifetime::anUnusedSocketHoldsTheIteration()
{
    const TcpRun run = runAndStop(u"const s = new Socket()"_s, m_peers.options());
    QVERIFY(run.isLate);
    QCOMPARE(run.result.interrupted, 1U);
}

void TestTcpLifetime::aStopClosesWhatIsOpen()
{
    const int before = m_peers.echo.connections();
    const TcpRun run = runAndStop(uR"(
const s = new Socket()
s.on('close', () => p('close'))
s.on('error', () => p('error'))
await s.connect(port('ECHO'), host))"_s,
                                  m_peers.options());
    QVERIFY(run.isLate);
    QCOMPARE(m_peers.echo.connections(), before + 1);
    QTRY_COMPARE(m_peers.echo.openConnections(), 0); // the peer saw the end
    QCOMPARE(run.console, QStringList());            // the script saw nothing any more
    QCOMPARE(run.result.interrupted, 1U);
    QCOMPARE(run.samplesOf(u"iterations"_s).size(), 0);
    QCOMPARE(run.samplesOf(u"data_sent"_s).size(), 1); // also of interrupted iterations
}

void TestTcpLifetime::destroyReleases()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await outcome(s.connect(port('REFUSED'), host))
s.destroy()
const t = new Socket()
t.destroy()
await outcome(s.connect(port('ECHO'), host))
p('end'))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"end"_s));
    QCOMPARE(run.result.completed, 1U);
}

void TestTcpLifetime::anUnsettledPromiseDoesNotHold()
{
    const TcpRun run = runTcp(u"p('before'); await new Promise(() => {}); p('never')"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"before"_s));
    QCOMPARE(run.result.completed, 1U);
    QCOMPARE(run.errors, QStringList());
}

void TestTcpLifetime::pendingWritesHold()
{
    Peer late(behaviour::readingAfter(300));
    TcpRunOptions options;
    options.ports.insert(u"LATE"_s, late.port());
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
export default function () {
  const s = new Socket()
  s.connect(Number(__ENV.LATE), '127.0.0.1').then(() => s.write(new Uint8Array(16 << 20))).then(() => { console.log('written', s.bytes_written); s.destroy() })
})"_s,
                                    options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"written 16777216"_s));
    QTRY_COMPARE(late.bytesReceived(), qint64(16 << 20));
}

void TestTcpLifetime::aFailedIterationClosesItsSockets()
{
    const TcpRun run = runTcp(uR"(
const sockets = [new Socket(), new Socket(), new Socket()]
for (const s of sockets) { s.on('close', () => p('close')); await s.connect(port('ECHO'), host) }
throw new Error('halfway'))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors.size(), 1);
    QCOMPARE(run.console, QStringList());
    QCOMPARE(run.result.completed, 1U);
    QTRY_COMPARE(m_peers.echo.openConnections(), 0);
}

void TestTcpLifetime::aFailedIterationClosesPendingConnects()
{
    FullBacklogPeer full;
    TcpRunOptions options = m_peers.options();
    options.ports.insert(u"FULL"_s, full.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.connect(port('FULL'), host)
await wait(20)
p(s.ready_state)
throw new Error('no patience'))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"opening"_s));
    QCOMPARE(run.errors.size(), 1); // that of the script, none of the connect
    QCOMPARE(run.result.completed, 1U);
}

void TestTcpLifetime::anAbortClosesSockets()
{
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
import exec from 'k6/execution'
export default async function () {
  const s = new Socket()
  await s.connect(Number(__ENV.ECHO), '127.0.0.1')
  exec.test.abort('enough')
  console.log('never')
})"_s,
                                    m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(int(run.result.exitCode), 108);
    QCOMPARE(run.console, QStringList());
    QTRY_COMPARE(m_peers.echo.openConnections(), 0);
}

void TestTcpLifetime::anInterruptedSleepClosesSockets()
{
    TcpRunOptions options = m_peers.options();
    options.deadlineMs = 500;
    QElapsedTimer elapsed;
    elapsed.start();
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
import { sleep } from 'k6'
export default async function () {
  const s = new Socket()
  await s.connect(Number(__ENV.ECHO), '127.0.0.1')
  sleep(1000)
  console.log('never')
})"_s,
                                    options);
    QVERIFY(run.isLate);
    QVERIFY2(elapsed.elapsed() < 10'000, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(run.console, QStringList());
    QCOMPARE(run.result.interrupted, 1U);
    QTRY_COMPARE(m_peers.echo.openConnections(), 0);
}

void TestTcpLifetime::setupAndTeardownMayUseSockets()
{
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
async function ask (question) {
  const s = new Socket(), data = new Promise((r) => s.on('data', r))
  await s.connect(Number(__ENV.ECHO), '127.0.0.1')
  await s.write(question)
  const answer = String.fromCharCode(...await data)
  s.destroy()
  return answer
}
export async function setup () { return { answer: await ask('setup') } }
export default async function (data) { console.log(data.answer, await ask('vu')) }
export async function teardown (data) { console.log(data.answer, await ask('teardown')) })"_s,
                                    m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"setup vu"_s, u"setup teardown"_s}));
    QCOMPARE(run.sum(u"tcp_sockets"_s), 3.0);
}

/// A socket that a script keeps in a global variable is a closed one in the next iteration.
void TestTcpLifetime::socketsAreOfOneIteration()
{
    TcpRunOptions options = m_peers.options();
    options.init = u"export const options = { iterations: 2 }; let kept;"_s;
    const TcpRun run = runTcp(uR"(
if (__ITER === 0) {
  kept = new Socket()
  kept.on('data', () => p('data'))
  await kept.connect(port('ECHO'), host)
  throw new Error('left open')
}
p(kept.ready_state, kept.connected, kept.remote_ip, await outcome(kept.write('x')), /^rejected/.test(await outcome(kept.connect(port('ECHO'), host))))
kept.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"destroyed false undefined rejected: no active connection true"_s));
    QCOMPARE(run.result.completed, 2U);
    QTRY_COMPARE(m_peers.echo.openConnections(), 0);
}

void TestTcpLifetime::socketsOfInitCode()
{
    TcpRunOptions options = m_peers.options();
    options.init = u"const early = new Socket();"_s;
    const TcpRun run = runTcp(uR"(
const result = await outcome(early.connect(port('ECHO'), host))
p(result === null || /^rejected: TCP error during connect: /.test(result))
early.destroy())"_s,
                              options);
    QVERIFY(!run.isLate); // k6 crashes; here it works or says why not
    QCOMPARE(run.console, QStringList(u"true"_s));
    QCOMPARE(run.result.completed, 1U);
}

void TestTcpLifetime::destroyTwiceAndBeforeConnect()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let closes = 0
const closed = new Promise((r) => s.on('close', () => { closes++; r() }))
p(s.destroy(), s.destroy(), s.ready_state, closes)
await closed
s.destroy()
await wait(1)
s.destroy()
p(closes, s.ready_state))"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console,
             (QStringList{u"undefined undefined destroyed 0"_s, u"1 destroyed"_s})); // destroy() returns before `close`
}

void TestTcpLifetime::closesOnlyOnce()
{
    const TcpRun run = runTcp(uR"(
const closes = []
for (const name of ['ECHO', 'FIN', 'RST', 'FLOOD', 'REFUSED']) {
  const s = new Socket(); let n = 0
  s.on('close', () => n++)
  await outcome(s.connect(port(name), host))
  await outcome(s.write('x'))
  while (s.ready_state === 'open' && name !== 'ECHO') await wait(1)
  s.destroy()
  await wait(5)
  closes.push(n)
}
p(closes.join()))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"1,1,1,1,1"_s));
}

/// Even a socket made and destroyed by the last statements gets its `close`.
void TestTcpLifetime::theLastStatement()
{
    TcpRunOptions options;
    options.overrides.iterations = 20;
    const TcpRun run = runTcp(u"const s = new Socket(); s.on('close', () => p('close')); s.destroy()"_s, options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(20, u"close"_s));
}

void TestTcpLifetime::tenThousandCycles()
{
    const QString cycles = uR"(
for (let i = 0; i < %1; ++i) {
  const s = new Socket(), closed = next(s, 'close')
  s.on('data', () => {}); s.on('error', () => {})
  await s.connect(port('SINK'), host)
  await s.write('x')
  s.destroy()
  await closed
}
p('done'))"_s;
    QCOMPARE(runTcp(cycles.arg(1000), m_peers.options()).console, QStringList(u"done"_s)); // whatever is allocated once
    QTRY_COMPARE(m_peers.sink.openConnections(), 0);
    const qsizetype descriptors = openDescriptors();
    const qint64 resident = residentBytes();
    TcpRunOptions options = m_peers.options();
    options.deadlineMs = 300'000;
    const TcpRun run = runTcp(cycles.arg(10000), options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"done"_s));
    QCOMPARE(run.sum(u"tcp_sockets"_s), 10000.0);
    QTRY_COMPARE(m_peers.sink.openConnections(), 0);
    QTRY_COMPARE(openDescriptors(), descriptors);
    const qint64 growth = residentBytes() - resident; // the samples of this test are kept: seven a cycle
    if (isMemoryMeasurable)
        QVERIFY2(growth < (64 << 20), qPrintable(u"%1 KiB"_s.arg(growth / 1024)));
}

void TestTcpLifetime::tenThousandUnusedSockets()
{
    const TcpRun run = runTcp(uR"(
let closes = 0
const sockets = Array.from({ length: 10000 }, () => { const s = new Socket(); s.on('close', () => closes++); return s })
sockets.forEach((s) => s.destroy())
while (closes < sockets.length) await wait(1)
p(closes))"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"10000"_s));
}

void TestTcpLifetime::streamingStaysFlat()
{
    Peer flood(behaviour::flood(500'000'000));
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, flood.port());
    options.deadlineMs = 200'000;
    const qint64 resident = residentBytes();
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close'); let total = 0
s.on('data', (d) => { total += d.length })
await s.connect(port('PEER'), host)
await closed
p(total))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"500000000"_s));
    const qint64 growth = residentBytes() - resident;
    if (isMemoryMeasurable)
        QVERIFY2(growth < (250 << 20),
                 qPrintable(u"%1 KiB"_s.arg(growth / 1024))); // samples of 122,000 chunks among it
}

/// While the script sleeps nothing is read; what the peer sends waits in the kernel, not in this process.
void TestTcpLifetime::notReadingStaysFlat()
{
    Peer flood(behaviour::flood(500'000'000));
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, flood.port());
    const qint64 resident = residentBytes();
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
import { sleep } from 'k6'
export default async function () {
  const s = new Socket()
  s.on('data', () => {})
  await s.connect(Number(__ENV.PEER), '127.0.0.1')
  sleep(1)
  s.destroy()
})"_s,
                                    options);
    QVERIFY(!run.isLate);
    const qint64 growth = residentBytes() - resident;
    if (isMemoryMeasurable)
        QVERIFY2(growth < (32 << 20), qPrintable(u"%1 KiB"_s.arg(growth / 1024)));
}

QTEST_GUILESS_MAIN(TestTcpLifetime)
#include "tst_tcp_lifetime.moc"
