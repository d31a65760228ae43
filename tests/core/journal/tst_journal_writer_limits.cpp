// SPDX-License-Identifier: GPL-3.0-or-later
// A journal that may not or cannot grow: the capture stops, and the file says why.
#include "writer_fixture.h"

#include <QFileInfo>
#include <QTest>

#include <sys/mount.h>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

/// Lowers the size that a file of this process may have, for one scope.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit lowered{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &lowered);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
};

} // namespace

class TestJournalWriterLimits : public QObject, protected WriterFixture
{
    Q_OBJECT
private Q_SLOTS:
    void capStopsTheCapture_data();
    void capStopsTheCapture();
    void fileSizeLimitStopsTheCapture();
    void fullDiskStopsTheCapture();
};

void TestJournalWriterLimits::capStopsTheCapture_data()
{
    QTest::addColumn<int>("payloadBytes");
    QTest::newRow("empty payloads") << 0;
    QTest::newRow("small payloads") << 100;
    QTest::newRow("payloads of a page") << 4096;
    QTest::newRow("payloads over the cap") << 300'000;
}

void TestJournalWriterLimits::capStopsTheCapture()
{
    QFETCH(int, payloadBytes);
    constexpr std::int64_t cap = 100'000;
    const auto writer = create({.maxBytes = cap});
    const QByteArray payload(payloadBytes, 'p');
    int appended = 0;
    for (; writer->totals().stopReason.isEmpty(); ++appended)
        writer->append(headOf(RecordKind::BytesSent), payload);
    for (int i = 0; i < 5; ++i)
        writer->append(headOf(RecordKind::BytesSent), payload);
    writer->append(headOf(RecordKind::SessionFinished), R"({"exitCode":0})");
    const auto totals = writer->totals();
    QCOMPARE(totals.droppedRecords, 6u);
    QCOMPARE(totals.droppedBytes, 6 * payloadBytes);
    QCOMPARE(totals.stopReason, u"Capture stopped: the journal reached its size limit of 97.7 KiB."_s);

    JournalReader reader;
    QVERIFY(reader.open(path()));
    QVERIFY(reader.summary().captureStopped && !reader.summary().closed);
    writer->close();
    const auto read = samples::readAll(reader);
    QCOMPARE(read.size(), appended + 1); // one was dropped, two came on top
    QCOMPARE(read[read.size() - 2].kind, RecordKind::CaptureStopped);
    QCOMPARE(QString::fromUtf8(read[read.size() - 2].payload), totals.stopReason);
    QCOMPARE(read.last().kind, RecordKind::SessionFinished);
    QVERIFY(QFileInfo(path()).size() <= cap);
    const auto summary = reader.summary();
    QVERIFY(summary.captureStopped && summary.closed);
    QCOMPARE(summary.records, static_cast<std::uint64_t>(read.size()));
    QCOMPARE(summary.droppedRecords, 6u);
    QCOMPARE(summary.droppedBytes, static_cast<std::uint64_t>(6 * payloadBytes));
}

void TestJournalWriterLimits::fileSizeLimitStopsTheCapture()
{
    const FileSizeLimit limit(200'000); // growing past it would end this process with SIGXFSZ
    auto writer = create();
    QVERIFY(writer);
    for (int i = 0; i < 3000; ++i)
        writer->append(headOf(RecordKind::BytesSent), QByteArray(100, 'p'));
    const auto totals = writer->totals();
    QCOMPARE(totals.stopReason, u"Capture stopped: the journal can't grow (File too large)."_s);
    QVERIFY(totals.droppedRecords > 0);
    QVERIFY2(totals.bytes > 190'000, "the last pages are used as well");
    JournalReader reader;
    QVERIFY(reader.open(path()));
    const auto read = samples::readAll(reader);
    QCOMPARE(read.last().kind, RecordKind::CaptureStopped);
    QCOMPARE(static_cast<std::uint64_t>(read.size()) + totals.droppedRecords, 3001u);

    writer.reset();
    const FileSizeLimit lower(1000);
    QString error;
    QVERIFY(!JournalWriter::create(path(), {}, &error));
    QCOMPARE(error, u"Can't write the journal '%1': File too large."_s.arg(path()));
    QVERIFY(!QFile::exists(path()));
}

void TestJournalWriterLimits::fullDiskStopsTheCapture()
{
    QTemporaryDir disk;
    if (mount("none", qPrintable(disk.path()), "tmpfs", 0, "size=256k,mode=0700") != 0)
        QSKIP("mounting a small tmpfs takes root; fileSizeLimitStopsTheCapture covers the same code");
    const auto file = disk.filePath(u"session.journal"_s);
    QString error;
    auto writer = JournalWriter::create(file, {}, &error);
    QVERIFY2(writer, qPrintable(error));
    for (int i = 0; i < 5000; ++i)
        writer->append(headOf(RecordKind::BytesSent), QByteArray(100, 'p'));
    const auto totals = writer->totals();
    JournalReader reader;
    const bool isOpen = reader.open(file);
    const auto read = samples::readAll(reader);
    auto second = JournalWriter::create(disk.filePath(u"second.journal"_s), {}, &error);
    const bool isRefused = !second && !QFile::exists(disk.filePath(u"second.journal"_s));
    writer.reset();
    reader = JournalReader();
    QCOMPARE(umount2(qPrintable(disk.path()), 0), 0);

    QVERIFY(isOpen);
    QCOMPARE(totals.stopReason, u"Capture stopped: the journal can't grow (No space left on device)."_s);
    QVERIFY(totals.bytes > 200'000);
    QCOMPARE(read.last().kind, RecordKind::CaptureStopped);
    QCOMPARE(static_cast<std::uint64_t>(read.size()) + totals.droppedRecords, 5001u);
    QVERIFY(isRefused);
    QVERIFY2(error.endsWith(u": No space left on device."), qPrintable(error));
}

QTEST_GUILESS_MAIN(TestJournalWriterLimits)
#include "tst_journal_writer_limits.moc"
