// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/bytes/byte_search.h"
#include "models/bytes/byte_selection.h"
#include "models/bytes/byte_stream.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestByteStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lanes();
    void piecesAndPositions();
    void oneRecord();
    void instants();
    void growsAndClears();
    void anyReadEqualsTheBytes();
    void fullIndex();
    void unreadable();
    void selection();
    void searches_data();
    void searches();
    void searchAcrossSlices();
    void aHundredMegabytes();
};

namespace {

/// A journal, its index and the times of its records.
struct Bytes
{
    void sent(const QByteArray &bytes, quint32 socket = 1) { journal.add(RecordKind::BytesSent, socket, bytes); }
    void received(const QByteArray &bytes, quint32 socket = 1)
    {
        journal.add(RecordKind::BytesReceived, socket, bytes);
    }
    void load()
    {
        const auto read = journal.read();
        index.append(read);
        records += read;
    }
    JournalFixture journal;
    ByteIndex index;
    QList<Record> records;
    ByteStream stream{index, journal.reader};
};

QByteArray allBytes()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    return all;
}

} // namespace

void TestByteStream::lanes()
{
    Bytes b;
    b.sent("PING");
    b.received(allBytes());
    b.received("other", 2);
    b.received("");
    b.sent("QUIT");
    b.load();
    QCOMPARE(b.stream.size(), 0);
    b.stream.setView({.socket = 1, .lane = ByteLane::Sent});
    QCOMPARE(b.stream.read(0, 100), "PINGQUIT"_ba);
    b.stream.setView({.socket = 1, .lane = ByteLane::Received});
    QCOMPARE(b.stream.read(0, 1000), allBytes());
    b.stream.setView({.socket = 1, .lane = ByteLane::Both});
    QCOMPARE(b.stream.size(), 264);
    QCOMPARE(b.stream.read(2, 1000), "NG" + allBytes() + "QUIT");
    QCOMPARE(b.stream.read(-5, 2), "PI"_ba);
    QVERIFY(b.stream.read(264, 1).isEmpty());
    QCOMPARE(b.index.newestSocket(ByteStream::Latest), 2u);
}

void TestByteStream::piecesAndPositions()
{
    Bytes b;
    b.sent("abc");
    b.received("12345");
    b.sent("def");
    b.load();
    b.stream.setView({.socket = 1, .lane = ByteLane::Both});
    const auto piece = b.stream.pieceAt(9);
    QCOMPARE(piece.start, 8);
    QCOMPARE(piece.size, 3);
    QCOMPARE(piece.laneStart, 3);
    QCOMPARE(piece.record, qint64{b.records[2].offset});
    QCOMPARE(piece.timeNs, qint64{b.records[2].timeNs});
    QVERIFY(!piece.received);
    QVERIFY(b.stream.pieceAt(3).received);
    QCOMPARE(b.stream.pieceAt(11).size, 0);
    QCOMPARE(b.stream.lanePosition(9), 4);
    QCOMPARE(b.stream.positionOf(false, 4), 9);
    QCOMPARE(b.stream.positionOf(true, 0), 3);
    QCOMPARE(b.stream.positionOf(true, 5), -1);
    QCOMPARE(b.stream.pieceOf(b.records[1].offset).start, 3);
    b.stream.setView({.socket = 1, .lane = ByteLane::Sent});
    QCOMPARE(b.stream.pieceOf(b.records[1].offset).size, 0);
    QCOMPARE(b.stream.positionOf(true, 0), -1);
    QCOMPARE(b.stream.pieceAt(3).record, qint64{b.records[2].offset});
}

