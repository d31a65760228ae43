// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal_writer.h"
#include "models/session/journal_session.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestJournalSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsThreadsThatWrite();
    void states();
    void totals();
    void captureStopped();
    void killedWriter();
    void damagedJournal();
    void openAgainStartsAfresh();

private:
    using Mode = QAbstractItemModelTester::FailureReportingMode;
    [[nodiscard]] QString path(const QString &name = u"session.journal"_s) const { return m_folder.filePath(name); }
    static RecordHead head(RecordKind kind, std::uint32_t socket = 0);
    QTemporaryDir m_folder;
};

RecordHead TestJournalSession::head(RecordKind kind, std::uint32_t socket)
{
    RecordHead result;
    result.kind = kind;
    result.socket = socket;
    return result;
}

void TestJournalSession::followsThreadsThatWrite()
{
    constexpr std::uint32_t threads = 4;
    constexpr std::uint32_t sockets = 50;
    constexpr int chunks = 40;
    JournalSession session({.intervalMs = 5, .recordsPerBatch = 300});
    const QAbstractItemModelTester socketsTester(session.sockets(), Mode::QtTest);
    const QAbstractItemModelTester timelineTester(session.timeline(), Mode::QtTest);
    const QAbstractItemModelTester consoleTester(session.console(), Mode::QtTest);
    const auto file = path(u"live.journal"_s);
    session.open(file); // before it exists
    QCOMPARE(session.state(), JournalSession::Waiting);

    auto writer = JournalWriter::create(file, {}, nullptr);
    std::atomic<int> running = threads;
    std::vector<std::jthread> pool;
    for (std::uint32_t vu = 0; vu < threads; ++vu) {
        pool.emplace_back([&writer, &running, vu] {
            for (std::uint32_t i = 1; i <= sockets; ++i) {
                const auto socket = vu * sockets + i;
                writer->append(head(RecordKind::SocketCreated, socket));
                auto state = head(RecordKind::StateChanged, socket);
                state.stateAfter = JournalState::Open;
                writer->append(state, {}, "connected");
                for (int chunk = 0; chunk < chunks; ++chunk)
                    writer->append(head(RecordKind::BytesReceived, socket), QByteArray(10, 'x'));
                writer->append(head(RecordKind::Console), "done");
                if (i % 2 == 0) {
                    state.stateAfter = JournalState::Destroyed;
                    writer->append(state, {}, "destroy()");
                }
            }
            --running;
        });
    }
    QTRY_COMPARE(running.load(), 0); // the session follows meanwhile
    writer->close();
    QTRY_COMPARE(session.state(), JournalSession::Ended);

    QCOMPARE(session.sockets()->count(), static_cast<int>(threads * sockets));
    QCOMPARE(session.sockets()->openCount(), static_cast<int>(threads * sockets / 2));
    QCOMPARE(session.bytesReceived(), qint64{threads} * sockets * chunks * 10);
    QCOMPARE(session.console()->count(), static_cast<int>(threads * sockets));
    QCOMPARE(session.timeline()->count(), session.recordCount());
    QCOMPARE(static_cast<std::uint64_t>(session.recordCount()), writer->totals().records);
    for (int row = 0; row < session.sockets()->count(); ++row)
        QCOMPARE(session.sockets()->index(row).data(SocketsModel::BytesReceivedRole).toInt(), chunks * 10);
}

void TestJournalSession::states()
{
    JournalSession session;
    QSignalSpy changed(&session, &JournalSession::stateChanged);
    QCOMPARE(session.state(), JournalSession::None);
    auto writer = JournalWriter::create(path(), {}, nullptr);
    session.open(path());
    QCOMPARE(session.path(), path());
    QTRY_COMPARE(session.state(), JournalSession::Live);
    QVERIFY(qAbs(session.startedAt().msecsTo(QDateTime::currentDateTimeUtc())) < 60'000);
    writer->append(head(RecordKind::Note), "x");
    QTRY_COMPARE(session.timeline()->count(), 1);
    QCOMPARE(session.state(), JournalSession::Live);
    writer.reset();
    QTRY_COMPARE(session.state(), JournalSession::Ended);
    QCOMPARE(changed.size(), 4); // Waiting, Loading, Live, Ended
    session.clear();
    QCOMPARE(session.state(), JournalSession::None);
    QCOMPARE(session.timeline()->count(), 0);
}

void TestJournalSession::totals()
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    JournalSession session;
    QSignalSpy batches(&session, &JournalSession::recordsApplied);
    session.open(path());
    writer->append(head(RecordKind::SessionStarted),
                   R"({"script":"echo.js","program":"sockscope","version":"1","args":[]})");
    writer->append(head(RecordKind::BytesSent, 1), "12345");
    writer->append(head(RecordKind::BytesReceived, 1), "123");
    QTRY_COMPARE(session.bytesReceived(), 3);
    QCOMPARE(session.script(), u"echo.js"_s);
    QCOMPARE(session.bytesSent(), 5);
    QVERIFY(!session.isFinished());
    QVERIFY(session.duration() > 0 && session.duration() <= writer->now());
    writer->append(head(RecordKind::SessionFinished), R"({"exitCode":99,"reason":"thresholds were crossed"})");
    QTRY_VERIFY(session.isFinished());
    QCOMPARE(session.exitCode(), 99);
    QCOMPARE(session.finishReason(), u"thresholds were crossed"_s);
    QCOMPARE(session.recordCount(), 4);
    QVERIFY(batches.size() >= 1);
    const auto offset = session.timeline()->index(1).data(TimelineModel::OffsetRole).toLongLong();
    QCOMPARE(session.payload(offset), QByteArray("12345"));
    QCOMPARE(session.payload(offset, 2), QByteArray("12"));
    QCOMPARE(session.payload(3), QByteArray());
}

