// SPDX-License-Identifier: GPL-3.0-or-later
// Each system call of a journal fails in turn: it says so, keeps what it has, and never ends the process.
#include "core/journal/journal_samples.h"
#include "support/failing_call.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

using namespace Qt::StringLiterals;
using namespace sockscope;
using sockscope::test::FailingCall;

namespace {

qsizetype openDescriptors()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
}

RecordHead headOf(std::uint32_t number)
{
    RecordHead head;
    head.kind = RecordKind::BytesSent;
    head.socket = number;
    return head;
}

QByteArray payloadOf(std::uint32_t number)
{
    return QByteArray(static_cast<qsizetype>(number % 5000), static_cast<char>(number));
}

} // namespace

class TestJournalFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void creating_data();
    void creating();
    void writing_data();
    void writing();
    void closing();
    void reading_data();
    void reading();
    void manyRefusals();

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(u"session.journal"_s); }
    QTemporaryDir m_folder;
};

void TestJournalFaults::creating_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("error");
    const auto row = [](const char *call, const char *name, int error) {
        QTest::addRow("%s %s", call, name) << QByteArray(call) << error;
    };
    row("open", "EMFILE", EMFILE);
    row("open", "ENOSPC", ENOSPC);
    row("open", "EROFS", EROFS);
    row("fstat", "EIO", EIO);
    row("fchmod", "EPERM", EPERM);
    row("ftruncate", "EIO", EIO);
    row("pwrite", "ENOSPC", ENOSPC);
    row("pwrite", "EDQUOT", EDQUOT);
    row("pwrite", "EIO", EIO);
    row("posix_fallocate", "ENOSPC", ENOSPC);
    row("posix_fallocate", "EOPNOTSUPP", EOPNOTSUPP);
    row("mmap", "ENOMEM", ENOMEM);
    row("mmap", "ENODEV", ENODEV);
}

void TestJournalFaults::creating()
{
    QFETCH(QByteArray, call);
    QFETCH(int, error);
    const qsizetype descriptors = openDescriptors();
    int nth = 0;
    for (bool isReached = true; isReached;) {
        QString words;
        std::unique_ptr<JournalWriter> writer;
        {
            const FailingCall fault(call.constData(), ++nth, error);
            writer = JournalWriter::create(path(), {}, &words);
            isReached = fault.hasFailed();
        }
        QVERIFY2(writer || words == u"Can't write the journal '%1': %2."_s.arg(path(), qt_error_string(error)),
                 qPrintable(words));
        QVERIFY(writer || !QFile::exists(path())); // no half file is left behind
        QVERIFY(writer || isReached);
        writer.reset();
        QFile::remove(path());
        QCOMPARE(openDescriptors(), descriptors);
        writer = JournalWriter::create(path(), {}, &words); // nor a lock
        QVERIFY2(writer, qPrintable(words));
        writer.reset();
        QFile::remove(path());
    }
    QVERIFY2(nth > 1, "no such call was made");
}

void TestJournalFaults::writing_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("error");
    QTest::newRow("no space") << QByteArray("posix_fallocate") << ENOSPC;
    QTest::newRow("quota") << QByteArray("posix_fallocate") << EDQUOT;
    QTest::newRow("input/output error") << QByteArray("posix_fallocate") << EIO;
    QTest::newRow("interrupted") << QByteArray("posix_fallocate") << EINTR;
    QTest::newRow("no memory") << QByteArray("mmap") << ENOMEM;
}

