// SPDX-License-Identifier: GPL-3.0-or-later
// What a script's sockets leave in the journal: kinds, states, causes, bytes, deliveries.
#include "journal_story.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpJournal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWholeConnection();
    void tcpInfo();
    void tcpInfoAtTheEnd();
    void peerFin();
    void peerReset();
    void refused();
    void dataWithoutHandler();
    void nothingIsToldAfterDestroy();
    void timeouts();
    void deliveriesFollowOccurrences();
    void binaryPayloads();
    void bigPayloads();

private:
    TcpPeers m_peers;
    [[nodiscard]] TcpRunOptions options() const { return withJournal(m_peers); }
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
