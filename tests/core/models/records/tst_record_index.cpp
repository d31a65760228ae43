// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/records/record_index.h"
#include "models/records/time_buckets.h"
#include "models/sockets/socket_records.h"
#include "support/process_state.h"

#include <QTest>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestRecordIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsByTime();
    void delaysOfDataEvents();
    void whoClosed_data();
    void whoClosed();
    void bounded();
    void recordsOfOneSocket();
    void endedSocketsLeaveNothing();
    void buckets();

private:
    static Record record(RecordKind kind, std::uint32_t socket, std::int64_t timeNs, const QByteArray &payload = {},
                         const QString &cause = {});
};

Record TestRecordIndex::record(RecordKind kind, std::uint32_t socket, std::int64_t timeNs, const QByteArray &payload,
                               const QString &cause)
{
    Record record;
    record.kind = kind;
    record.socket = socket;
    record.timeNs = timeNs;
    record.payload = payload;
    record.cause = cause;
    record.offset = 128 + timeNs;
    return record;
}

void TestRecordIndex::findsByTime()
{
    RecordIndex index;
    QCOMPARE(index.behind(-1), 0);
    index.append({record(RecordKind::SocketCreated, 1, 10), record(RecordKind::Console, 0, 15),
                  record(RecordKind::BytesSent, 1, 20, "abc"), record(RecordKind::BytesSent, 2, 20, "d"),
                  record(RecordKind::BytesSent, 1, 30)});
    QCOMPARE(index.end(), 4); // what concerns no socket isn't kept
    QCOMPARE(index.from(20), 1);
    QCOMPARE(index.behind(20), 3);
    QCOMPARE(index.behind(9), 0);
    QCOMPARE(index.behind(-1), 4);
    QCOMPARE(index[1].size, 3u);
    QCOMPARE(index.numberOf(128 + 30), 3);
    QCOMPARE(index.numberOf(128 + 31), -1);
}

