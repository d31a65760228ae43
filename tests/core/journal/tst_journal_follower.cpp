// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal_samples.h"
#include "journal/journal_follower.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestJournalFollower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsClosedJournalInBatches();
    void followsWriter();
    void waitsForTheFile();
    void endsWhenTheWriterIsGone();
    void reportsFailure();
    void reportsDamageBehindGoodRecords();
    void slotsMayStopOrRestart();
    void eventLoopStaysResponsive();

private:
    [[nodiscard]] QString path(const QString &name = u"session.journal"_s) const { return m_folder.filePath(name); }
    void write(const QString &file, int count);
    QTemporaryDir m_folder;
};

void TestJournalFollower::write(const QString &file, int count)
{
    const auto writer = JournalWriter::create(file, {}, nullptr);
    for (int i = 0; i < count; ++i) {
        RecordHead head;
        head.socket = static_cast<std::uint32_t>(i);
        writer->append(head, QByteArray(50, 'x'));
    }
}

void TestJournalFollower::readsClosedJournalInBatches()
{
    write(path(), 1000);
    JournalFollower follower({.recordsPerBatch = 64});
    QSignalSpy opened(&follower, &JournalFollower::opened);
    QSignalSpy caughtUp(&follower, &JournalFollower::caughtUp);
    QSignalSpy ended(&follower, &JournalFollower::ended);
    std::uint32_t next = 0;
    qsizetype largest = 0;
    connect(&follower, &JournalFollower::recordsRead, this, [&](const QList<Record> &records) {
        QVERIFY(!records.isEmpty());
        largest = std::max(largest, records.size());
        for (const auto &record : records)
            QCOMPARE(record.socket, next++);
    });
    follower.follow(path());
    QVERIFY(follower.isFollowing());
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(next, 1000u);
    QCOMPARE(largest, 64);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(caughtUp.size(), 1);
    QVERIFY(!follower.isFollowing());
}

void TestJournalFollower::followsWriter()
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    JournalFollower follower;
    QSignalSpy caughtUp(&follower, &JournalFollower::caughtUp);
    QSignalSpy ended(&follower, &JournalFollower::ended);
    QList<Record> all;
    connect(&follower, &JournalFollower::recordsRead, this, [&](const QList<Record> &records) { all += records; });
    follower.follow(path());
    QTRY_COMPARE(caughtUp.size(), 1); // also with nothing to read
    for (int round = 1; round <= 5; ++round) {
        writer->append({}, QByteArray::number(round));
        QTRY_COMPARE(all.size(), round);
        QCOMPARE(all.last().payload, QByteArray::number(round));
        QTRY_COMPARE(caughtUp.size(), round + 1);
    }
    QCOMPARE(ended.size(), 0);
    const auto again = follower.reader().at(all.at(2).offset);
    QCOMPARE(again->payload, QByteArray("3"));
    writer->append({}, "last");
    writer->close();
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(all.last().payload, QByteArray("last"));
}

void TestJournalFollower::waitsForTheFile()
{
    const auto file = path(u"later.journal"_s);
    JournalFollower follower;
    QSignalSpy opened(&follower, &JournalFollower::opened);
    QSignalSpy failed(&follower, &JournalFollower::failed);
    QSignalSpy read(&follower, &JournalFollower::recordsRead);
    follower.follow(file);
    QTest::qWait(50);
    QVERIFY(samples::setContents(file, {})); // as between creating the file and writing its header
    QTest::qWait(50);
    QCOMPARE(opened.size() + failed.size(), 0);
    const auto writer = JournalWriter::create(file, {}, nullptr);
    QVERIFY(writer);
    QTRY_COMPARE(opened.size(), 1);
    writer->append({}, "x");
    QTRY_COMPARE(read.size(), 1);
    QCOMPARE(failed.size(), 0);
}

void TestJournalFollower::endsWhenTheWriterIsGone()
{
    auto writer = JournalWriter::create(path(), {}, nullptr);
    for (int i = 0; i < 10; ++i)
        writer->append({}, "x");
    const auto killed = path(u"killed.journal"_s); // the same bytes, and nobody who closes them
    QVERIFY(QFile::copy(path(), killed));
    JournalFollower follower;
    QSignalSpy caughtUp(&follower, &JournalFollower::caughtUp);
    QSignalSpy read(&follower, &JournalFollower::recordsRead);
    QSignalSpy ended(&follower, &JournalFollower::ended);
    follower.follow(killed);
    QTRY_COMPARE(caughtUp.size(), 1);
    QTest::qWait(50);
    QCOMPARE(ended.size(), 0);
    follower.setWriterGone();
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(read.size(), 1);

    QSignalSpy failed(&follower, &JournalFollower::failed);
    follower.follow(path(u"never.journal"_s));
    follower.setWriterGone();
    QTRY_COMPARE(failed.size(), 1);
}

void TestJournalFollower::reportsFailure()
{
    QVERIFY(samples::setContents(path(), QByteArray(500, 'x')));
    JournalFollower follower;
    QSignalSpy opened(&follower, &JournalFollower::opened);
    QSignalSpy failed(&follower, &JournalFollower::failed);
    follower.follow(path());
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().toString().contains(u"is not a journal"));
    QCOMPARE(opened.size(), 0);
    QVERIFY(!follower.isFollowing());
    QVERIFY(QFile::remove(path())); // no writer takes it for a journal
}

void TestJournalFollower::reportsDamageBehindGoodRecords()
{
    write(path(), 20);
    auto bytes = samples::contents(path());
    bytes[bytes.size() - 104 + 4] = 0; // the last record's kind
    QVERIFY(samples::setContents(path(), bytes));
    JournalFollower follower;
    QSignalSpy read(&follower, &JournalFollower::recordsRead);
    QSignalSpy failed(&follower, &JournalFollower::failed);
    QSignalSpy ended(&follower, &JournalFollower::ended);
    follower.follow(path());
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(read.first().first().value<QList<Record>>().size(), 19);
    QCOMPARE(ended.size(), 0);
}

void TestJournalFollower::slotsMayStopOrRestart()
{
    const auto other = path(u"other.journal"_s);
    write(path(), 100);
    write(other, 7);
    JournalFollower follower({.recordsPerBatch = 10});
    QSignalSpy ended(&follower, &JournalFollower::ended);
    QList<qsizetype> batches;
    connect(&follower, &JournalFollower::recordsRead, this, [&](const QList<Record> &records) {
        batches.append(records.size());
        if (batches.size() == 2)
            follower.follow(other);
    });
    follower.follow(path());
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(batches, QList<qsizetype>({10, 10, 7}));

    connect(&follower, &JournalFollower::recordsRead, &follower, &JournalFollower::stop);
    batches.clear();
    follower.follow(other);
    QTRY_COMPARE(batches.size(), 1);
    QTest::qWait(50);
    QCOMPARE(ended.size(), 1);
}

void TestJournalFollower::eventLoopStaysResponsive()
{
    write(path(), 300'000);
    JournalFollower follower;
    QSignalSpy ended(&follower, &JournalFollower::ended);
    qsizetype largest = 0;
    connect(&follower, &JournalFollower::recordsRead, this,
            [&](const QList<Record> &records) { largest = std::max(largest, records.size()); });
    int turns = 0;
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, this, [&] { ++turns; });
    ticks.start(0);
    follower.follow(path());
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 60'000);
    QVERIFY(largest <= 4096);
    QVERIFY2(turns >= 300'000 / 4096, qPrintable(QString::number(turns)));
}

QTEST_GUILESS_MAIN(TestJournalFollower)
#include "tst_journal_follower.moc"
