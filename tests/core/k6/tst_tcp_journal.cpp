// SPDX-License-Identifier: GPL-3.0-or-later
// What a script's sockets leave in the journal: kinds, states, causes, script positions, deliveries.
#include "tcp_run.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

const QHash<RecordKind, QString> &names()
{
    static const QHash<RecordKind, QString> all{
        {RecordKind::SocketCreated, u"created"_s},  {RecordKind::ConnectStarted, u"connecting"_s},
        {RecordKind::Endpoints, u"endpoints"_s},    {RecordKind::StateChanged, u"state"_s},
        {RecordKind::BytesReceived, u"received"_s}, {RecordKind::BytesSent, u"sent"_s},
        {RecordKind::EventDelivered, u"event"_s},   {RecordKind::SocketError, u"error"_s},
        {RecordKind::SocketTimeout, u"timeout"_s},  {RecordKind::CallRefused, u"refused"_s},
        {RecordKind::PromiseSettled, u"promise"_s}, {RecordKind::IdleTimeoutSet, u"idle timeout"_s}};
    return all;
}

QString stateName(JournalState state)
{
    switch (state) {
    case JournalState::Disconnected:
        return u"disconnected"_s;
    case JournalState::Opening:
        return u"opening"_s;
    case JournalState::Open:
        return u"open"_s;
    case JournalState::Destroyed:
        return u"destroyed"_s;
    case JournalState::None:
        break;
    }
    return u"-"_s;
}

/// The story of a socket, one short line a record: "state disconnected opening connect()", "event data".
QStringList storyOf(const TcpRun &run, std::uint32_t socket)
{
    QStringList lines;
    for (const Record &record : run.records) {
        if (record.socket != socket || record.kind == RecordKind::TcpInfo || record.kind == RecordKind::HandlerSet)
            continue; // tcpInfo() and handlers() are about those
        QString line = names().value(record.kind, QString::number(int(record.kind)));
        if (record.kind == RecordKind::StateChanged)
            line += u' ' + stateName(record.stateBefore) + u' ' + stateName(record.stateAfter);
        else if (record.kind == RecordKind::BytesReceived || record.kind == RecordKind::BytesSent ||
                 record.kind == RecordKind::EventDelivered || record.kind == RecordKind::PromiseSettled ||
                 record.kind == RecordKind::IdleTimeoutSet)
            line += u' ' + QString::fromUtf8(record.payload);
        if (!record.cause.isEmpty())
            line += u" ("_s + record.cause + u')';
        lines.append(line);
    }
    return lines;
}

QJsonObject object(const Record &record)
{
    return QJsonDocument::fromJson(record.payload).object();
}

} // namespace

class TestTcpJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWholeConnection();
    void tcpInfo();
    void tcpInfoAtTheEnd();
    void locations();
    void locationsInHandlers();
    void peerFin();
    void peerReset();
    void refused();
    void refusedCalls();
    void callsOnEndedSockets();
    void dataWithoutHandler();
    void handlers();
    void heldIterations_data();
    void heldIterations();
    void nothingIsToldAfterDestroy();
    void timeouts();
    void idleTimeouts();
    void failedWrites();
    void theEndOfAnIteration();
    void theEndOfAFailedIteration();
    void numbersOfVusAndIterations();
    void consoleAndLog();
    void exceptions();
    void sessionRecords();
    void deliveriesFollowOccurrences();
    void binaryPayloads();
    void bigPayloads();

private:
    TcpPeers m_peers;
    [[nodiscard]] TcpRunOptions options() const
    {
        TcpRunOptions options = m_peers.options();
        options.withJournal = true;
        return options;
    }
};

void TestTcpJournal::aWholeConnection()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket({ tags: { a: 'b' } }), data = next(s, 'data'), closed = next(s, 'close')
s.on('connect', () => {})
await s.connect(port('ECHO'), host)
await s.write('ping')
await data
s.destroy()
await closed)"_s,
                              options());
    QVERIFY(!run.isLate);
    QStringList story = storyOf(run, 1);
    // Whether the echo or the end of write() comes first is up to the system; the rest isn't.
    for (const QString &own : {u"sent ping"_s, u"promise write() fulfilled"_s}) {
        QCOMPARE(story.count(own), 1);
        story.removeOne(own);
    }
    QCOMPARE(story, (QStringList{u"created"_s, u"connecting"_s, u"state disconnected opening (connect())"_s,
                                 u"state opening open (connected)"_s, u"endpoints"_s, u"promise connect() fulfilled"_s,
                                 u"event connect"_s, u"received ping"_s, u"event data"_s,
                                 u"state open destroyed (destroy())"_s, u"event close"_s}));
    QCOMPARE(object(run.recordsOf(RecordKind::SocketCreated).first()), (QJsonObject{{u"a"_s, u"b"_s}}));
    QCOMPARE(run.recordsOf(RecordKind::ConnectStarted).first().payload,
             "127.0.0.1:" + QByteArray::number(m_peers.echo.port()));
    const QJsonObject endpoints = object(run.recordsOf(RecordKind::Endpoints).first());
    QCOMPARE(endpoints.value(u"remote"_s).toString(), u"127.0.0.1:%1"_s.arg(m_peers.echo.port()));
    QVERIFY(endpoints.value(u"local"_s).toString().startsWith(u"127.0.0.1:"_s));
}