void TestRecordIndex::delaysOfDataEvents()
{
    RecordIndex index;
    index.append({record(RecordKind::BytesReceived, 1, 1'000, "a"), record(RecordKind::BytesReceived, 2, 1'500, "x"),
                  record(RecordKind::BytesReceived, 1, 2'000, "lost", u"no handler"_s),
                  record(RecordKind::BytesReceived, 1, 3'000, "b"),
                  record(RecordKind::EventDelivered, 1, 5'000, "data")});
    index.append({record(RecordKind::EventDelivered, 1, 103'000, "data"),
                  record(RecordKind::EventDelivered, 2, 104'000, "close"),
                  record(RecordKind::EventDelivered, 2, 105'000, "data")});
    QCOMPARE(index[0].delayUs, 4u);
    QCOMPARE(index[1].delayUs, 0u); // the socket had closed first
    QCOMPARE(index[2].delayUs, 0u);
    QVERIFY(index[2].isUnheard());
    QCOMPARE(index[3].delayUs, 100u);
    QCOMPARE(index[4].detail(), IndexEntry::DataEvent);
}

void TestRecordIndex::whoClosed_data()
{
    QTest::addColumn<QString>("cause");
    QTest::addColumn<int>("detail");
    QTest::newRow("FIN") << u"peer FIN"_s << int(IndexEntry::PeerFin);
    QTest::newRow("RST") << u"peer RST"_s << int(IndexEntry::PeerReset);
    QTest::newRow("close_notify") << u"peer close_notify"_s << int(IndexEntry::PeerFin);
    QTest::newRow("read error") << u"read tcp a->b: read: connection reset by peer"_s << int(IndexEntry::PeerReset);
    QTest::newRow("ours") << u"destroy()"_s << int(IndexEntry::LocalClose);
}

void TestRecordIndex::whoClosed()
{
    QFETCH(QString, cause);
    QFETCH(int, detail);
    auto closed = record(RecordKind::StateChanged, 1, 1, {}, cause);
    closed.stateBefore = JournalState::Open;
    closed.stateAfter = JournalState::Destroyed;
    RecordIndex index;
    index.append({closed});
    QCOMPARE(int(index[0].detail()), detail);
}

void TestRecordIndex::bounded()
{
    RecordIndex index(100);
    SocketRecords records;
    records.setSocket(7);
    for (int i = 0; i < 250; ++i) {
        index.append(
            {record(i % 2 ? RecordKind::BytesReceived : RecordKind::EventDelivered, i % 5 ? 1 : 7, i, "data")});
        records.update(index);
        QVERIFY(index.end() - index.first() <= 100);
    }
    QCOMPARE(index.end(), 250);
    QVERIFY(index.first() > 140);
    QCOMPARE(index[index.first()].timeNs, index.first());
    QCOMPARE(index.from(0), index.first());
    QVERIFY(records.count() > 10 && records.count() <= 22);
    for (std::int64_t i = 0; i < records.count(); ++i)
        QCOMPARE(index[records[i]].socket, 7u);
}

void TestRecordIndex::recordsOfOneSocket()
{
    RecordIndex index;
    SocketRecords one;
    SocketRecords all;
    one.setSocket(2);
    index.append({record(RecordKind::BytesSent, 1, 1), record(RecordKind::BytesSent, 2, 2)});
    QVERIFY(!one.update(index));
    index.append({record(RecordKind::BytesSent, 2, 3), record(RecordKind::BytesSent, 1, 4)});
    one.update(index);
    all.update(index);
    QCOMPARE(one.count(), 2);
    QCOMPARE(one[1], 2);
    QCOMPARE(one.positionOf(2), 1);
    QCOMPARE(one.positionOf(3), 2);
    QCOMPARE(all.count(), 4);
    QCOMPARE(all.positionOf(3), 3);
}

/// A socket that ends with its iteration has no close event; what was kept to match its deliveries goes all the same.
void TestRecordIndex::endedSocketsLeaveNothing()
{
    if (!test::isMemoryMeasurable)
        QSKIP("a sanitizer keeps the heap by itself");
    constexpr std::uint32_t sockets = 5000;
    const auto heap = [](bool hasCloseEvent) {
        const std::size_t before = ::mallinfo2().uordblks;
        RecordIndex index;
        for (std::uint32_t socket = 1; socket <= sockets; ++socket) {
            Record ended = record(RecordKind::StateChanged, socket, 40, {}, u"the iteration ended"_s);
            ended.stateAfter = JournalState::Destroyed;
            index.append({record(RecordKind::BytesReceived, socket, 20, "abc"),
                          record(RecordKind::EventDelivered, socket, 30, "data"), ended,
                          hasCloseEvent ? record(RecordKind::EventDelivered, socket, 50, "close")
                                        : record(RecordKind::CallRefused, socket, 50)});
        }
        return static_cast<qint64>(::mallinfo2().uordblks - before) / sockets;
    };
    const qint64 usual = heap(true), withoutClose = heap(false);
    QVERIFY2(withoutClose < usual + 100, qPrintable(u"%1 and %2 bytes a socket"_s.arg(withoutClose).arg(usual)));
}

void TestRecordIndex::buckets()
{
    TimeBuckets<4> buckets(100, 10);
    for (const auto time : {90, 100, 109, 110, 139})
        buckets.add(time, 1);
    QCOMPARE(buckets[0], 3);
    QCOMPARE(buckets[1], 1);
    QCOMPARE(buckets[3], 1);
    buckets.add(100 + 95, 5); // 40 wide become 160
    QCOMPARE(buckets.width(), 40);
    QCOMPARE(buckets[0], 5);
    QCOMPARE(buckets[1], 0);
    QCOMPARE(buckets[2], 5);
}

QTEST_GUILESS_MAIN(TestRecordIndex)
#include "tst_record_index.moc"
