// SPDX-License-Identifier: GPL-3.0-or-later
// Where a journal may be written: not over other files, not beside another writer, for its owner alone.
#include "writer_fixture.h"

#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestJournalWriterPaths : public QObject, protected WriterFixture
{
    Q_OBJECT
private Q_SLOTS:
    void fileIsPrivate();
    void badPaths_data();
    void badPaths();
    void otherFilesAreKept();
    void secondWriterIsRefused();
};

void TestJournalWriterPaths::fileIsPrivate()
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

void TestJournalWriterPaths::badPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no folder") << u"/nonexistent/folder/s.journal"_s << u"No such file or directory"_s;
    QTest::newRow("folder") << u"/"_s << u"Is a directory"_s;
    QTest::newRow("device") << u"/dev/null"_s << u"it is not a regular file"_s;
    QTest::newRow("empty") << QString() << u"No such file or directory"_s;
    QTest::newRow("read-only file system") << u"/proc/s.journal"_s << u"No such file or directory"_s;
}

void TestJournalWriterPaths::badPaths()
{
    QFETCH(QString, path);
    QFETCH(QString, reason);
    QString error;
    QVERIFY(!JournalWriter::create(path, {}, &error));
    QCOMPARE(error, u"Can't write the journal '%1': %2."_s.arg(path, reason));
    QVERIFY(!JournalWriter::create(path, {}, nullptr));
}

void TestJournalWriterPaths::otherFilesAreKept()
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

void TestJournalWriterPaths::secondWriterIsRefused()
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

QTEST_GUILESS_MAIN(TestJournalWriterPaths)
#include "tst_journal_writer_paths.moc"