/// Whatever fails, the records up to there are readable, the rest is counted, and the end says why.
void TestJournalFaults::writing()
{
    QFETCH(QByteArray, call);
    QFETCH(int, error);
    constexpr std::uint32_t count = 2000;
    int nth = 0;
    for (bool isReached = true; isReached && nth < 40;) {
        QString words;
        auto writer = JournalWriter::create(path(), {}, &words);
        QVERIFY2(writer, qPrintable(words));
        {
            const FailingCall fault(call.constData(), ++nth, error);
            for (std::uint32_t i = 0; i < count; ++i)
                writer->append(headOf(i), payloadOf(i), "cause");
            isReached = fault.hasFailed();
        }
        RecordHead end;
        end.kind = RecordKind::SessionFinished;
        writer->append(end, "{}");
        const auto totals = writer->totals();
        const auto stored = count - static_cast<std::uint32_t>(totals.droppedRecords);
        writer->close();

        JournalReader reader;
        QVERIFY2(reader.open(path()), qPrintable(reader.error()));
        const auto records = samples::readAll(reader);
        QCOMPARE(reader.error(), QString());
        for (std::uint32_t i = 0; i < stored; ++i) {
            QCOMPARE(records[i].socket, i);
            QCOMPARE(records[i].payload, payloadOf(i));
        }
        const bool isStopped = !totals.stopReason.isEmpty();
        QCOMPARE(records.last().kind, RecordKind::SessionFinished);
        QCOMPARE(records.size(), qsizetype(stored) + (isStopped ? 2 : 1));
        QCOMPARE(totals.droppedRecords > 0, isStopped);
        QCOMPARE(reader.summary().captureStopped, isStopped);
        QCOMPARE(reader.summary().droppedRecords, totals.droppedRecords);
        QVERIFY(!isStopped || isReached);
        if (isStopped) {
            QCOMPARE(totals.stopReason, u"Capture stopped: the journal can't grow (%1)."_s.arg(qt_error_string(error)));
            QCOMPARE(QString::fromUtf8(records[records.size() - 2].payload), totals.stopReason);
        }
        QVERIFY(error != EINTR || !isStopped);
    }
    QVERIFY2(nth > 1, "no such call was made");
}

/// The file keeps its reserved tail when it can't be cut.
void TestJournalFaults::closing()
{
    QString words;
    auto writer = JournalWriter::create(path(), {}, &words);
    QVERIFY2(writer, qPrintable(words));
    for (std::uint32_t i = 0; i < 100; ++i)
        writer->append(headOf(i), payloadOf(i));
    {
        const FailingCall fault("ftruncate", 1, EIO);
        writer->close();
        QVERIFY(fault.hasFailed());
    }
    JournalReader reader;
    QVERIFY2(reader.open(path()), qPrintable(reader.error()));
    QCOMPARE(samples::readAll(reader).size(), 100);
    QCOMPARE(reader.error(), QString());
    QVERIFY(reader.summary().closed && !reader.isCut());
}

void TestJournalFaults::reading_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("error");
    QTest::newRow("open") << QByteArray("open") << EMFILE;
    QTest::newRow("fstat") << QByteArray("fstat") << EIO;
    QTest::newRow("pread") << QByteArray("pread") << EIO;
    QTest::newRow("pread interrupted") << QByteArray("pread") << EINTR;
}

/// A reader tells what it couldn't read, after whole records only.
void TestJournalFaults::reading()
{
    QFETCH(QByteArray, call);
    QFETCH(int, error);
    constexpr std::uint32_t count = 400;
    QString words;
    auto writer = JournalWriter::create(path(), {}, &words);
    QVERIFY2(writer, qPrintable(words));
    for (std::uint32_t i = 0; i < count; ++i)
        writer->append(headOf(i), payloadOf(i));
    writer.reset();
    const qsizetype descriptors = openDescriptors();
    int nth = 0;
    for (bool isReached = true; isReached && nth < 200;) {
        const FailingCall fault(call.constData(), ++nth, error);
        JournalReader reader;
        std::uint32_t read = 0;
        if (reader.open(path())) {
            while (const auto record = reader.next()) {
                QCOMPARE(record->socket, read);
                QCOMPARE(record->payload, payloadOf(read));
                ++read;
            }
        }
        isReached = fault.hasFailed();
        QVERIFY2(
            read == count || !reader.error().isEmpty(),
            qPrintable(u"%1 %2: only %3 records, and no word"_s.arg(QString::fromLatin1(call)).arg(nth).arg(read)));
        QVERIFY(error != EINTR || read == count);
    }
    QVERIFY2(nth > 1, "no such call was made");
    QCOMPARE(openDescriptors(), descriptors);
}

/// A full disk may stay full: refused journals leave nothing behind.
void TestJournalFaults::manyRefusals()
{
    const qsizetype descriptors = openDescriptors();
    for (int i = 0; i < 1000; ++i) {
        const FailingCall fault("posix_fallocate", 1, ENOSPC);
        QString words;
        QVERIFY(!JournalWriter::create(path(), {}, &words));
    }
    QCOMPARE(openDescriptors(), descriptors);
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files).size(), 0);
}

QTEST_GUILESS_MAIN(TestJournalFaults)
#include "tst_journal_faults.moc"
