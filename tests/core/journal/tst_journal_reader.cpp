// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/journal_samples.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <atomic>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

constexpr qsizetype HeaderBytes = 128;

void put32(QByteArray &bytes, qsizetype at, quint32 value)
{
    qToLittleEndian(value, bytes.data() + at);
}

} // namespace

class TestJournalReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headerTellsWhenAndWhat();
    void followsGrowth();
    void seesWholeRecordsOfAnotherThread();
    void readsAgainByOffset();
    void readsPartsOfPayloads();
    void cutAtEveryByte();
    void damageIsNamed_data();
    void damageIsNamed();
    void randomDamageNeverCrashes();
    void truncationWhileReading();
    void unknownKindsPass();
    void notAJournal_data();
    void notAJournal();
    void locations();

private:
    [[nodiscard]] QString path(const QString &name = u"session.journal"_s) const { return m_folder.filePath(name); }
    QByteArray writeSample(QList<std::int64_t> *ends = nullptr);
    QTemporaryDir m_folder;
};

/// Writes a closed journal and returns its bytes; `ends` receives the offset behind each record.
QByteArray TestJournalReader::writeSample(QList<std::int64_t> *ends)
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    for (const auto &record : samples::everyKind()) {
        samples::append(*writer, record);
        if (ends)
            ends->append(writer->totals().bytes);
    }
    writer->close();
    return samples::contents(path());
}

void TestJournalReader::headerTellsWhenAndWhat()
{
    const auto before = QDateTime::currentDateTimeUtc();
    writeSample();
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QVERIFY(reader.startedAt() >= before && reader.startedAt() <= QDateTime::currentDateTimeUtc());
    QCOMPARE(reader.startedAt().timeSpec(), Qt::UTC);
    QVERIFY2(reader.program().startsWith(u"sockscope "), qPrintable(reader.program()));
    QCOMPARE(JournalReader().program(), QString());
    QVERIFY(!JournalReader().next());
    QVERIFY(!JournalReader().at(128));
}

void TestJournalReader::followsGrowth()
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    JournalReader reader;
    QVERIFY(reader.open(path()));
    for (std::uint32_t i = 0; i < 5000; ++i) { // over several stretches of the file
        QVERIFY(!reader.next());
        RecordHead head;
        head.socket = i;
        writer->append(head, QByteArray(static_cast<qsizetype>(i % 1000), 'x'));
        const auto record = reader.next();
        QVERIFY(record);
        QCOMPARE(record->socket, i);
    }
    QVERIFY(!reader.isCut());
    writer->close();
    QVERIFY(!reader.next());
    QCOMPARE(reader.error(), QString());
}

void TestJournalReader::seesWholeRecordsOfAnotherThread()
{
    constexpr std::uint32_t count = 40'000;
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    std::thread thread([&] {
        for (std::uint32_t i = 0; i < count; ++i) {
            RecordHead head;
            head.socket = i;
            writer->append(head, QByteArray(static_cast<qsizetype>(i % 2000), static_cast<char>(i)));
        }
    });
    JournalReader reader;
    const bool isOpen = reader.open(path());
    std::uint32_t read = 0;
    bool isWhole = true;
    while (isOpen && isWhole && read < count && reader.error().isEmpty()) {
        if (const auto record = reader.next()) {
            isWhole = record->socket == read &&
                      record->payload == QByteArray(static_cast<qsizetype>(read % 2000), static_cast<char>(read));
            ++read;
        }
    }
    thread.join();
    QVERIFY(isWhole);
    QCOMPARE(reader.error(), QString());
    QCOMPARE(read, count);
}

void TestJournalReader::readsAgainByOffset()
{
    writeSample();
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QList<std::int64_t> offsets;
    const auto first = reader.offset();
    const auto records = samples::readAll(reader);
    const auto end = reader.offset();
    QCOMPARE(records.first().offset, first);
    for (const auto &record : records) {
        const auto again = reader.at(record.offset);
        QVERIFY(again);
        QVERIFY(samples::sameContents(*again, record));
        QCOMPARE(again->timeNs, record.timeNs);
        QCOMPARE(again->offset, record.offset);
        const auto head = reader.at(record.offset, 5);
        QCOMPARE(head->payload, record.payload.first(std::min<qsizetype>(5, record.payload.size())));
        QCOMPARE(head->cause, record.cause);
    }
    QCOMPARE(reader.offset(), end);
    for (const std::int64_t bad : {std::int64_t{-8}, std::int64_t{0}, std::int64_t{64}, first + 1, end, end + 8,
                                   std::numeric_limits<std::int64_t>::max() - 7})
        QVERIFY2(!reader.at(bad), qPrintable(QString::number(bad)));
    QCOMPARE(reader.error(), QString());
}

