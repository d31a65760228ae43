// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ladder/ladder_slots.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace sockscope;

/// What is kept from look to look is what one look at all would give.
class TestLadderSlots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void growing();
    void anyLook_data();
    void anyLook();
    void deliveredLater();
    void oldestGone();
};

namespace {

struct Scene
{
    explicit Scene(int limit = RecordIndex::DefaultLimit)
        : index(limit)
    {
    }
    void add(int count)
    {
        QList<Record> batch;
        for (int i = 0; i < count; ++i) {
            Record record;
            record.kind = random() % 3 == 0 ? RecordKind::BytesSent : RecordKind::BytesReceived;
            record.socket = 1 + static_cast<std::uint32_t>(random() % 2);
            record.timeNs = time += static_cast<std::int64_t>(random() % 2000);
            record.offset = offset += 64;
            record.payload = QByteArray(static_cast<qsizetype>(random() % 5), 'x');
            batch.append(record);
        }
        index.append(batch);
        records.update(index);
    }
    [[nodiscard]] QList<LadderSlot> look(LadderSlots &with, std::int64_t end, std::int64_t from, std::int64_t to,
                                         std::int64_t slotNs) const
    {
        return with.between(index, records, end, from, to, slotNs);
    }
    std::mt19937 random{5};
    std::int64_t time = 0;
    std::int64_t offset = 128;
    RecordIndex index;
    SocketRecords records;
};

QStringList words(const QList<LadderSlot> &all)
{
    QStringList list;
    for (const auto &slot : all)
        for (const auto &g : slot.groups)
            list += u"%1-%2: kind %3, %4 with %5 bytes, %6-%7, at %8-%9"_s.arg(slot.fromNs)
                        .arg(slot.toNs)
                        .arg(int(g.kind))
                        .arg(g.count)
                        .arg(g.bytes)
                        .arg(g.firstNs)
                        .arg(g.lastNs)
                        .arg(g.offset)
                        .arg(g.lastOffset);
    return list;
}

std::int64_t countOf(const QList<LadderSlot> &all)
{
    std::int64_t count = 0;
    for (const auto &slot : all)
        for (const auto &group : slot.groups)
            count += group.count;
    return count;
}

} // namespace

void TestLadderSlots::growing()
{
    Scene scene;
    LadderSlots kept;
    for (int batch = 0; batch < 60; ++batch) {
        scene.add(batch % 7 == 0 ? 1 : 1500);
        const auto slotNs = scene.time / 300 + 1; // as a view of everything has them
        const auto shown = scene.look(kept, scene.records.count(), -5, scene.time, slotNs);
        LadderSlots anew;
        QCOMPARE(words(shown), words(scene.look(anew, scene.records.count(), -5, scene.time, slotNs)));
        QCOMPARE(countOf(shown), scene.records.count());
        QVERIFY(shown.size() <= 302);
    }
}

void TestLadderSlots::anyLook_data()
{
    QTest::addColumn<quint32>("socket");
    QTest::newRow("all sockets") << 0u;
    QTest::newRow("one of two") << 2u;
}

void TestLadderSlots::anyLook()
{
    QFETCH(const quint32, socket);
    Scene scene;
    scene.records.setSocket(socket);
    LadderSlots kept;
    for (int i = 0; i < 150; ++i) {
        scene.add(i < 60 ? 2000 : 100);
        const auto any = [&scene](std::int64_t max) { return static_cast<std::int64_t>(scene.random()) % (max + 1); };
        const auto from = i % 3 == 0 ? 0 : any(scene.time / 4);
        const auto to = i % 4 == 0 ? scene.time : from + any(scene.time);
        const auto end = i % 5 == 0 ? any(scene.records.count()) : scene.records.count(); // an instant
        const auto slotNs = std::max<std::int64_t>((to - from) / 1000, 1) << any(5);
        LadderSlots anew;
        QCOMPARE(words(scene.look(kept, end, from, to, slotNs)), words(scene.look(anew, end, from, to, slotNs)));
    }
}

void TestLadderSlots::deliveredLater()
{
    Scene scene;
    scene.add(LadderSlots::DirectRecords + 5000);
    Record data;
    data.kind = RecordKind::BytesReceived;
    data.socket = 3;
    data.timeNs = scene.time += 1;
    data.offset = scene.offset += 64;
    scene.index.append({data});
    scene.records.update(scene.index);
    LadderSlots kept;
    const auto delays = [&] {
        std::uint32_t most = 0;
        for (const auto &slot : scene.look(kept, scene.records.count(), 0, scene.time, scene.time / 100))
            for (const auto &group : slot.groups)
                most = std::max(most, group.delayUs);
        return most;
    };
    QCOMPARE(delays(), 0u);
    Record delivered = data;
    delivered.kind = RecordKind::EventDelivered;
    delivered.payload = "data";
    delivered.timeNs += 7'000;
    scene.index.append({delivered});
    scene.records.update(scene.index);
    QCOMPARE(delays(), 7u);
}

void TestLadderSlots::oldestGone()
{
    Scene scene(50'000);
    LadderSlots kept;
    for (int i = 0; i < 100; ++i) {
        scene.add(1000);
        const auto first = scene.index[scene.index.first()].timeNs;
        const auto shown = scene.look(kept, scene.records.count(), first, scene.time, (scene.time - first) / 100 + 1);
        QVERIFY(countOf(shown) >= scene.records.count());
        QVERIFY(shown.size() <= 102);
        QCOMPARE(shown.last().groups.last().lastNs <= scene.time, true);
    }
}

QTEST_APPLESS_MAIN(TestLadderSlots)
#include "tst_ladder_slots.moc"
