// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/write_queue.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using sockscope::WriteQueue;

class TestWriteQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void emptyWriteBehindFedBytes();
    void failureCountsWhatLeft();
    void randomSequences();
};

void TestWriteQueue::emptyWriteBehindFedBytes()
{
    WriteQueue queue;
    queue.add("abc");
    queue.fed(3);
    queue.add({});
    queue.add("d");
    QCOMPARE(queue.next(10).size(), std::size_t(1)); // the empty one is no obstacle
    QVERIFY(!queue.hasSettled());
    queue.sent(3);
    QCOMPARE(queue.takeSettled().ticket, 1u);
    QCOMPARE(queue.takeSettled().ticket, 2u);
    QVERIFY(!queue.hasSettled());
}

void TestWriteQueue::failureCountsWhatLeft()
{
    WriteQueue queue;
    queue.add("abc");
    queue.add("defg");
    queue.add("h");
    queue.fed(6);
    queue.sent(5);
    QCOMPARE(queue.waitingBytes(), 3);
    queue.failAll([](qint64 done) { return QString::number(done); });
    QCOMPARE(queue.takeSettled().bytes, 3);
    QCOMPARE(queue.takeSettled().failure, u"2"_s);
    QCOMPARE(queue.takeSettled().failure, u"0"_s);
    QVERIFY(queue.isDrained());
    QCOMPARE(queue.waitingBytes(), 0);
}

// Against a plain string: whatever the sizes of writes, pieces and progress, the bytes and the tickets come in order.
void TestWriteQueue::randomSequences()
{
    for (quint32 seed = 1; seed <= 300; ++seed) {
        QRandomGenerator random(seed);
        WriteQueue queue;
        QByteArray expected, fed;
        QList<qint64> ends;
        qint64 sent = 0;
        quint64 nextTicket = 1;
        for (int step = 0; step < 200; ++step) {
            if (random.bounded(3) == 0) {
                const QByteArray bytes(random.bounded(4) == 0 ? 0 : random.bounded(50), char('a' + step % 26));
                expected += bytes;
                ends += expected.size();
                QCOMPARE(queue.add(bytes), quint64(ends.size()));
            }
            const auto piece = queue.next(random.bounded(1, 40));
            QCOMPARE(piece.empty(), fed.size() == expected.size());
            const qint64 taken = piece.empty() ? 0 : random.bounded(1, int(piece.size()) + 1);
            fed.append(piece.data(), taken);
            queue.fed(taken);
            sent += random.bounded(int(fed.size() - sent) + 1);
            queue.sent(sent);
            while (queue.hasSettled()) {
                QCOMPARE(queue.takeSettled().ticket, nextTicket);
                QVERIFY(ends[qsizetype(nextTicket) - 1] <= sent);
                ++nextTicket;
            }
            QVERIFY(nextTicket > quint64(ends.size()) || ends[qsizetype(nextTicket) - 1] > sent);
            QCOMPARE(queue.waitingBytes(), expected.size() - sent);
        }
        QVERIFY(expected.startsWith(fed));
    }
}

QTEST_GUILESS_MAIN(TestWriteQueue)
#include "tst_write_queue.moc"
