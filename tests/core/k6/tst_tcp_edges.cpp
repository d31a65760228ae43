// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts at the limits: peers and scripts that don't keep up, names with a dead address, full disks, what an iteration
// leaves to the next.
#include "tcp_run.h"

#include "journal/journal_writer.h"
#include "support/failing_call.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

constexpr qint64 mega = 1 << 20;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool Sanitized = true; // what is freed stays resident for a while
#else
constexpr bool Sanitized = false;
#endif

/// A line of /proc/self/status such as VmHWM, in bytes.
qint64 statusBytes(const QByteArray &name)
{
    QFile status(u"/proc/self/status"_s);
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith(name + ':'))
                return line.mid(name.size() + 1).trimmed().split(' ').first().toLongLong() * 1024;
        }
    }
    return -1;
}

/// What the process held at most since construction, above what it holds then.
class PeakMemory
{
public:
    PeakMemory()
    {
        QFile reset(u"/proc/self/clear_refs"_s);
        m_isUsable = reset.open(QIODevice::WriteOnly) && reset.write("5") == 1; // the peak starts anew
        reset.close();
        m_before = statusBytes("VmRSS");
    }
    [[nodiscard]] qint64 growth() const
    {
        return (m_isUsable ? statusBytes("VmHWM") : statusBytes("VmRSS")) - m_before;
    }

private:
    bool m_isUsable = false;
    qint64 m_before = 0;
};

#define VERIFY_GROWTH(peak, mebibytes)                                                                                 \
    QVERIFY2(Sanitized || (peak).growth() < (mebibytes)*mega, qPrintable(u"%1 KiB"_s.arg((peak).growth() / 1024)))

} // namespace

class TestTcpEdges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fallsBackToTheOtherFamily();
    void countersOfAHundredMegabytes();
    void aPeerThatDoesNotRead();
    void aWriterThatNeverWaits();
    void aSlowHandlerStaysFlat();
    void dataWithoutHandlerStaysFlat();
    void goodbyeDuringSleep();
    void timersDoNotOutliveTheirIteration();
    void eventsDoNotOutliveTheirIteration();
    void aFullJournal_data();
    void aFullJournal();

private:
    TcpPeers m_peers;
};

void TestTcpEdges::fallsBackToTheOtherFamily()
{
    const QHostAddress v4(QHostAddress::LocalHost), v6(QHostAddress::LocalHostIPv6);
    FullBacklogPeer silent(v4);
    Peer alive(behaviour::echo(), v6, silent.port());
    if (alive.port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    const HostEntry name(u"dual.test"_s, {v6, v4});
    TcpRunOptions options;
    options.ports.insert(u"DUAL"_s, alive.port());
    const TcpRun run = runTcp(uR"(
let best = 1e9, s
for (let i = 0; i < 3 && best >= 300; ++i) { // the machine may be busy
  s = new Socket()
  const start = Date.now()
  await s.connect(port('DUAL'), 'dual.test')
  best = Math.min(best, Date.now() - start)
  p(s.remote_ip)
  if (best >= 300) s.destroy()
}
p(best < 300 ? 'soon' : best)
const data = next(s, 'data')
await s.write('through')
p(text(await data))
s.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console.last(), u"through"_s);
    QCOMPARE(run.console.first(), u"::1"_s);
    QVERIFY2(run.console.contains(u"soon"_s), qPrintable(run.console.join(u' ')));
}

void TestTcpEdges::countersOfAHundredMegabytes()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), block = new Uint8Array(1 << 20).map((_, i) => i % 251), total = 100 << 20
let at = 0, wrong = 0
const done = new Promise((r) => s.on('data', (d) => {
  for (let i = 0; i < d.length; i += 511) if (d[i] !== ((at + i) & 0xfffff) % 251) wrong++
  at += d.length
  if (at === total) r()
}))
await s.connect(port('ECHO'), host)
for (let i = 0; i < 100; ++i) await s.write(block)
await done
p(s.bytes_written, s.bytes_read, wrong)
s.destroy()
p(s.bytes_written, s.bytes_read))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"104857600 104857600 0"_s, u"104857600 104857600"_s}));
    QCOMPARE(run.sum(u"data_sent"_s), 104857600.0);
    QCOMPARE(run.sum(u"data_received"_s), 104857600.0);
}

