// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/ladder/ladder_model.h"
#include "models/records/time_range.h"
#include "models/sockets/throughput.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

/// A session with the views that go by time.
struct Scene
{
    Scene()
    {
        ladder.setJournal(&session);
        ladder.setCursor(&cursor);
        throughput.setJournal(&session);
        throughput.setCursor(&cursor);
        range.setJournal(&session);
        range.setCursor(&cursor);
        session.open(journal.path);
    }
    [[nodiscard]] bool settle(qint64 records)
    {
        qint64 inLadder = -1; // records there were when it looked last
        qint64 inThroughput = -1;
        const QObject context;
        QObject::connect(&ladder, &LadderModel::changed, &context, [&] { inLadder = session.recordCount(); });
        QObject::connect(&throughput, &Throughput::changed, &context, [&] { inThroughput = session.recordCount(); });
        return QTest::qWaitFor([&] { return inLadder == records && inThroughput == records; });
    }
    /// Waits for the frame in which the views look again.
    [[nodiscard]] bool refresh()
    {
        QSignalSpy ladderSpy(&ladder, &LadderModel::changed);
        QSignalSpy throughputSpy(&throughput, &Throughput::changed);
        return QTest::qWaitFor([&] { return !ladderSpy.isEmpty() && !throughputSpy.isEmpty(); });
    }
    [[nodiscard]] QList<LadderGroup> groups(std::int64_t slotNs) const
    {
        QList<LadderGroup> all;
        for (const auto &slot : ladder.slotsBetween(0, session.duration(), slotNs))
            all += slot.groups;
        return all;
    }
    [[nodiscard]] QStringList labels(std::int64_t slotNs) const
    {
        QStringList list;
        for (const auto &group : groups(slotNs))
            list.append(ladder.label(group));
        return list;
    }

    JournalFixture journal;
    JournalSession session;
    SessionCursor cursor;
    LadderModel ladder;
    Throughput throughput;
    TimeRange range;
};

} // namespace

class TestLadderModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasWords();
    void groupsWhatIsClose();
    void oneSocketOrAll();
    void upToTheInstant();
    void neighbours();
    void throughputOfASocket();
    void stepsThroughTime();
};

void TestLadderModel::everyKindHasWords()
{
    Scene scene;
    auto &journal = scene.journal;
    journal.add(RecordKind::SocketCreated, 1);
    journal.add(RecordKind::CallRefused, 1, "no active connection", "write");
    journal.add(RecordKind::ConnectStarted, 1, "localhost:80");
    journal.addState(1, JournalState::Disconnected, JournalState::Opening, "connect()");
    journal.addState(1, JournalState::Opening, JournalState::Disconnected, "dial tcp 127.0.0.1:80: connection refused");
    journal.add(RecordKind::PromiseSettled, 1, "connect() rejected: connection refused");
    journal.addState(1, JournalState::Opening, JournalState::Open, "connected");
    journal.add(RecordKind::PromiseSettled, 1, "connect() fulfilled");
    journal.add(RecordKind::BytesSent, 1, "PING\r\n");
    journal.add(RecordKind::BytesReceived, 1, "+PONG\r\n");
    journal.add(RecordKind::EventDelivered, 1, "data");
    journal.add(RecordKind::SocketTimeout, 1);
    journal.addState(1, JournalState::Open, JournalState::Destroyed, "peer RST");
    journal.add(RecordKind::SocketError, 1, "read tcp a->b: connection reset by peer", "read");
    QVERIFY(scene.settle(14));
    QCOMPARE(scene.labels(1),
             (QStringList{u"write() refused  no active connection"_s, u"connect  localhost:80"_s,
                          u"failed  connection refused"_s, u"connect() rejected: connection refused"_s, u"connected"_s,
                          u"connect() fulfilled"_s, u"write 6 B  PING␍␊"_s, u"data 7 B  +PONG␍␊"_s, u"timeout"_s,
                          u"RST"_s, u"error  connection reset by peer"_s}));
    const auto groups = scene.groups(1);
    QVERIFY(groups[7].delayUs > 0);
    QVERIFY(groups[6].isOutward() && !groups[7].isOutward());
    QVERIFY(groups[6].isArrow() && !groups[5].isArrow());
}

