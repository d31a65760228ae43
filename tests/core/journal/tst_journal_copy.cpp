// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal_copy.h"
#include "journal_samples.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestJournalCopy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void liveAndClosed();
    void cutAnywhere();
    void damaged();
    void itself();
    void cancelled();
    void unwritable();

private:
    [[nodiscard]] QString at(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

/// The copy of a journal that is being written is a closed one; more can be written to the original meanwhile.
void TestJournalCopy::liveAndClosed()
{
    const auto writer = JournalWriter::create(at(u"live"_s), {}, nullptr);
    QVERIFY(writer);
    for (const Record &record : samples::everyKind())
        samples::append(*writer, record);
    QCOMPARE(copyJournal(at(u"live"_s), at(u"copy.sockscope"_s)), QString());
    samples::append(*writer, samples::everyKind().first());
    JournalReader original;
    JournalReader copy;
    QVERIFY(original.open(at(u"live"_s)) && copy.open(at(u"copy.sockscope"_s)));
    const QList<Record> records = samples::readAll(copy);
    QCOMPARE(records.size(), samples::everyKind().size());
    for (const Record &record : records) {
        const std::optional<Record> source = original.next();
        QVERIFY(source && samples::sameContents(record, *source) && record.timeNs == source->timeNs);
    }
    QVERIFY(copy.summary().closed && !copy.isCut() && copy.error().isEmpty());
    QCOMPARE(copy.summary().records, static_cast<std::uint64_t>(records.size()));
    QCOMPARE(copy.startedAt(), original.startedAt());
    constexpr auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFileInfo(at(u"copy.sockscope"_s)).permissions() & ~owner, QFile::Permissions());
    writer->close();
    QCOMPARE(copyJournal(at(u"live"_s), at(u"again"_s)), QString());
    QCOMPARE(samples::contents(at(u"again"_s)), samples::contents(at(u"live"_s))); // the very same file
}

void TestJournalCopy::cutAnywhere()
{
    auto writer = JournalWriter::create(at(u"whole"_s), {}, nullptr);
    for (const Record &record : samples::everyKind())
        samples::append(*writer, record);
    writer->close();
    const QByteArray whole = samples::contents(at(u"whole"_s));
    for (qsizetype size = 128; size < whole.size(); size += 41) {
        QVERIFY(samples::setContents(at(u"cut"_s), whole.left(size)));
        QCOMPARE(copyJournal(at(u"cut"_s), at(u"copy"_s)), QString());
        JournalReader reader;
        QVERIFY(reader.open(at(u"copy"_s)));
        const auto count = samples::readAll(reader).size();
        QVERIFY(!reader.isCut() && reader.error().isEmpty());
        QCOMPARE(reader.summary().records, static_cast<std::uint64_t>(count));
        QVERIFY(count < samples::everyKind().size());
    }
}

void TestJournalCopy::damaged()
{
    auto writer = JournalWriter::create(at(u"damaged"_s), {}, nullptr);
    samples::append(*writer, samples::everyKind().first());
    writer->close();
    QByteArray bytes = samples::contents(at(u"damaged"_s));
    bytes[128] = 3; // no length that a record can have
    QVERIFY(samples::setContents(at(u"damaged"_s), bytes));
    const QString problem = copyJournal(at(u"damaged"_s), at(u"never"_s));
    QVERIFY2(problem.contains(u"is damaged"_s), qPrintable(problem));
    QVERIFY(!QFile::exists(at(u"never"_s)));
}

void TestJournalCopy::itself()
{
    auto writer = JournalWriter::create(at(u"one"_s), {}, nullptr);
    writer->close();
    QVERIFY(QFile::link(at(u"one"_s), at(u"link"_s)));
    const QString problem = copyJournal(at(u"one"_s), at(u"link"_s));
    QVERIFY2(problem.contains(u"the session itself"_s), qPrintable(problem));
}

void TestJournalCopy::cancelled()
{
    auto writer = JournalWriter::create(at(u"long"_s), {}, nullptr);
    RecordHead head;
    head.kind = RecordKind::BytesSent;
    for (int i = 0; i < 64; ++i)
        writer->append(head, QByteArray(100'000, 'x'));
    writer->close();
    int calls = 0;
    const QString problem = copyJournal(at(u"long"_s), at(u"half"_s), [&](std::int64_t done, std::int64_t total) {
        ++calls;
        return done < total / 2;
    });
    QVERIFY(calls > 2 && calls < 6);
    QVERIFY2(problem.contains(u"cancelled"_s), qPrintable(problem));
    QVERIFY(!QFile::exists(at(u"half"_s)));
}

void TestJournalCopy::unwritable()
{
    auto writer = JournalWriter::create(at(u"fine"_s), {}, nullptr);
    writer->close();
    const QString problem = copyJournal(at(u"fine"_s), u"/nonexistent/folder/copy"_s);
    QVERIFY2(problem.startsWith(u"'/nonexistent/folder/copy' can't be written: "_s), qPrintable(problem));
    QVERIFY(copyJournal(at(u"nowhere"_s), at(u"copy"_s)).contains(u"nowhere"_s));
}

QTEST_GUILESS_MAIN(TestJournalCopy)
#include "tst_journal_copy.moc"