void TestJournalReader::readsPartsOfPayloads()
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    QByteArray large(3'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < large.size(); ++i)
        large[i] = static_cast<char>(i * 31 + i / 256);
    RecordHead head;
    head.kind = RecordKind::BytesReceived;
    for (const auto &payload : {QByteArray("first"), large, QByteArray(), QByteArray("last")})
        writer->append(head, payload, "why");
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QVERIFY(reader.payload(128, 0, 5).isEmpty()); // not read yet
    const auto records = samples::readAll(reader);
    QCOMPARE(records.size(), 4);
    QCOMPARE(reader.payload(records[0].offset, 0, 100), "first"_ba);
    QCOMPARE(reader.payload(records[0].offset, 1, 3), "irs"_ba);
    QVERIFY(reader.payload(records[0].offset, 5, 1).isEmpty());
    QVERIFY(reader.payload(records[0].offset, -1, 1).isEmpty());
    for (const qsizetype from : {0, 65'000, 65'536, 1'999'999, 2'999'990})
        QCOMPARE(reader.payload(records[1].offset, from, 70'000), large.mid(from, 70'000));
    QVERIFY(reader.payload(records[2].offset, 0, 1).isEmpty());
    QCOMPARE(reader.payload(records[3].offset, 2, 2), "st"_ba);
    writer->append(head, "live");
    QVERIFY(reader.payload(reader.offset(), 0, 4).isEmpty()); // what isn't read may be half written
    const auto live = reader.next();
    QVERIFY(live);
    QCOMPARE(reader.payload(live->offset, 0, 4), "live"_ba);
    QCOMPARE(truncate(qPrintable(path()), 130), 0);
    QVERIFY(reader.payload(records[1].offset, 1'000'000, 10).isEmpty());
}

void TestJournalReader::cutAtEveryByte()
{
    QList<std::int64_t> ends;
    const auto whole = writeSample(&ends);
    QCOMPARE(ends.last(), whole.size());
    const auto cut = path(u"cut.journal"_s);
    for (qsizetype bytes = 0; bytes <= whole.size(); ++bytes) {
        QVERIFY(samples::setContents(cut, whole.first(bytes)));
        JournalReader reader;
        const bool isOpen = reader.open(cut);
        QCOMPARE(isOpen, bytes >= HeaderBytes);
        if (!isOpen) {
            QCOMPARE(reader.error(),
                     u"'%1' is not a journal: it is shorter than a journal's header of 128 bytes."_s.arg(cut));
            continue;
        }
        const auto expected = std::count_if(ends.begin(), ends.end(), [&](auto end) { return end <= bytes; });
        QCOMPARE(samples::readAll(reader).size(), expected);
        QCOMPARE(reader.error(), QString());
        QCOMPARE(reader.isCut(), bytes < whole.size());
    }
}

void TestJournalReader::damageIsNamed_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("problem");
    const auto le32 = [](quint32 value) {
        QByteArray bytes(4, '\0');
        put32(bytes, 0, value);
        return bytes;
    };
    QTest::newRow("short") << 0 << le32(40) << u"its length of 40 bytes is impossible"_s;
    QTest::newRow("odd") << 0 << le32(61) << u"its length of 61 bytes is impossible"_s;
    QTest::newRow("huge") << 0 << le32(0x80000000u) << u"its length of 2147483648 bytes is impossible"_s;
    QTest::newRow("other length") << 0 << le32(80)
                                  << u"its cause of 10 and payload of 6 bytes don't make up its length of 80"_s;
    QTest::newRow("cause") << 40 << le32(0xffffffffu)
                           << u"its cause of 4294967295 and payload of 6 bytes don't make up its length of 64"_s;
    QTest::newRow("payload") << 44 << le32(0x7fffffffu)
                             << u"its cause of 10 and payload of 2147483647 bytes don't make up its length of 64"_s;
    QTest::newRow("kind") << 4 << QByteArray(1, '\0') << u"it has no kind"_s;
    QTest::newRow("state before") << 5 << QByteArray(1, '\4') << u"it has a socket state that doesn't exist"_s;
    QTest::newRow("state after") << 6 << QByteArray(1, '\xfe') << u"it has a socket state that doesn't exist"_s;
    QTest::newRow("time") << 8 << QByteArray(8, '\xff') << u"its time is before the journal's start"_s;
    QTest::newRow("level") << 7 << QByteArray(1, '\4') << u"it has a log level that doesn't exist"_s;
}

void TestJournalReader::damageIsNamed()
{
    QFETCH(int, field);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, problem);
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    writer->append({}, "good");
    const auto offset = writer->totals().bytes;
    writer->append({}, "second", "some cause");
    writer->append({}, "third");
    writer->close();
    auto file = samples::contents(path());
    QVERIFY(samples::setContents(path(), file.replace(offset + field, bytes.size(), bytes)));

    JournalReader reader;
    QVERIFY(reader.open(path()));
    QCOMPARE(reader.next()->payload, QByteArray("good"));
    QVERIFY(!reader.next());
    QCOMPARE(reader.error(),
             u"The journal '%1' is damaged: the record at offset %2 can't be read, %3."_s.arg(path()).arg(offset).arg(
                 problem));
    QVERIFY(!reader.next());
    QVERIFY(!reader.at(offset));
    QVERIFY(reader.at(128));
}

