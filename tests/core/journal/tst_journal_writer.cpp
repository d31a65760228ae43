// SPDX-License-Identifier: GPL-3.0-or-later
// What is appended, comes back, whoever appends it and however the writer ends.
#include "writer_fixture.h"

#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <cstring>
#include <map>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

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

} // namespace

class TestJournalWriter : public QObject, protected WriterFixture
{
    Q_OBJECT
private Q_SLOTS:
    void everyFieldAndKindComesBack();
    void timesComeFromTheWriter();
    void fileNamesAreWrittenOnce();
    void longPayloadsAreSplit();
    void longCausesAreCutBetweenCharacters();
    void threadsAppendWholeRecords();
    void closeCutsTheFile();
    void appendingAfterCloseIsCounted();
    void killedWriterLeavesItsRecords();
};

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
