// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal_samples.h"

#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <map>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

RecordHead headOf(RecordKind kind)
{
    RecordHead head;
    head.kind = kind;
    return head;
}

/// The child of the kill test: appends numbered records until it is killed, and says how many are surely there.
int appendUntilKilled(const QString &path)
{
    const auto writer = JournalWriter::create(path, {}, nullptr);
    if (!writer)
        return 1;
    for (std::uint32_t i = 0;; ++i) {
        auto head = headOf(RecordKind::BytesSent);
        head.socket = i;
        writer->append(head, QByteArray(static_cast<qsizetype>(i % 300), static_cast<char>(i)), "written by the child");
        if (i % 64 == 0 && ::write(STDOUT_FILENO, &i, sizeof i) != sizeof i)
            return 2;
    }
}

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

class TestJournalWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldAndKindComesBack();
    void timesComeFromTheWriter();
    void fileNamesAreWrittenOnce();
    void longPayloadsAreSplit();
    void longCausesAreCutBetweenCharacters();
    void threadsAppendWholeRecords();
    void capStopsTheCapture_data();
    void capStopsTheCapture();
    void fileSizeLimitStopsTheCapture();
    void fullDiskStopsTheCapture();
    void closeCutsTheFile();
    void appendingAfterCloseIsCounted();
    void fileIsPrivate();
    void badPaths_data();
    void badPaths();
    void otherFilesAreKept();
    void secondWriterIsRefused();
    void killedWriterLeavesItsRecords();

private:
    [[nodiscard]] QString path(const QString &name = u"session.journal"_s) const { return m_folder.filePath(name); }
    std::unique_ptr<JournalWriter> create(JournalWriter::Options options = {});
    QTemporaryDir m_folder;
};

std::unique_ptr<JournalWriter> TestJournalWriter::create(JournalWriter::Options options)
{
    QString error;
    auto writer = JournalWriter::create(path(), options, &error);
    if (!writer)
        qWarning("%ls", qUtf16Printable(error));
    return writer;
}

void TestJournalWriter::everyFieldAndKindComesBack()
{
    const auto writer = create();
    QVERIFY(writer);
    QCOMPARE(writer->fileId(u"/home/me/script.js"_s), 1u);
    const auto expected = samples::everyKind();
    for (const auto &record : expected)
        samples::append(*writer, record);
    QCOMPARE(writer->totals().records, static_cast<std::uint64_t>(expected.size() + 1));

    JournalReader reader; // while the writer is still there
    QVERIFY2(reader.open(path()), qPrintable(reader.error()));
    const auto read = samples::readAll(reader);
    QCOMPARE(reader.error(), QString());
    QCOMPARE(read.size(), expected.size() + 1);
    QCOMPARE(read.first().kind, RecordKind::FileName);
    for (qsizetype i = 0; i < expected.size(); ++i)
        QVERIFY2(samples::sameContents(read[i + 1], expected[i]), qPrintable(u"record %1"_s.arg(i)));
    QCOMPARE(reader.offset(), writer->totals().bytes);
}

void TestJournalWriter::timesComeFromTheWriter()
{
    const auto writer = create();
    auto head = headOf(RecordKind::Note);
    head.timeNs = -5;
    const auto before = writer->now();
    writer->append(head);
    const auto after = writer->now();
    JournalReader reader;
    QVERIFY(reader.open(path()));
    const auto record = reader.next();
    QVERIFY(record);
    QVERIFY(record->timeNs >= before && record->timeNs <= after);
}

void TestJournalWriter::fileNamesAreWrittenOnce()
{
    const auto writer = create();
    const auto first = writer->fileId(u"/a/\u00fcber.js"_s);
    const auto second = writer->fileId(u"/b/x.js"_s);
    QVERIFY(first != 0 && second != 0 && first != second);
    QCOMPARE(writer->fileId(u"/a/\u00fcber.js"_s), first);
    QCOMPARE(writer->totals().records, 2u);
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QCOMPARE(samples::readAll(reader).size(), 2);
    QCOMPARE(reader.fileName(first), u"/a/\u00fcber.js"_s);
    QCOMPARE(reader.fileName(second), u"/b/x.js"_s);
    QCOMPARE(reader.fileName(77), QString());
}