void TestJournalReader::randomDamageNeverCrashes()
{
    const auto whole = writeSample();
    const auto damagedPath = path(u"damaged.journal"_s);
    QRandomGenerator random(4711);
    int refused = 0;
    int damaged = 0;
    for (int round = 0; round < 3000; ++round) {
        auto bytes = whole;
        for (int i = random.bounded(1, 20); i > 0; --i)
            bytes[random.bounded(bytes.size())] = static_cast<char>(random.bounded(256));
        if (random.bounded(4) == 0)
            bytes.truncate(random.bounded(bytes.size()));
        QVERIFY(samples::setContents(damagedPath, bytes));
        JournalReader reader;
        refused += reader.open(damagedPath) ? 0 : 1;
        for (const auto &record : samples::readAll(reader))
            QVERIFY(record.payload.size() <= bytes.size() && formatLocation(reader, record.location).size() < 10'000);
        for (qsizetype offset = 0; offset < bytes.size(); offset += 8)
            if (const auto record = reader.at(offset))
                QVERIFY(record->payload.size() <= bytes.size());
        damaged += reader.error().isEmpty() ? 0 : 1;
    }
    QVERIFY2(refused > 100 && damaged > refused + 100, qPrintable(u"%1 %2"_s.arg(refused).arg(damaged)));
}

void TestJournalReader::truncationWhileReading()
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    for (int i = 0; i < 10'000; ++i)
        writer->append({}, QByteArray(1000, 'x'));
    writer->close();
    JournalReader reader;
    QVERIFY(reader.open(path()));
    const auto first = reader.next();
    QVERIFY(first);
    QCOMPARE(truncate(qPrintable(path()), 5000), 0);
    QVERIFY(samples::readAll(reader).size() < 10'000); // what was buffered may still come
    QCOMPARE(
        reader.error(),
        u"The journal '%1' was cut to 5000 bytes while it was read at offset %2."_s.arg(path()).arg(reader.offset()));
    QVERIFY(reader.isCut());
    QVERIFY(reader.at(first->offset));
    QVERIFY(!reader.at(first->offset + 2'000'000));
}

void TestJournalReader::unknownKindsPass()
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    RecordHead head;
    head.kind = static_cast<RecordKind>(200);
    writer->append(head, "from the future");
    writer->append({}, "known");
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QCOMPARE(static_cast<int>(reader.next()->kind), 200);
    QCOMPARE(reader.next()->payload, QByteArray("known"));
}

void TestJournalReader::notAJournal_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("problem");
    auto journal = writeSample();
    QTest::newRow("text") << QByteArray("import tcp from 'k6/x/tcp'\n").repeated(10)
                          << u"'%1' is not a journal: it doesn't start with a journal's signature."_s;
    QTest::newRow("empty") << QByteArray()
                           << u"'%1' is not a journal: it is shorter than a journal's header of 128 bytes."_s;
    QTest::newRow("line endings converted") << QByteArray(journal).replace("\r\n", "\n")
                                            << u"'%1' is not a journal: it doesn't start with a journal's signature."_s;
    put32(journal, 8, 2);
    QTest::newRow("newer")
        << journal
        << u"'%1' has journal format 2, but this version of Sockscope reads up to format 1: open it with a "
           "newer one."_s;
    put32(journal, 8, 1);
    put32(journal, 12, 64);
    QTest::newRow("impossible header") << journal
                                       << u"'%1' is damaged: its header is impossible (version 1, 64 bytes)."_s;
}

void TestJournalReader::notAJournal()
{
    QFETCH(QByteArray, contents);
    QFETCH(QString, problem);
    const QString file = path(u"a%2 b%3.journal"_s); // the sentence has its own numbers in their places
    QVERIFY(samples::setContents(file, contents));
    JournalReader reader;
    QVERIFY(!reader.open(file));
    QCOMPARE(reader.error(), problem.arg(file));
    QVERIFY(!reader.next());
    QVERIFY(!reader.open(u"/nonexistent.journal"_s));
    QCOMPARE(reader.error(), u"Can't read the journal '/nonexistent.journal': No such file or directory."_s);
    QVERIFY(!reader.open(m_folder.path()));
    QCOMPARE(reader.error(), u"'%1' is not a journal: it is not a regular file."_s.arg(m_folder.path()));
}

void TestJournalReader::locations()
{
    const auto writer = JournalWriter::create(path(), {}, nullptr);
    const auto id = writer->fileId(u"/home/me/tests/script.js"_s);
    JournalReader reader;
    QVERIFY(reader.open(path()));
    QCOMPARE(formatLocation(reader, {id, 12, 3}), QString()); // its FileName record wasn't read yet
    QVERIFY(reader.next());
    QCOMPARE(formatLocation(reader, {id, 12, 3}), u"script.js:12:3"_s);
    QCOMPARE(formatLocation(reader, {id, 12, 0}), u"script.js:12"_s);
    QCOMPARE(formatLocation(reader, {id, 0, 0}), QString());
    QCOMPARE(formatLocation(reader, {}), QString());
}

QTEST_GUILESS_MAIN(TestJournalReader)
#include "tst_journal_reader.moc"