/// The promise waits, bytes_written shows how far it came, and a later reader gets all of it.
void TestTcpEdges::aPeerThatDoesNotRead()
{
    std::atomic<bool> mayRead = false;
    Peer late([&](PeerConnection &connection) {
        while (!mayRead)
            connection.pause(1);
        connection.waitForEnd();
    });
    Peer signal([&](PeerConnection &connection) {
        mayRead = true;
        connection.waitForEnd();
    });
    TcpRunOptions options;
    options.ports = {{u"LATE"_s, late.port()}, {u"SIGNAL"_s, signal.port()}};
    const PeakMemory peak;
    const TcpRun run = runTcp(uR"(
const s = new Socket(), t = new Socket(), block = new Uint8Array(64 << 20); let settled = false
await s.connect(port('LATE'), host)
const writing = s.write(block).then(() => { settled = true })
let before = -1
while (before !== s.bytes_written) { before = s.bytes_written; await wait(50) }
p(settled, before > 0, before < block.length)
await t.connect(port('SIGNAL'), host)
await writing
p(settled, s.bytes_written)
s.destroy(); t.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"false true true"_s, u"true 67108864"_s}));
    QTRY_COMPARE(late.bytesReceived(), 64 * mega);
    VERIFY_GROWTH(peak, 3 * 64 + 48); // the script's block, the copies of write(), and everything else
}

/// Without an await nothing slows such a script down but the limit of what may wait.
void TestTcpEdges::aWriterThatNeverWaits()
{
    const PeakMemory peak;
    const TcpRun run = runTcp(uR"(
const s = new Socket(), block = new Uint8Array(4 << 20), all = []
await s.connect(port('DEAF'), host)
for (let i = 0; i < 400; ++i) all.push(s.write(block).then(() => 'written', (e) => String(e)))
let timers = 0
setTimeout(() => { timers++; s.destroy() }, 20)
const results = await Promise.all(all)
p(results.filter((r) => /the peer does not read.*await earlier writes first/.test(r)).length >= 330)
p(results.filter((r) => /use of closed network connection$/.test(r)).length >= 50)
p(results.length, timers))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"true"_s, u"true"_s, u"400 1"_s}));
    VERIFY_GROWTH(peak, 256 + 128);
    QTRY_COMPARE(m_peers.deaf.openConnections(), 1); // it doesn't see the end, since it doesn't read
}

void TestTcpEdges::aSlowHandlerStaysFlat()
{
    Peer flood(behaviour::flood(100'000 * mega)); // more than will be read
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, flood.port());
    const PeakMemory peak;
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close'); let chunks = 0, handled = 0, most = 0
s.on('data', (d) => {
  const until = Date.now() + 1
  while (Date.now() < until);
  handled += d.length
  most = Math.max(most, s.bytes_read - handled)
  if (++chunks === 1000) s.destroy()
})
await s.connect(port('PEER'), host)
await closed
p(chunks, most <= 2 * 65536 ? 'bounded' : most))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"1000 bounded"_s)); // what isn't handled yet waits in the kernel
    VERIFY_GROWTH(peak, 32);
}

void TestTcpEdges::dataWithoutHandlerStaysFlat()
{
    Peer flood(behaviour::flood(300 * mega));
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, flood.port());
    const PeakMemory peak;
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
await s.connect(port('PEER'), host)
await closed
p(s.bytes_read))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(QString::number(300 * mega))); // counted and dropped
    VERIFY_GROWTH(peak, 150);                                        // this test keeps the samples of 77,000 chunks
}

/// The peer speaks, says goodbye and is gone while the script sleeps; the script then writes before it listens.
void TestTcpEdges::goodbyeDuringSleep()
{
    Peer peer([](PeerConnection &connection) { connection.send("last words"); });
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
import { sleep } from 'k6'
export default async function () {
  const s = new Socket(), seen = []
  const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
  s.on('data', (d) => seen.push(String.fromCharCode(...d)))
  s.on('error', (e) => seen.push(String(e)))
  await s.connect(Number(__ENV.PEER), '127.0.0.1')
  sleep(0.2)
  const first = s.write('anybody?').then(() => 'taken', (e) => String(e))
  sleep(0.2)
  const second = s.write('hello?').then(() => 'taken', (e) => String(e))
  console.log(await first)
  console.log(/^failed to write data after 0 bytes: write tcp .*: write: broken pipe$/.test(await second))
  await closed
  console.log(seen.join())
})"_s,
                                    options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"taken"_s, u"true"_s, u"last words,close"_s}));
}

void TestTcpEdges::timersDoNotOutliveTheirIteration()
{
    TcpRunOptions options = m_peers.options();
    options.init = u"export const options = { iterations: 2 }; let late = 0;"_s;
    const TcpRun run = runTcp(uR"(
if (__ITER === 0) {
  const s = new Socket()
  s.setTimeout(5)
  s.on('timeout', () => late++)
  s.on('close', () => late++)
  await s.connect(port('SINK'), host)
  setTimeout(() => late++, 5)
  setInterval(() => late++, 5)
  late = 0
  throw new Error('halfway')
}
const t = new Socket(); let own = 0
t.setTimeout(10)
const enough = new Promise((r) => t.on('timeout', () => { if (++own === 5) r() }))
await t.connect(port('SINK'), host)
await enough
p(late, own)
t.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"0 5"_s));
    QCOMPARE(run.result.completed, 2U);
    QTRY_COMPARE(m_peers.sink.openConnections(), 0);
}

