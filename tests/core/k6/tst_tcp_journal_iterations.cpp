// SPDX-License-Identifier: GPL-3.0-or-later
// What iterations leave in the journal: how they end, their numbers, what scripts print and throw.
#include "journal_story.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpJournalIterations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void heldIterations_data();
    void heldIterations();
    void theEndOfAnIteration();
    void theEndOfAFailedIteration();
    void numbersOfVusAndIterations();
    void consoleAndLog();
    void exceptions();
    void sessionRecords();

private:
    TcpPeers m_peers;
    [[nodiscard]] TcpRunOptions options() const { return withJournal(m_peers); }
};

void TestTcpJournalIterations::heldIterations_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("records");
    QTest::newRow("an open socket") << u"const s = new Socket(); await s.connect(port('SINK'), host)"_s << 1;
    QTest::newRow("many") << u"for (let i = 0; i < 12; ++i) new Socket()"_s << 8;
    QTest::newRow("a timer, too") << u"new Socket(); setInterval(() => {}, 50)"_s << 0;
    QTest::newRow("asleep") << u"const s = new Socket(); __sleep(3.2); s.destroy()"_s << 0;
    QTest::newRow("busy") << u"const s = new Socket(); s.on('timeout', () => {}); s.setTimeout(300); "
                             "await s.connect(port('SINK'), host)"_s
                          << 0;
}

/// An iteration that only sockets keep tells so after a silence of 2 s, and once.
void TestTcpJournalIterations::heldIterations()
{
    QFETCH(const QString, body);
    QFETCH(const int, records);
    TcpRunOptions options;
    const Peer sink(behaviour::sink());
    options.ports.insert(u"SINK"_s, sink.port());
    options.withJournal = true;
    options.init = u"import { sleep as __sleep } from 'k6'; export const options = { scenarios: { default: { "
                   "executor: 'per-vu-iterations', maxDuration: '4s', gracefulStop: '0s' } } };"_s;
    const TcpRun run = runTcp(body, options);
    const QList<Record> held = run.recordsOf(RecordKind::IterationHeld);
    QCOMPARE(held.size(), records);
    for (const Record &record : held)
        QCOMPARE(object(record).value(u"sockets"_s).toInt(), body.contains(u"for"_s) ? 12 : 1);
}

void TestTcpJournalIterations::theEndOfAnIteration()
{
    TcpRunOptions own = options();
    own.deadlineMs = 700;
    const TcpRun run = runTcp(u"const s = new Socket(); await s.connect(port('ECHO'), host)"_s, own);
    QVERIFY(run.isLate);
    const QStringList story = storyOf(run, 1);
    QCOMPARE(story.last(), u"state open destroyed (the iteration ended)"_s);
    QCOMPARE(int(run.recordsOf(RecordKind::StateChanged).last().location.line), 0);
    const QList<Record> finished = run.recordsOf(RecordKind::IterationFinished);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.first().payload, QByteArray("interrupted"));
}

void TestTcpJournalIterations::theEndOfAFailedIteration()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), t = new Socket()
await s.connect(port('ECHO'), host)
throw new Error('halfway'))"_s,
                              options());
    QVERIFY(!run.isLate);
    QCOMPARE(storyOf(run, 1).last(), u"state open destroyed (the iteration ended)"_s);
    QCOMPARE(storyOf(run, 2).last(), u"state disconnected destroyed (the iteration ended)"_s);
    QCOMPARE(run.recordsOf(RecordKind::IterationFinished).first().payload, QByteArray("failed"));
    // The story is told in order: the exception, what it closed, the end of the iteration.
    const auto at = [&run](RecordKind kind) {
        for (qsizetype i = run.records.size() - 1; i >= 0; --i) {
            if (run.records.at(i).kind == kind)
                return i;
        }
        return qsizetype(-1);
    };
    QVERIFY(at(RecordKind::Exception) < at(RecordKind::StateChanged));
    QVERIFY(at(RecordKind::StateChanged) < at(RecordKind::IterationFinished));
}

