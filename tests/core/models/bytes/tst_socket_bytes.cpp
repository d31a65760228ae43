// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/socket_bytes.h"

#include <QTest>

#include <random>

using namespace sockscope;

/// Against a list that is looked through from its start.
class TestSocketBytes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lookUps_data();
    void lookUps();
    void empty();
};

namespace {

constexpr std::array Lanes{ByteLane::Sent, ByteLane::Received, ByteLane::Both};

struct Plain
{
    std::int64_t record;
    std::int64_t time;
    std::int64_t size;
    bool received;
};

std::int64_t sizeOf(const std::vector<Plain> &all, ByteLane lane, std::size_t chunks)
{
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < chunks; ++i)
        bytes += lane == ByteLane::Both || (lane == ByteLane::Received) == all[i].received ? all[i].size : 0;
    return bytes;
}

} // namespace

void TestSocketBytes::lookUps_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("maxSize");  // of a chunk
    QTest::addColumn<qint64>("maxStep");  // between two records of the socket, bytes
    QTest::addColumn<qint64>("maxPause"); // nanoseconds
    QTest::newRow("one") << 1 << qint64{10} << qint64{100} << qint64{1000};
    QTest::newRow("a full block") << 64 << qint64{10} << qint64{100} << qint64{1000};
    QTest::newRow("one more") << 65 << qint64{10} << qint64{100} << qint64{1000};
    QTest::newRow("several parts of memory") << 2500 << qint64{10} << qint64{100} << qint64{1000};
    QTest::newRow("no time passes") << 300 << qint64{10} << qint64{100} << qint64{0};
    QTest::newRow("seconds between") << 300 << qint64{10} << qint64{100} << qint64{3'000'000'000};
    QTest::newRow("hours between") << 100 << qint64{10} << qint64{100} << qint64{10'000'000'000'000};
    QTest::newRow("far from each other in the file") << 300 << qint64{10} << (qint64{1} << 31) << qint64{1000};
    QTest::newRow("gigabytes") << 100 << (qint64{1} << 31) << (qint64{1} << 33) << qint64{1'000'000'000};
}

void TestSocketBytes::lookUps()
{
    QFETCH(const int, count);
    QFETCH(const qint64, maxSize);
    QFETCH(const qint64, maxStep);
    QFETCH(const qint64, maxPause);
    std::mt19937_64 random(7);
    const auto upTo = [&random](qint64 max) { return max == 0 ? 0 : static_cast<qint64>(random() % quint64(max)) + 1; };
    SocketBytes bytes;
    std::vector<Plain> plain;
    Record record;
    static const char nothing = 0; // only the size counts
    for (int i = 0; i < count; ++i) {
        record.offset += upTo(maxStep);
        record.timeNs += upTo(maxPause);
        record.kind = random() % 3 == 0 ? RecordKind::BytesSent : RecordKind::BytesReceived;
        record.payload = QByteArray::fromRawData(&nothing, upTo(maxSize));
        bytes.append(record);
        plain.push_back(
            {record.offset, record.timeNs, record.payload.size(), record.kind == RecordKind::BytesReceived});
    }
    QCOMPARE(bytes.count(), count);
    for (int i = count - 1; i >= 0; --i) { // backwards, and from end to end: no look-up may rely on the last one
        const auto &each = plain[std::size_t(i)];
        QCOMPARE(bytes.record(i), each.record);
        QCOMPARE(bytes.timeNs(i), each.time);
        QCOMPARE(bytes.size(i), each.size);
        QCOMPARE(bytes.direction(i), each.received ? ByteLane::Received : ByteLane::Sent);
        QCOMPARE(bytes.chunkOf(each.record), i);
        const bool isShared = i > 0 && plain[std::size_t(i) - 1].record == each.record - 1;
        QCOMPARE(bytes.chunkOf(each.record - 1), isShared ? i - 1 : -1);
        const auto same = std::ranges::upper_bound(plain, each.time, {}, &Plain::time) - plain.begin();
        QCOMPARE(bytes.countAt(each.time), int(same));
        for (const auto lane : Lanes) {
            const auto start = sizeOf(plain, lane, std::size_t(i));
            QCOMPARE(bytes.start(lane, i), start);
            if (!bytes.isIn(i, lane))
                continue;
            QCOMPARE(bytes.chunkAt(lane, start), i);
            QCOMPARE(bytes.chunkAt(lane, start + each.size - 1), i);
        }
        QCOMPARE(bytes.record(count - 1 - i), plain[std::size_t(count - 1 - i)].record);
    }
    QCOMPARE(bytes.countAt(plain.front().time - 1), 0);
    for (const auto lane : Lanes)
        QCOMPARE(bytes.size(lane), sizeOf(plain, lane, plain.size()));
}

void TestSocketBytes::empty()
{
    const SocketBytes none;
    QCOMPARE(none.count(), 0);
    QCOMPARE(none.countAt(5), 0);
    QCOMPARE(none.size(ByteLane::Both), 0);
    QCOMPARE(none.chunkOf(5), -1);
}

QTEST_APPLESS_MAIN(TestSocketBytes)
#include "tst_socket_bytes.moc"
