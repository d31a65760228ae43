// SPDX-License-Identifier: GPL-3.0-or-later
// What calls of a script leave in the journal: their positions, and why one was refused.
#include "journal_story.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpJournalCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void locations();
    void locationsInHandlers();
    void refusedCalls();
    void callsOnEndedSockets();
    void handlers();
    void idleTimeouts();
    void failedWrites();

private:
    TcpPeers m_peers;
    [[nodiscard]] TcpRunOptions options() const { return withJournal(m_peers); }
};

void TestTcpJournalCalls::locations()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.on('close', () => {})
await s.connect(port('ECHO'), host)
const data = next(s, 'data')
await s.write('one')
async function writeTwo () {
  return s.write(
    'two')
}
await writeTwo()
await data
console.log('here')
s.destroy())"_s,
                              options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    const auto line = [&run](RecordKind kind, int index = 0) {
        return int(run.recordsOf(kind).value(index).location.line);
    };
    QCOMPARE(line(RecordKind::SocketCreated), 3);
    QCOMPARE(line(RecordKind::ConnectStarted), 5);
    QCOMPARE(line(RecordKind::StateChanged, 0), 5);
    QCOMPARE(line(RecordKind::StateChanged, 1), 0); // the open came from the network, not from a line
    QCOMPARE(line(RecordKind::BytesSent, 0), 7);
    QCOMPARE(line(RecordKind::BytesSent, 1), 9);
    QCOMPARE(line(RecordKind::Console), 14);
    QCOMPARE(line(RecordKind::StateChanged, 2), 15);
    for (const Record &record : run.records) {
        if (record.kind == RecordKind::FileName || record.kind == RecordKind::Source)
            continue;
        if (record.location.file != 0)
            QVERIFY2(run.files.value(record.location.file).endsWith(u"script.js"_s),
                     qPrintable(run.files.value(record.location.file)));
        QVERIFY(record.location.file == 0 || (record.location.line > 0 && record.location.column > 0));
    }
    QCOMPARE(int(run.recordsOf(RecordKind::SocketCreated).first().location.column), 11);
}

void TestTcpJournalCalls::locationsInHandlers()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.on('connect', () => {
  s.write('from a handler').catch(() => {})
})
s.on('data', function onData () {
  setTimeout(() => {
    s.destroy()
  }, 1)
})
const closed = next(s, 'close')
await s.connect(port('ECHO'), host)
await closed)"_s,
                              options());
    QVERIFY(!run.isLate);
    QCOMPARE(int(run.recordsOf(RecordKind::BytesSent).first().location.line), 5);
    QCOMPARE(int(run.recordsOf(RecordKind::StateChanged).last().location.line), 9);
}

void TestTcpJournalCalls::refusedCalls()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await outcome(s.write('x'))
await outcome(s.write(5))
await outcome(s.connect(true))
await s.connect(port('ECHO'), host)
await outcome(s.connect(port('ECHO'), host))
s.destroy())"_s,
                              options());
    QVERIFY(!run.isLate);
    const QList<Record> refused = run.recordsOf(RecordKind::CallRefused);
    QCOMPARE(refused.size(), 4);
    const QStringList methods{u"write"_s, u"write"_s, u"connect"_s, u"connect"_s};
    const QList<int> lines{4, 5, 6, 8};
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(refused.at(i).cause, methods.at(i));
        QCOMPARE(int(refused.at(i).location.line), lines.at(i));
        QCOMPARE(refused.at(i).socket, 1U);
        QVERIFY(!refused.at(i).payload.isEmpty());
    }
    QCOMPARE(refused.first().payload, QByteArray("no active connection"));
}

void TestTcpJournalCalls::callsOnEndedSockets()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
s.destroy()
await outcome(s.write('x'))
await closed
await wait(1)
await outcome(s.write('x'))
await outcome(s.connect(port('ECHO'), host)))"_s,
                              options());
    QVERIFY(!run.isLate);
    const QList<Record> refused = run.recordsOf(RecordKind::CallRefused);
    QCOMPARE(refused.size(), 3); // a call on a dead socket is what people look for in a journal
    QCOMPARE((QList<int>{int(refused.at(0).location.line), int(refused.at(1).location.line),
                         int(refused.at(2).location.line)}),
             (QList<int>{5, 8, 9}));
    QCOMPARE(refused.last().cause, u"connect"_s);
    QCOMPARE(refused.last().socket, 1U);
}

void TestTcpJournalCalls::handlers()
{
    TcpRunOptions withJournal;
    withJournal.withJournal = true;
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.on('data', () => {})
s.on('data', () => {})
s.on('data', null)
s.on('end', () => {})
s.on('close', () => {})
s.destroy())"_s,
                              withJournal);
    QStringList told;
    for (const Record &record : run.recordsOf(RecordKind::HandlerSet)) {
        QCOMPARE(record.socket, 1u);
        told.append(u"%1 %2 %3"_s.arg(record.location.line).arg(QString::fromUtf8(record.payload), record.cause));
    }
    QCOMPARE(told, QStringList({u"4 data "_s, u"5 data replaces"_s, u"6 data none"_s, u"7 end unknown event"_s,
                                u"8 close "_s}));
}

/// As it is understood, at the call; nothing of a socket on which it has no effect any more.
void TestTcpJournalCalls::idleTimeouts()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
s.setTimeout(10000.9)
  s.setTimeout(-5)
s.setTimeout('70')
s.destroy()
s.setTimeout(80)
await closed
s.setTimeout(90))"_s,
                              options());
    QVERIFY(!run.isLate);
    QCOMPARE(storyOf(run, 1),
             (QStringList{u"created"_s, u"idle timeout 10000"_s, u"idle timeout 0"_s, u"idle timeout 70"_s,
                          u"state disconnected destroyed (destroy())"_s, u"event close"_s}));
    const ScriptLocation location = run.recordsOf(RecordKind::IdleTimeoutSet).at(1).location;
    QCOMPARE(int(location.line), 5);
    QCOMPARE(int(location.column), 15);
}

void TestTcpJournalCalls::failedWrites()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('DEAF'), host)
const pending = outcome(s.write(new Uint8Array(32 << 20)))
s.destroy()
await pending)"_s,
                              options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.recordsOf(RecordKind::BytesSent).size(), 0);
    const QList<Record> refused = run.recordsOf(RecordKind::CallRefused);
    QCOMPARE(refused.size(), 1);
    QVERIFY(refused.first().payload.startsWith("failed to write data after "));
    QCOMPARE(int(refused.first().location.line), 5);
    QVERIFY(storyOf(run, 1).join(u'\n').contains(u"promise write() rejected: failed to write data after "_s));
}

QTEST_GUILESS_MAIN(TestTcpJournalCalls)
#include "tst_tcp_journal_calls.moc"