void TestTcpJournal::tcpInfo()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket({ tags: { a: 'b' } }), data = next(s, 'data'), closed = next(s, 'close')
await s.connect(port('ECHO'), host)
await s.write('ping')
await data
await wait(2500)
s.destroy()
await closed)"_s,
                              options());
    QVERIFY(!run.isLate);
    const auto infos = run.recordsOf(RecordKind::TcpInfo);
    // At connect, and one more after the traffic. Then nothing changes, also not until the end.
    QVERIFY2(infos.size() == 2 || infos.size() == 3, qPrintable(QString::number(infos.size())));
    QCOMPARE(object(infos.first()).value(u"state"_s).toString(), u"ESTABLISHED"_s);
    QCOMPARE(object(infos.first()).value(u"bytesReceived"_s).toInt(), 0);
    QCOMPARE(object(infos.at(1)).value(u"bytesReceived"_s).toInt(), 4);
    const auto opened = run.recordsOf(RecordKind::Endpoints).first();
    QVERIFY(infos.first().timeNs - opened.timeNs < 100'000'000);
    QVERIFY(infos.at(1).timeNs - opened.timeNs > 500'000'000);
    const auto tags = object(opened).value(u"tags"_s).toObject();
    QCOMPARE(tags.value(u"a"_s).toString(), u"b"_s);
    QCOMPARE(tags.value(u"proto"_s).toString(), u"TCP"_s);
    QCOMPARE(tags.value(u"host"_s).toString(), u"127.0.0.1"_s);
}

void TestTcpJournal::tcpInfoAtTheEnd()
{
    const TcpRun run = runTcp(uR"(
for (let i = 0; i < 50; ++i) {
  const s = new Socket(), closed = next(s, 'close')
  await s.connect(port('FIN'), host)
  await closed
})"_s,
                              options());
    QVERIFY(!run.isLate);
    const auto infos = run.recordsOf(RecordKind::TcpInfo);
    QCOMPARE(object(infos.at(1)).value(u"state"_s).toString(), u"CLOSE_WAIT"_s);
    QCOMPARE(infos.at(1).socket, 1u);
    QVERIFY(infos.at(1).timeNs <= run.recordsOf(RecordKind::StateChanged).at(2).timeNs);
    const auto seconds = run.records.last().timeNs / 1'000'000'000 + 2;
    QVERIFY(infos.size() <= 32 * seconds); // bounded
}

void TestTcpJournal::locations()
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

void TestTcpJournal::locationsInHandlers()
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

void TestTcpJournal::peerFin()
{
    const TcpRun run = runTcp(
        u"const s = new Socket(), closed = next(s, 'close'); s.on('data', () => {}); await s.connect(port('FIN'), host); await closed"_s,
        options());
    QVERIFY(!run.isLate);
    const QStringList story = storyOf(run, 1);
    QVERIFY2(story.contains(u"state open destroyed (peer FIN)"_s), qPrintable(story.join(u'\n')));
    QCOMPARE(story.last(), u"event close"_s);
    QCOMPARE(run.recordsOf(RecordKind::SocketError).size(), 0);
    QCOMPARE(int(run.recordsOf(RecordKind::StateChanged).last().location.line), 0); // nobody called anything
}

void TestTcpJournal::peerReset()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
s.on('error', () => {})
await s.connect(port('RST'), host)
await s.write('x')
await closed)"_s,
                              options());
    QVERIFY(!run.isLate);
    QStringList story = storyOf(run, 1);
    QVERIFY2(story.contains(u"state open destroyed (peer RST)"_s), qPrintable(story.join(u'\n')));
    story.removeOne(u"promise write() fulfilled"_s); // the peer may be faster than the end of the call
    QCOMPARE(story.mid(story.size() - 3), (QStringList{u"error (read)"_s, u"event error"_s, u"event close"_s}));
    QVERIFY(run.recordsOf(RecordKind::SocketError).first().payload.endsWith("read: connection reset by peer"));
}