void TestJournalWriter::longPayloadsAreSplit()
{
    const auto writer = create();
    QByteArray payload(JournalReader::MaxPayload + 10, 'a');
    payload.back() = 'z';
    auto head = headOf(RecordKind::BytesSent);
    head.socket = 9;
    writer->append(head, payload, "write()");
    JournalReader reader;
    QVERIFY(reader.open(path()));
    const auto first = reader.next();
    const auto second = reader.next();
    QVERIFY(first && second && !reader.next());
    QCOMPARE(reader.error(), QString());
    QCOMPARE(first->payload.size(), JournalReader::MaxPayload);
    QCOMPARE(second->payload, QByteArray("aaaaaaaaaz"));
    QCOMPARE(first->timeNs, second->timeNs);
    QCOMPARE(second->socket, 9u);
    QCOMPARE(second->cause, u"write()"_s);
}

void TestJournalWriter::longCausesAreCutBetweenCharacters()
{
    const auto writer = create();
    const auto cause = QByteArray("x") + QByteArray("\xc3\xa9").repeated(40'000);
    writer->append(headOf(RecordKind::Note), "payload", cause);
    JournalReader reader;
    QVERIFY(reader.open(path()));
    const auto record = reader.next();
    QVERIFY(record);
    QCOMPARE(record->cause, u'x' + QString(32'767, u'\u00e9'));
    QCOMPARE(record->payload, QByteArray("payload"));
}

void TestJournalWriter::threadsAppendWholeRecords()
{
    constexpr std::uint32_t threads = 6;
    constexpr std::uint32_t each = 3000;
    const auto writer = create();
    std::vector<std::thread> pool;
    for (std::uint32_t vu = 1; vu <= threads; ++vu) {
        pool.emplace_back([&, vu] {
            for (std::uint32_t i = 0; i < each; ++i) {
                auto head = headOf(RecordKind::BytesReceived);
                head.vu = vu;
                head.iteration = i;
                head.location.file = writer->fileId(u"file%1.js"_s.arg((i + vu) % 10));
                writer->append(head, QByteArray(static_cast<qsizetype>(i % 100), static_cast<char>(vu)));
            }
        });
    }
    for (auto &thread : pool)
        thread.join();

    JournalReader reader;
    QVERIFY(reader.open(path()));
    std::map<std::uint32_t, std::uint32_t> nextOf;
    std::int64_t time = 0;
    for (const auto &record : samples::readAll(reader)) {
        QVERIFY(record.timeNs >= time);
        time = record.timeNs;
        if (record.kind == RecordKind::FileName)
            continue;
        QCOMPARE(record.iteration, nextOf[record.vu]++);
        QCOMPARE(record.payload,
                 QByteArray(static_cast<qsizetype>(record.iteration % 100), static_cast<char>(record.vu)));
        QVERIFY(!reader.fileName(record.location.file).isEmpty());
    }
    QCOMPARE(nextOf.size(), threads);
    QCOMPARE(writer->totals().records, std::uint64_t{threads * each + 10});
}

void TestJournalWriter::capStopsTheCapture_data()
{
    QTest::addColumn<int>("payloadBytes");
    QTest::newRow("empty payloads") << 0;
    QTest::newRow("small payloads") << 100;
    QTest::newRow("payloads of a page") << 4096;
    QTest::newRow("payloads over the cap") << 300'000;
}

void TestJournalWriter::capStopsTheCapture()
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

void TestJournalWriter::fileSizeLimitStopsTheCapture()
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

void TestJournalWriter::fullDiskStopsTheCapture()
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

void TestJournalWriter::closeCutsTheFile()
{
    const auto writer = create();
    writer->append(headOf(RecordKind::Note), "hello");
    QVERIFY(QFileInfo(path()).size() > 60'000); // reserved
    const auto bytes = writer->totals().bytes;
    writer->close();
    QCOMPARE(QFileInfo(path()).size(), bytes);
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QCOMPARE(samples::readAll(reader).size(), 1);
    QVERIFY(reader.summary().closed && !reader.isCut());
    QCOMPARE(reader.summary().records, 1u);
    writer->close(); // again does nothing
    QCOMPARE(QFileInfo(path()).size(), bytes);
}

void TestJournalWriter::appendingAfterCloseIsCounted()
{
    const auto writer = create();
    writer->close();
    writer->append(headOf(RecordKind::Note), "hello");
    writer->append(headOf(RecordKind::SessionFinished), "{}");
    QCOMPARE(writer->totals().droppedRecords, 2u);
    QCOMPARE(writer->totals().droppedBytes, 7);
    QCOMPARE(QFileInfo(path()).size(), 128);
}

void TestJournalWriter::fileIsPrivate()
{
    QVERIFY(samples::setContents(path(), "\x89SSJ\r\n\x1a\n" + QByteArray(100'000, 'x'))); // an earlier journal
    QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
    const auto mask = umask(0);
    const auto writer = create();
    umask(mask);
    struct stat status
    {
    };
    QCOMPARE(stat(qPrintable(path()), &status), 0);
    QCOMPARE(status.st_mode & 0777u, 0600u);
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QVERIFY(!reader.next());
    QCOMPARE(reader.error(), QString());
}

void TestJournalWriter::badPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no folder") << u"/nonexistent/folder/s.journal"_s << u"No such file or directory"_s;
    QTest::newRow("folder") << u"/"_s << u"Is a directory"_s;
    QTest::newRow("device") << u"/dev/null"_s << u"it is not a regular file"_s;
    QTest::newRow("empty") << QString() << u"No such file or directory"_s;
    QTest::newRow("read-only file system") << u"/proc/s.journal"_s << u"No such file or directory"_s;
}

void TestJournalWriter::badPaths()
{
    QFETCH(QString, path);
    QFETCH(QString, reason);
    QString error;
    QVERIFY(!JournalWriter::create(path, {}, &error));
    QCOMPARE(error, u"Can't write the journal '%1': %2."_s.arg(path, reason));
    QVERIFY(!JournalWriter::create(path, {}, nullptr));
}

void TestJournalWriter::otherFilesAreKept()
{
    for (const QByteArray &contents :
         {QByteArray("#!"), QByteArray("my thesis, all of it"), QByteArray("\x89PNG\r\n\x1a\n")}) {
        QVERIFY(samples::setContents(path(), contents));
        QString error;
        QVERIFY(!JournalWriter::create(path(), {}, &error));
        QVERIFY2(error.contains(u"that is no journal; choose another name"_s), qPrintable(error));
        QCOMPARE(samples::contents(path()), contents);
    }
    QVERIFY(samples::setContents(path(), QByteArray()));
    QVERIFY(create()); // an empty one holds nothing
}

void TestJournalWriter::secondWriterIsRefused()
{
    const auto writer = create();
    writer->append(headOf(RecordKind::Note), "mine");
    QString error;
    QVERIFY(!JournalWriter::create(path(), {}, &error));
    QVERIFY2(error.contains(u"another session is writing to it"), qPrintable(error));
    writer->append(headOf(RecordKind::Note), "still");
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QCOMPARE(samples::readAll(reader).size(), 2);
}

void TestJournalWriter::killedWriterLeavesItsRecords()
{
    QRandomGenerator random(20250722);
    for (int round = 0; round < 15; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--append-until-killed"_s, path()});
        const auto wanted = random.bounded(1, 40'000);
        QByteArray told;
        while (told.size() < wanted && child.waitForReadyRead(30'000))
            told += child.readAllStandardOutput();
        QVERIFY(told.size() >= wanted);
        child.kill();
        QVERIFY(child.waitForFinished(30'000));
        told += child.readAllStandardOutput();
        std::uint32_t lastTold = 0;
        std::memcpy(&lastTold, told.constData() + (told.size() / 4 - 1) * 4, 4);

        JournalReader reader;
        QVERIFY2(reader.open(path()), qPrintable(reader.error()));
        std::uint32_t count = 0;
        while (const auto record = reader.next()) {
            QCOMPARE(record->socket, count);
            QCOMPARE(record->payload, QByteArray(static_cast<qsizetype>(count % 300), static_cast<char>(count)));
            QCOMPARE(record->cause, u"written by the child"_s);
            ++count;
        }
        QCOMPARE(reader.error(), QString());
        QVERIFY(!reader.summary().closed);
        QVERIFY2(count > lastTold, qPrintable(u"%1 records, %2 told"_s.arg(count).arg(lastTold)));
    }
}

int main(int argc, char **argv)
{
    if (argc == 3 && qstrcmp(argv[1], "--append-until-killed") == 0)
        return appendUntilKilled(QString::fromLocal8Bit(argv[2]));
    QCoreApplication app(argc, argv);
    TestJournalWriter test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal_writer.moc"