void TestTcpJournalIterations::numbersOfVusAndIterations()
{
    TcpRunOptions own = options();
    own.overrides.vus = 3;
    own.overrides.iterations = 12;
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('ECHO'), host)
await s.write(`${__VU}/${__ITER}`)
s.destroy())"_s,
                              own);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QSet<std::uint32_t> sockets;
    for (const Record &record : run.recordsOf(RecordKind::SocketCreated))
        sockets.insert(record.socket);
    QCOMPARE(sockets.size(), 12); // no number twice, whichever VU took it
    QCOMPARE(*std::max_element(sockets.begin(), sockets.end()), 12U);
    const QList<Record> sent = run.recordsOf(RecordKind::BytesSent);
    QCOMPARE(sent.size(), 12);
    for (const Record &record : sent)
        QCOMPARE(record.payload, QByteArray::number(record.vu) + '/' + QByteArray::number(record.iteration));
    QCOMPARE(run.recordsOf(RecordKind::IterationStarted).size(), 12);
    QCOMPARE(run.recordsOf(RecordKind::IterationFinished).size(), 12);
    for (const Record &record : run.recordsOf(RecordKind::IterationFinished))
        QCOMPARE(record.payload, QByteArray("complete"));
}

void TestTcpJournalIterations::consoleAndLog()
{
    const TcpRun run = runTcp(uR"(
console.debug('d'); console.log('l'); console.warn('w'); console.error('e')
const s = new Socket()
s.on('nonsense', () => {})
s.destroy())"_s,
                              options());
    QVERIFY(!run.isLate);
    const QList<Record> lines = run.recordsOf(RecordKind::Console);
    QCOMPARE(lines.size(), 4);
    const QList<LogLevel> levels{LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error};
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(lines.at(i).payload, QByteArray(1, "dlwe"[i]));
        QCOMPARE(lines.at(i).level, levels.at(i));
        QCOMPARE(int(lines.at(i).location.line), 3);
        QCOMPARE(lines.at(i).vu, 1U);
    }
    QVERIFY(lines.at(0).location.column < lines.at(1).location.column);
    const QList<Record> own = run.recordsOf(RecordKind::Log);
    QCOMPARE(own.size(), 1);
    QVERIFY(own.first().payload.startsWith("Unknown event type"));
    QCOMPARE(own.first().level, LogLevel::Warning);
}

void TestTcpJournalIterations::exceptions()
{
    TcpRunOptions own = options();
    own.overrides.iterations = 2;
    const TcpRun run = runTcp(uR"(
if (__ITER === 0)
  throw new TypeError('rejected')
setTimeout(function late () {
  throw new RangeError('thrown')
}, 1))"_s,
                              own);
    QVERIFY(!run.isLate);
    const QList<Record> exceptions = run.recordsOf(RecordKind::Exception);
    QCOMPARE(exceptions.size(), 2);
    QVERIFY(exceptions.first().payload.startsWith("Uncaught (in promise) TypeError: rejected\n\tat "));
    QCOMPARE(int(exceptions.first().location.line), 4);
    QVERIFY(exceptions.last().payload.startsWith("RangeError: thrown\n\tat late ("));
    QCOMPARE(int(exceptions.last().location.line), 6);
    QCOMPARE(exceptions.last().iteration, 1U);
}

void TestTcpJournalIterations::sessionRecords()
{
    const TcpRun run = runTcpScript(
        u"import exec from 'k6/execution'; export default function () { exec.test.abort('why') }"_s, options());
    QCOMPARE(run.records.first().kind, RecordKind::SessionStarted);
    QVERIFY(object(run.records.first()).value(u"script"_s).toString().endsWith(u"script.js"_s));
    QCOMPARE(run.records.last().kind, RecordKind::SessionFinished);
    QCOMPARE(object(run.records.last()).value(u"exitCode"_s).toInt(), 108);
    QVERIFY(object(run.records.last()).value(u"reason"_s).toString().contains(u"why"_s));
    const QList<Record> records = run.records;
    QVERIFY(std::is_sorted(records.begin(), records.end(),
                           [](const Record &a, const Record &b) { return a.timeNs < b.timeNs; }));
}

QTEST_GUILESS_MAIN(TestTcpJournalIterations)
#include "tst_tcp_journal_iterations.moc"