void TestTcpJournal::refused()
{
    const TcpRun run =
        runTcp(u"const s = new Socket(); await outcome(s.connect(port('REFUSED'), host)); await wait(1); s.destroy()"_s,
               options());
    QVERIFY(!run.isLate);
    const QString reason = u"dial tcp 127.0.0.1:%1: connect: connection refused"_s.arg(m_peers.refused);
    QCOMPARE(storyOf(run, 1),
             (QStringList{u"created"_s, u"connecting"_s, u"state disconnected opening (connect())"_s,
                          u"state opening disconnected (%1)"_s.arg(reason), u"error (connect)"_s,
                          u"promise connect() rejected: "_s + reason, u"event error (no handler)"_s,
                          u"state disconnected destroyed (destroy())"_s, u"event close (no handler)"_s}));
}

void TestTcpJournal::refusedCalls()
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

void TestTcpJournal::callsOnEndedSockets()
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

void TestTcpJournal::dataWithoutHandler()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
await s.connect(port('FIN'), host)
await closed)"_s,
                              options());
    QVERIFY(!run.isLate);
    const QStringList story = storyOf(run, 1);
    QVERIFY2(story.contains(u"received bye (no handler)"_s), qPrintable(story.join(u'\n')));
    QVERIFY(!story.contains(u"event data"_s));
}

/// What had been read before destroy() is in the journal as received, and not as delivered.
void TestTcpJournal::handlers()
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

void TestTcpJournal::heldIterations_data()
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
void TestTcpJournal::heldIterations()
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

void TestTcpJournal::nothingIsToldAfterDestroy()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
s.on('data', () => s.destroy())
await s.connect(port('FLOOD'), host)
await closed)"_s,
                              options());
    QVERIFY(!run.isLate);
    qsizetype delivered = 0;
    for (const Record &record : run.recordsOf(RecordKind::EventDelivered))
        delivered += record.payload == "data";
    QCOMPARE(delivered, 1);
    QVERIFY(run.recordsOf(RecordKind::BytesReceived).size() >= 1);
}

void TestTcpJournal::timeouts()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let n = 0
const twice = new Promise((r) => s.on('timeout', () => { if (++n === 2) r() }))
s.setTimeout(10)
await s.connect(port('SINK'), host)
await twice
s.destroy())"_s,
                              options());
    QVERIFY(!run.isLate);
    QVERIFY(run.recordsOf(RecordKind::SocketTimeout).size() >= 2);
    QVERIFY(storyOf(run, 1).count(u"event timeout"_s) >= 2);
}

/// As it is understood, at the call; nothing of a socket on which it has no effect any more.
void TestTcpJournal::idleTimeouts()
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

void TestTcpJournal::failedWrites()
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

void TestTcpJournal::theEndOfAnIteration()
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

void TestTcpJournal::theEndOfAFailedIteration()
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

void TestTcpJournal::numbersOfVusAndIterations()
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

void TestTcpJournal::consoleAndLog()
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

void TestTcpJournal::exceptions()
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

void TestTcpJournal::sessionRecords()
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

/// Bytes are recorded when they arrive, events when they are handled: a busy script can be seen to lag behind.
void TestTcpJournal::deliveriesFollowOccurrences()
{
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
import { sleep } from 'k6'
export default async function () {
  const s = new Socket()
  const closed = new Promise((r) => s.on('close', r))
  s.on('data', () => sleep(0.05))
  await s.connect(Number(__ENV.FLOOD), '127.0.0.1')
  await closed
})"_s,
                                    options());
    QVERIFY(!run.isLate);
    qsizetype received = 0, delivered = 0, most = 0;
    for (const Record &record : run.records) {
        received += record.kind == RecordKind::BytesReceived;
        delivered += record.kind == RecordKind::EventDelivered && record.payload == "data";
        QVERIFY(delivered <= received);
        most = std::max(most, received - delivered);
    }
    QCOMPARE(received, delivered);
    QVERIFY(most > 1);
}

void TestTcpJournal::binaryPayloads()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let n = 0
const done = new Promise((r) => s.on('data', (d) => { n += d.length; if (n === 256) r() }))
await s.connect(port('ECHO'), host)
await s.write(new Uint8Array(256).map((_, i) => i))
await done
s.destroy())"_s,
                              options());
    QVERIFY(!run.isLate);
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all += char(i);
    QCOMPARE(run.recordsOf(RecordKind::BytesSent).first().payload, all);
    QByteArray received;
    for (const Record &record : run.recordsOf(RecordKind::BytesReceived))
        received += record.payload;
    QCOMPARE(received, all);
}

void TestTcpJournal::bigPayloads()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('SINK'), host)
await s.write('x'.repeat(10 << 20))
s.destroy())"_s,
                              options());
    QVERIFY(!run.isLate);
    const QList<Record> sent = run.recordsOf(RecordKind::BytesSent);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().payload, QByteArray(10 << 20, 'x'));
}

QTEST_GUILESS_MAIN(TestTcpJournal)
#include "tst_tcp_journal.moc"
