// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges of a stream in a file.
#include "core/models/journal_fixture.h"
#include "models/bytes/stream_extract.h"
#include "support/full_disk.h"

#include <QTest>

#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestStreamExtract : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void ranges_data();
    void ranges();
    void fromAnotherThread();
    void cancelled();
    void failures();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"bytes.bin"_s); }
    [[nodiscard]] QByteArray written() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] StreamExtract extract(qint64 start, qint64 length) const
    {
        return {*m_stream, m_journal->path, start, length};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<JournalFixture> m_journal;
    std::unique_ptr<ByteIndex> m_index;
    std::unique_ptr<ByteStream> m_stream;
};

void TestStreamExtract::init()
{
    m_stream.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_journal = std::make_unique<JournalFixture>();
    m_index = std::make_unique<ByteIndex>();
    m_stream = std::make_unique<ByteStream>(*m_index, m_journal->reader);
    m_journal->add(RecordKind::SocketCreated, 1);
    m_journal->add(RecordKind::BytesSent, 1, "PING\r\n");
    m_journal->add(RecordKind::BytesReceived, 2, "another socket");
    m_journal->add(RecordKind::BytesReceived, 1, "+PO");
    m_journal->add(RecordKind::BytesReceived, 1, "NG\r\n");
    m_index->append(m_journal->read());
    m_stream->setView({.socket = 1, .lane = ByteLane::Both});
}

void TestStreamExtract::ranges_data()
{
    QTest::addColumn<ByteLane>("lane");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("length");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("all") << ByteLane::Both << 0 << 13 << "PING\r\n+PONG\r\n"_ba;
    QTest::newRow("over borders") << ByteLane::Both << 4 << 6 << "\r\n+PON"_ba;
    QTest::newRow("inside a piece") << ByteLane::Both << 1 << 2 << "IN"_ba;
    QTest::newRow("one direction") << ByteLane::Received << 1 << 3 << "PON"_ba;
    QTest::newRow("beyond the end") << ByteLane::Sent << 4 << 100 << "\r\n"_ba;
    QTest::newRow("nothing") << ByteLane::Both << 13 << 1 << ""_ba;
}

void TestStreamExtract::ranges()
{
    QFETCH(const ByteLane, lane);
    QFETCH(const int, start);
    QFETCH(const int, length);
    QFETCH(const QByteArray, bytes);
    m_stream->setView({.socket = 1, .lane = lane});
    const StreamExtract wanted = extract(start, length);
    QCOMPARE(wanted.bytes(), bytes.size());
    QCOMPARE(wanted.writeTo(path()), QString());
    QCOMPARE(written(), bytes);
    QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

/// While the session goes on, in a view that has turned to something else.
void TestStreamExtract::fromAnotherThread()
{
    const StreamExtract wanted = extract(0, 13);
    m_stream->setView({.socket = 2, .lane = ByteLane::Both});
    m_journal->add(RecordKind::BytesReceived, 1, "later");
    QString problem = u"not run"_s;
    std::thread([&] { problem = wanted.writeTo(path()); }).join();
    QCOMPARE(problem, QString());
    QCOMPARE(written(), "PING\r\n+PONG\r\n"_ba);
}

void TestStreamExtract::cancelled()
{
    QList<qint64> told;
    const QString problem = extract(0, 13).writeTo(path(), [&told](qint64 done, qint64 total) {
        told += total == 13 ? done : -1;
        return done < 6;
    });
    QVERIFY2(problem.contains(u"cancelled"_s), qPrintable(problem));
    QVERIFY(!QFile::exists(path()));
    QCOMPARE(told.last(), 6);
}

void TestStreamExtract::failures()
{
    QVERIFY2(extract(0, 5).writeTo(u"/nowhere/bytes.bin"_s).contains(u"'/nowhere/bytes.bin' can't be written"_s),
             qPrintable(extract(0, 5).writeTo(u"/nowhere/bytes.bin"_s)));
    m_journal->add(RecordKind::BytesReceived, 1, QByteArray(100'000, 'x'));
    m_index->append(m_journal->read());
    {
        const test::FullDisk disk(50'000);
        const QString problem = extract(0, 100'013).writeTo(path());
        QVERIFY2(problem.contains(u"bytes.bin' "_s) && problem.contains(u"written"_s), qPrintable(problem));
    }
    QVERIFY(!QFile::exists(path()));
    QCOMPARE(::truncate(QFile::encodeName(m_journal->path).constData(), 200), 0);
    const QString problem = extract(0, 13).writeTo(path());
    QVERIFY2(problem.contains(u"can't be read any more at byte 0"_s), qPrintable(problem));
    QVERIFY(!QFile::exists(path()));
}

QTEST_GUILESS_MAIN(TestStreamExtract)
#include "tst_stream_extract.moc"