void TestByteStream::oneRecord()
{
    Bytes b;
    b.sent("abc");
    b.received("12345");
    b.load();
    b.stream.setView({.socket = 1, .lane = ByteLane::Both, .record = b.records[1].offset});
    QCOMPARE(b.stream.size(), 5);
    QCOMPARE(b.stream.read(1, 3), "234"_ba);
    QCOMPARE(b.stream.pieceAt(2).start, 0);
    QCOMPARE(b.stream.positionOf(true, 4), 4);
    QCOMPARE(b.stream.positionOf(false, 0), -1);
    b.stream.setView({.socket = 1, .lane = ByteLane::Both, .record = 128'000});
    QCOMPARE(b.stream.size(), 0);
}

void TestByteStream::instants()
{
    Bytes b;
    b.sent("abc");
    b.received("12345");
    b.sent("d");
    b.load();
    QSignalSpy replaced(&b.stream, &ByteStream::replaced);
    b.stream.setView({.socket = 1, .lane = ByteLane::Both, .instant = b.records[1].timeNs});
    QCOMPARE(replaced.size(), 1);
    QCOMPARE(b.stream.size(), b.records[2].timeNs == b.records[1].timeNs ? 9 : 8);
    b.stream.setView({.socket = 1, .lane = ByteLane::Both, .instant = b.records[0].timeNs - 1});
    QCOMPARE(b.stream.size(), 0);
    QCOMPARE(replaced.size(), 1); // positions mean the same bytes
    b.stream.setView({.socket = 1, .lane = ByteLane::Both});
    QCOMPARE(b.stream.size(), 9);
}

void TestByteStream::growsAndClears()
{
    Bytes b;
    b.stream.setView({.socket = 1, .lane = ByteLane::Received});
    QSignalSpy changed(&b.stream, &ByteStream::changed);
    b.received("one");
    b.load();
    QCOMPARE(changed.size(), 1);
    b.journal.add(RecordKind::Console, 1, "no bytes");
    b.load();
    QCOMPARE(changed.size(), 1);
    b.received("two");
    b.load();
    QCOMPARE(b.stream.read(0, 10), "onetwo"_ba);
    b.index.clear();
    QCOMPARE(b.stream.size(), 0);
}

void TestByteStream::anyReadEqualsTheBytes()
{
    QRandomGenerator random(99);
    Bytes b;
    std::array<QByteArray, 3> expected;
    for (int i = 0; i < 400; ++i) {
        QByteArray chunk(1 + random.bounded(i % 50 == 0 ? 200'000 : 40), Qt::Uninitialized);
        for (auto &byte : chunk)
            byte = static_cast<char>(random.generate());
        const bool isReceived = random.bounded(2) == 0;
        isReceived ? b.received(chunk) : b.sent(chunk);
        expected[isReceived ? 1 : 0] += chunk;
        expected[2] += chunk;
    }
    b.load();
    for (const auto lane : {ByteLane::Sent, ByteLane::Received, ByteLane::Both}) {
        const auto &bytes = expected[static_cast<std::size_t>(lane)];
        b.stream.setView({.socket = 1, .lane = lane});
        QCOMPARE(b.stream.size(), bytes.size());
        for (int i = 0; i < 300; ++i) {
            const auto at = random.bounded(int(bytes.size()));
            const auto length = random.bounded(2000);
            QCOMPARE(b.stream.read(at, length), bytes.mid(at, length));
            QCOMPARE(b.stream.positionOf(b.stream.pieceAt(at).received, b.stream.lanePosition(at)), at);
        }
    }
}

void TestByteStream::fullIndex()
{
    JournalFixture journal;
    ByteIndex index(3);
    for (int i = 0; i < 5; ++i)
        journal.add(RecordKind::BytesSent, 1, "1234");
    index.append(journal.read());
    QCOMPARE(index.socket(1).size(ByteLane::Sent), 12);
    QCOMPARE(index.omittedBytes(), 8);
}

void TestByteStream::unreadable()
{
    Bytes b;
    b.received("first");
    b.received(QByteArray(500'000, 'x'));
    b.load();
    b.stream.setView({.socket = 1, .lane = ByteLane::Received});
    QCOMPARE(truncate(qPrintable(b.journal.path), 300'000), 0);
    QSignalSpy readable(&b.stream, &ByteStream::readableChanged);
    QVERIFY(b.stream.read(0, 500'005).size() < 300'000);
    QVERIFY(!b.stream.isReadable());
    QCOMPARE(readable.size(), 1);
}

void TestByteStream::selection()
{
    Bytes b;
    b.received("0123456789");
    b.load();
    ByteSelection selection(b.stream);
    b.stream.setView({.socket = 1, .lane = ByteLane::Received});
    QVERIFY(selection.isEmpty());
    QCOMPARE(selection.length(), 0);
    QSignalSpy revealed(&selection, &ByteSelection::revealed);
    selection.moveTo(3, false);
    QCOMPARE(selection.length(), 1);
    selection.moveTo(7, true);
    QCOMPARE(selection.start(), 3);
    QCOMPARE(selection.length(), 5);
    selection.moveTo(1, true);
    QCOMPARE(selection.start(), 1);
    QCOMPARE(selection.length(), 3);
    selection.moveTo(1000, false);
    QCOMPARE(selection.position(), 9);
    selection.moveTo(-1000, true);
    QCOMPARE(selection.length(), 10);
    QCOMPARE(revealed.size(), 5);
    selection.select(8, 100);
    QCOMPARE(selection.start(), 8);
    QCOMPARE(selection.length(), 2);
    QCOMPARE(selection.position(), 8);
    selection.selectAll();
    QCOMPARE(selection.length(), 10);
    b.stream.setView({.socket = 1, .lane = ByteLane::Sent});
    QVERIFY(selection.isEmpty());
}

void TestByteStream::searches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isHex");
    QTest::addColumn<int>("from");
    QTest::addColumn<bool>("forwards");
    QTest::addColumn<int>("position"); // -1: not found
    QTest::addColumn<QString>("message");
    QTest::newRow("first") << u"ab"_s << false << -1 << true << 0 << QString();
    QTest::newRow("next") << u"ab"_s << false << 0 << true << 4 << QString();
    QTest::newRow("around") << u"ab"_s << false << 9 << true << 0 << u"from the start"_s;
    QTest::newRow("only itself") << u"\\r\\n"_s << false << 2 << true << 2 << u"from the start"_s;
    QTest::newRow("previous") << u"ab"_s << false << 9 << false << 4 << QString();
    QTest::newRow("around the start") << u"ab"_s << false << 0 << false << 9 << u"from the end"_s;
    QTest::newRow("hex") << u"0d 0a"_s << true << -1 << true << 2 << QString();
    QTest::newRow("over chunks") << u"yab"_s << false << -1 << true << 8 << QString();
    QTest::newRow("none") << u"abc"_s << false << 3 << true << -1 << u"Not found"_s;
    QTest::newRow("none before") << u"abc"_s << false << 3 << false << -1 << u"Not found"_s;
    QTest::newRow("bad") << u"a\\q"_s << false << 0 << true << -1 << u"no escape"_s;
}

void TestByteStream::searches()
{
    QFETCH(QString, text);
    QFETCH(bool, isHex);
    QFETCH(int, from);
    QFETCH(bool, forwards);
    QFETCH(int, position);
    QFETCH(QString, message);
    Bytes b;
    b.sent("ab\r\n");
    b.received("abxxy");
    b.sent("ab");
    b.load();
    b.stream.setView({.socket = 1, .lane = ByteLane::Both});
    ByteSearch search(b.stream);
    QSignalSpy found(&search, &ByteSearch::found);
    search.find(text, isHex, from, forwards);
    QTRY_VERIFY(!search.isBusy());
    QCOMPARE(found.isEmpty() ? -1 : found.first().first().toInt(), position);
    QVERIFY2(message.isEmpty() ? search.message().isEmpty() : search.message().contains(message),
             qPrintable(search.message()));
}

void TestByteStream::searchAcrossSlices()
{
    Bytes b;
    QByteArray bytes(3 * ByteSearch::SliceBytes, 'x');
    for (const qint64 at : {ByteSearch::SliceBytes - 2, 2 * ByteSearch::SliceBytes - 1})
        bytes.replace(at, 3, "END");
    for (qsizetype from = 0; from < bytes.size(); from += 1000)
        b.received(bytes.mid(from, 1000));
    b.load();
    b.stream.setView({.socket = 1, .lane = ByteLane::Both});
    ByteSearch search(b.stream);
    QSignalSpy found(&search, &ByteSearch::found);
    qint64 at = -1;
    for (const qint64 expected :
         {ByteSearch::SliceBytes - 2, 2 * ByteSearch::SliceBytes - 1, ByteSearch::SliceBytes - 2}) {
        search.find(u"END"_s, false, at, true);
        QTRY_VERIFY(!search.isBusy());
        at = found.last().first().toLongLong();
        QCOMPARE(at, expected);
    }
    search.find(u"END"_s, false, bytes.size(), false);
    QTRY_VERIFY(!search.isBusy());
    QCOMPARE(found.last().first().toLongLong(), 2 * ByteSearch::SliceBytes - 1);
}

void TestByteStream::aHundredMegabytes()
{
    Bytes b;
    QByteArray chunk(64 << 10, 'x');
    for (int i = 0; i < 1600; ++i)
        b.received(chunk);
    b.received("needle");
    QList<Record> none;
    while (auto record = b.journal.reader.next()) // as a follower does, without keeping them
        b.index.append({*record});
    b.stream.setView({.socket = 1, .lane = ByteLane::Received});
    QCOMPARE(b.stream.size(), 1600LL * (64 << 10) + 6);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(b.stream.read(i * 100'000LL, 640).size(), 640);
    const auto pages = clock.nsecsElapsed();
    ByteSearch search(b.stream);
    QSignalSpy found(&search, &ByteSearch::found);
    qint64 longestTurn = 0;
    int turns = 0;
    clock.start();
    search.find(u"needle"_s, false, -1, true);
    while (search.isBusy()) {
        QElapsedTimer turn;
        turn.start();
        QCoreApplication::processEvents();
        longestTurn = std::max(longestTurn, turn.nsecsElapsed());
        QVERIFY(++turns < 10'000'000);
    }
    qInfo("a page of 640 B took %.3f ms, the search %.0f ms in turns of at most %.1f ms", double(pages) / 1e9,
          double(clock.nsecsElapsed()) / 1e6, double(longestTurn) / 1e6);
    QCOMPARE(found.size(), 1);
    QVERIFY(longestTurn < 500'000'000); // far above what it takes, also on a busy machine
}

QTEST_GUILESS_MAIN(TestByteStream)
#include "tst_byte_stream.moc"