void TestJournalSession::captureStopped()
{
    const auto writer = JournalWriter::create(path(), {.maxBytes = 16 << 10}, nullptr);
    JournalSession session;
    session.open(path());
    while (writer->totals().stopReason.isEmpty())
        writer->append(head(RecordKind::BytesSent, 1), QByteArray(100, 'x'));
    QTRY_COMPARE(session.captureStopped(), writer->totals().stopReason);
    QTRY_COMPARE(session.droppedRecords(), 1);
    QTRY_COMPARE(session.state(), JournalSession::Live);
    for (int i = 0; i < 9; ++i) // leaves no record, and shows all the same
        writer->append(head(RecordKind::BytesSent, 1), QByteArray(100, 'x'));
    QTRY_COMPARE(session.droppedRecords(), 10);
    QCOMPARE(session.droppedBytes(), 1000);
    QCOMPARE(session.console()->index(session.console()->count() - 1).data(ConsoleModel::EntryRole),
             static_cast<int>(ConsoleModel::CaptureStopped));
}

void TestJournalSession::killedWriter()
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    writer->append(head(RecordKind::Note), "x");
    const auto killed = path(u"killed.journal"_s); // the same bytes, and nobody who closes them
    QVERIFY(QFile::copy(path(), killed));
    JournalSession session;
    session.open(killed);
    QTRY_COMPARE(session.state(), JournalSession::Live);
    session.setWriterGone();
    QTRY_COMPARE(session.state(), JournalSession::Ended);
    QCOMPARE(session.timeline()->count(), 1);
    QVERIFY(!session.isFinished());
}

void TestJournalSession::damagedJournal()
{
    const auto file = path(u"damaged.journal"_s);
    {
        const auto writer = JournalWriter::create(file, {}, nullptr);
        writer->append(head(RecordKind::Note), "good");
        writer->append(head(RecordKind::Note), "bad!");
    }
    QFile damaged(file);
    QVERIFY(damaged.open(QIODevice::ReadWrite));
    QVERIFY(damaged.seek(128 + 56 + 4) && damaged.putChar('\0')); // the second record's kind
    damaged.close();
    JournalSession session;
    session.open(file);
    QTRY_COMPARE(session.state(), JournalSession::Failed);
    QVERIFY2(session.error().contains(u"is damaged: the record at offset 184"), qPrintable(session.error()));
    QCOMPARE(session.timeline()->count(), 1);
}

void TestJournalSession::openAgainStartsAfresh()
{
    const auto other = path(u"other.journal"_s);
    {
        const auto writer = JournalWriter::create(path(), {}, nullptr);
        (void)writer->fileId(u"/a/first.js"_s);
        writer->append(head(RecordKind::BytesSent, 1), "12345");
        writer->append(head(RecordKind::Console), "x");
        const auto second = JournalWriter::create(other, {}, nullptr);
        second->append(head(RecordKind::Note), "y");
    }
    JournalSession session;
    session.open(path());
    QTRY_COMPARE(session.state(), JournalSession::Ended);
    QCOMPARE(session.sockets()->count(), 1);
    session.open(other);
    QTRY_COMPARE(session.state(), JournalSession::Ended);
    QCOMPARE(session.recordCount(), 1);
    QCOMPARE(session.bytesSent(), 0);
    QCOMPARE(session.sockets()->count(), 0);
    QCOMPARE(session.console()->count(), 0);
    QCOMPARE(session.timeline()->index(0).data(TimelineModel::PreviewRole), u"y"_s);
    QCOMPARE(session.reader().fileName(1), QString());
}

QTEST_GUILESS_MAIN(TestJournalSession)
#include "tst_journal_session.moc"