/// Writes, data and a connect are under way when the iteration fails.
void TestTcpEdges::eventsDoNotOutliveTheirIteration()
{
    TcpRunOptions options = m_peers.options();
    FullBacklogPeer full;
    options.ports.insert(u"FULL"_s, full.port());
    options.init = u"export const options = { iterations: 20 }; let late = 0, failed = false;"_s;
    const TcpRun run = runTcp(uR"(
if (failed && late > 0) p('late')
const note = () => { if (failed) late++ }
failed = false
const s = new Socket(), t = new Socket(), u = new Socket()
for (const x of [s, t, u]) for (const e of ['connect', 'data', 'error', 'timeout', 'close']) x.on(e, note)
await Promise.all([s.connect(port('DEAF'), host), t.connect(port('FLOOD'), host)])
s.write(new Uint8Array(16 << 20)).then(note, note)
u.connect(port('FULL'), host).then(note, note)
await wait(__ITER % 3)
failed = true
throw new Error('halfway'))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList());
    QCOMPARE(run.result.completed, 20U);
    QCOMPARE(run.errors.filter(u"halfway"_s).size(), 20);
    QTRY_COMPARE(m_peers.flood.openConnections(), 0);
}

void TestTcpEdges::aFullJournal_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("size limit of files") << u"rlimit"_s;
    QTest::newRow("full disk") << u"disk"_s;
    QTest::newRow("own limit") << u"option"_s;
}

/// The session goes on to its end; the journal has what fitted, says why it stopped, and how much it dropped.
void TestTcpEdges::aFullJournal()
{
    QFETCH(QString, how);
    const QTemporaryDir folder;
    const bool isMounted =
        how == u"disk"_s && ::mount("none", qPrintable(folder.path()), "tmpfs", 0, "size=1m,mode=0700") == 0;
    if (how == u"disk"_s && !isMounted)
        QSKIP("mounting a small tmpfs takes root; the limit of files covers the same code");
    const QString path = folder.filePath(u"session.journal"_s);
    QString error;
    JournalWriter::Options limits;
    if (how == u"option"_s)
        limits.maxBytes = mega;
    auto journal = JournalWriter::create(path, limits, &error);
    QVERIFY2(journal, qPrintable(error));
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto previous = std::signal(SIGXFSZ, SIG_IGN);
    if (how == u"rlimit"_s) {
        const rlimit lowered{rlim_t(mega), before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &lowered);
    }
    ScriptOptions options;
    options.journal = journal.get();
    options.env = {{u"ECHO"_s, QString::number(m_peers.echo.port())}};
    const ScriptRun run = runScript(uR"(
import { Socket } from 'k6/x/tcp'
export default async function () {
  const s = new Socket(), block = new Uint8Array(100000); let n = 0
  const done = new Promise((r) => s.on('data', (d) => { n += d.length; if (n === 5000000) r() }))
  await s.connect(Number(__ENV.ECHO), '127.0.0.1')
  for (let i = 0; i < 50; ++i) await s.write(block)
  await done
  s.destroy()
  console.log(n, s.bytes_written, s.bytes_read)
})"_s,
                                    options);
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, previous);
    const auto totals = journal->totals();
    journal.reset();
    JournalReader reader;
    const bool isOpen = reader.open(path);
    QList<Record> records;
    while (auto record = reader.next())
        records.append(*std::move(record));
    const QString readError = reader.error();
    const auto summary = reader.summary();
    reader = JournalReader();
    if (isMounted)
        QCOMPARE(::umount2(qPrintable(folder.path()), 0), 0);

    QCOMPARE(run.console, QStringList(u"5000000 5000000 5000000"_s));
    QCOMPARE(int(run.result.exitCode), 0);
    QCOMPARE(run.result.completed, 1U);
    QVERIFY(isOpen);
    QCOMPARE(readError, QString());
    QVERIFY2(totals.stopReason.startsWith(u"Capture stopped: the journal "_s), qPrintable(totals.stopReason));
    QVERIFY(totals.droppedRecords > 0 && totals.droppedBytes > 8'000'000);
    QVERIFY(summary.captureStopped && summary.closed);
    QCOMPARE(summary.droppedRecords, totals.droppedRecords);
    QVERIFY(totals.bytes > mega / 2 && totals.bytes <= mega);
    QVERIFY(records.size() > 3);
    QCOMPARE(records.first().kind, RecordKind::SessionStarted);
    QCOMPARE(records.at(records.size() - 2).kind, RecordKind::CaptureStopped);
    QCOMPARE(QString::fromUtf8(records.at(records.size() - 2).payload), totals.stopReason);
    QCOMPARE(records.last().kind, RecordKind::SessionFinished);
}

QTEST_GUILESS_MAIN(TestTcpEdges)
#include "tst_tcp_edges.moc"