void TestLadderModel::groupsWhatIsClose()
{
    Scene scene;
    for (int i = 0; i < 20'000; ++i)
        scene.journal.add(i % 2 ? RecordKind::BytesSent : RecordKind::BytesReceived, 1, QByteArray(100, 'x'));
    QVERIFY(scene.settle(20'000));
    const auto duration = scene.session.duration();
    const auto whole = scene.groups(duration + 1);
    QCOMPARE(whole.size(), 2);
    QCOMPARE(whole[0].count, 10'000);
    QCOMPARE(whole[0].bytes, 1'000'000);
    QCOMPARE(scene.ladder.label(whole[0]),
             u"10000 data, %1"_s.arg(QLocale().formattedDataSize(1'000'000, 1, QLocale::DataSizeSIFormat)));
    QVERIFY(whole[0].firstNs < whole[1].firstNs && whole[1].lastNs == duration);
    QCOMPARE(LadderModel::shortLabel(whole[0]), u"data \u00d710000"_s);
    // However fine the scale, what is drawn stays bounded, and nothing is lost.
    const auto fine = scene.ladder.slotsBetween(0, duration, 1);
    QVERIFY(fine.size() <= LadderModel::MaxSlots + 1);
    std::int64_t total = 0;
    for (const auto &slot : fine)
        for (const auto &group : slot.groups)
            total += group.count;
    QCOMPARE(total, 20'000);
    // Moving the view regroups nothing.
    const auto slotNs = duration / 50;
    const auto moved = scene.ladder.slotsBetween(slotNs * 3 / 2, duration, slotNs);
    const auto all = scene.ladder.slotsBetween(0, duration, slotNs);
    QCOMPARE(moved.first().fromNs % slotNs, 0);
    for (const auto &slot : all)
        if (slot.fromNs == moved.first().fromNs)
            QCOMPARE(moved.first().groups.first().count, slot.groups.first().count);
}

void TestLadderModel::oneSocketOrAll()
{
    Scene scene;
    scene.journal.add(RecordKind::BytesSent, 1, "one");
    scene.journal.add(RecordKind::BytesSent, 2, "two");
    QVERIFY(scene.settle(2));
    QCOMPARE(scene.groups(1).size(), 2);
    scene.cursor.selectSocket(2);
    QVERIFY(scene.refresh());
    QCOMPARE(scene.labels(1), QStringList{u"write 3 B  two"_s});
    scene.ladder.setShowsAll(true);
    QCOMPARE(scene.groups(1).size(), 2);
}

void TestLadderModel::upToTheInstant()
{
    Scene scene;
    scene.journal.add(RecordKind::BytesSent, 1, "one");
    QVERIFY(scene.settle(1));
    const auto early = scene.session.duration();
    scene.journal.add(RecordKind::BytesSent, 1, "two");
    QVERIFY(scene.settle(2));
    scene.cursor.setInstant(early);
    QVERIFY(scene.refresh());
    QCOMPARE(scene.groups(1).size(), 1);
    QCOMPARE(scene.ladder.lastNs(), early);
    scene.cursor.setInstant(0);
    QVERIFY(scene.refresh());
    QVERIFY(scene.ladder.isEmpty());
}

void TestLadderModel::neighbours()
{
    Scene scene;
    scene.journal.add(RecordKind::SocketCreated, 1);
    scene.journal.add(RecordKind::BytesSent, 1, "one");
    scene.journal.add(RecordKind::EventDelivered, 1, "connect"); // not of the ladder
    scene.journal.add(RecordKind::BytesSent, 1, "two");
    QVERIFY(scene.settle(4));
    const auto groups = scene.groups(1);
    const auto &ladder = scene.ladder;
    QCOMPARE(ladder.neighbour(-1, -1), groups[1].offset);
    QCOMPARE(ladder.neighbour(-1, 1), groups[0].offset);
    QCOMPARE(ladder.neighbour(groups[0].offset, 1), groups[1].offset);
    QCOMPARE(ladder.neighbour(groups[1].offset, -1), groups[0].offset);
    QCOMPARE(ladder.neighbour(groups[1].offset, 1), -1);
    scene.cursor.selectRecord(groups[1].offset, 1);
    QVERIFY(scene.refresh());
    QVERIFY(!scene.groups(1)[0].isSelected && scene.groups(1)[1].isSelected);
}

void TestLadderModel::throughputOfASocket()
{
    Scene scene;
    scene.journal.add(RecordKind::BytesSent, 1, QByteArray(1000, 'x'));
    scene.journal.add(RecordKind::BytesReceived, 2, QByteArray(5000, 'x'));
    QVERIFY(scene.settle(2));
    const auto total = [](const QList<qreal> &rates, qreal bucketNs) {
        qreal sum = 0;
        for (const auto rate : rates)
            sum += rate * bucketNs / 1e9;
        return qRound(sum);
    };
    const auto &throughput = scene.throughput;
    QCOMPARE(total(throughput.sent(), throughput.bucketNs()), 1000);
    QCOMPARE(total(throughput.received(), throughput.bucketNs()), 5000);
    scene.cursor.selectSocket(2);
    QVERIFY(scene.refresh());
    QCOMPARE(total(throughput.sent(), throughput.bucketNs()), 0);
    QCOMPARE(total(throughput.received(), throughput.bucketNs()), 5000);
    QVERIFY(throughput.received().size() <= Throughput::Count);
    QVERIFY(throughput.peakReceived() >= 5000 / (throughput.bucketNs() / 1e9) - 1);
}

void TestLadderModel::stepsThroughTime()
{
    Scene scene;
    for (int i = 0; i < 3; ++i)
        scene.journal.add(RecordKind::BytesSent, 1, "x");
    scene.journal.add(RecordKind::CallRefused, 1, "no", "write");
    QVERIFY(scene.settle(4));
    const auto &index = scene.session.history().index();
    QVERIFY(scene.range.atLatest());
    QCOMPARE(scene.range.instant(), qreal(scene.session.duration()));
    scene.range.step(-1);
    QCOMPARE(scene.cursor.instant(), index[2].timeNs);
    scene.range.step(-1);
    QCOMPARE(scene.cursor.instant(), index[1].timeNs);
    scene.range.step(1);
    QCOMPARE(scene.cursor.instant(), index[2].timeNs);
    scene.range.moveTo(-5);
    QCOMPARE(scene.cursor.instant(), 0);
    scene.range.moveTo(1e18);
    QVERIFY(scene.cursor.atLatest());
    scene.range.step(1);
    QVERIFY(scene.cursor.atLatest());
    const auto activity = scene.range.activity();
    const auto troubles = scene.range.troubles();
    QVERIFY(activity.size() <= SessionHistory::Buckets::count);
    QCOMPARE(*std::max_element(activity.begin(), activity.end()), 1.0);
    QCOMPARE(std::count(troubles.begin(), troubles.end(), 1.0), 1);
}

QTEST_GUILESS_MAIN(TestLadderModel)
#include "tst_ladder_model.moc"
