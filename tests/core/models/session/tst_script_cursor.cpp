// SPDX-License-Identifier: GPL-3.0-or-later
#include "../journal_fixture.h"
#include "models/session/script_cursor.h"
#include "models/timeline/timeline_model.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestScriptCursor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsWhatItsLineCaused_data();
    void knowsWhatItsLineCaused();
    void tellsOfMoves();
    void aDroppedRowIsNotLit();
};

void TestScriptCursor::knowsWhatItsLineCaused_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("line");
    QTest::addColumn<QList<int>>("rows");
    QTest::newRow("a line") << u"/scripts/main.js"_s << 8 << QList<int>{0, 2};
    QTest::newRow("the same line of another file") << u"/scripts/lib.js"_s << 8 << QList<int>{1};
    QTest::newRow("named without folders") << u"/any/where/bare.js"_s << 8 << QList<int>{4};
    QTest::newRow("the same name elsewhere") << u"/other/main.js"_s << 8 << QList<int>{};
    QTest::newRow("a line that caused nothing") << u"/scripts/main.js"_s << 9 << QList<int>{};
    QTest::newRow("no line") << u"/scripts/main.js"_s << 0 << QList<int>{};
}

void TestScriptCursor::knowsWhatItsLineCaused()
{
    QFETCH(const QString, path);
    QFETCH(const int, line);
    QFETCH(const QList<int>, rows);
    JournalFixture journal;
    const auto main = journal.writer->fileId(u"file:///scripts/main.js"_s);
    const auto lib = journal.writer->fileId(u"file:///scripts/lib.js"_s);
    const auto bare = journal.writer->fileId(u"bare.js"_s);
    journal.add(RecordKind::ConnectStarted, 1, {}, {}, {.file = main, .line = 8, .column = 9});
    journal.add(RecordKind::BytesSent, 1, "PING", {}, {.file = lib, .line = 8, .column = 3});
    journal.add(RecordKind::BytesSent, 1, "QUIT", {}, {.file = main, .line = 8, .column = 20});
    journal.add(RecordKind::BytesReceived, 1, "+OK", {}, {}); // nobody asked for it
    journal.add(RecordKind::BytesSent, 1, "x", {}, {.file = bare, .line = 8, .column = 1});
    TimelineModel timeline(journal.reader);
    timeline.append(journal.read());
    QCOMPARE(timeline.count(), 5);

    ScriptCursor cursor(timeline);
    cursor.moveTo(path, line);
    QList<int> lit;
    for (int row = 0; row < timeline.count(); ++row)
        if (cursor.caused(timeline.offsetAt(row)))
            lit += row;
    QCOMPARE(lit, rows);
    QVERIFY(!cursor.caused(-1));
    QVERIFY(!cursor.caused(timeline.offsetAt(0) + 1));
}

void TestScriptCursor::tellsOfMoves()
{
    JournalFixture journal;
    const TimelineModel timeline(journal.reader);
    ScriptCursor cursor(timeline);
    const QSignalSpy moves(&cursor, &ScriptCursor::moved);
    cursor.moveTo(u"/a.js"_s, 3);
    const int revision = cursor.revision();
    cursor.moveTo(u"/a.js"_s, 3);
    QCOMPARE(moves.count(), 1);
    QCOMPARE(cursor.revision(), revision);
    cursor.moveTo(u"/b.js"_s, 3); // the line's number is the same
    QCOMPARE(moves.count(), 2);
    QVERIFY(cursor.revision() != revision);
    QCOMPARE(cursor.line(), 3);
}

void TestScriptCursor::aDroppedRowIsNotLit()
{
    JournalFixture journal;
    const auto main = journal.writer->fileId(u"file:///main.js"_s);
    TimelineModel timeline(journal.reader, 2);
    ScriptCursor cursor(timeline);
    cursor.moveTo(u"/main.js"_s, 1);
    for (int i = 0; i < 2; ++i)
        journal.add(RecordKind::BytesSent, 1, "x", {}, {.file = main, .line = 1, .column = 1});
    timeline.append(journal.read());
    const qint64 first = timeline.offsetAt(0);
    QVERIFY(cursor.caused(first));
    journal.add(RecordKind::BytesSent, 1, "x", {}, {.file = main, .line = 1, .column = 1});
    timeline.append(journal.read());
    QVERIFY(timeline.droppedRows() > 0);
    QVERIFY(!cursor.caused(first));
    QVERIFY(cursor.caused(timeline.offsetAt(timeline.count() - 1)));
}

QTEST_GUILESS_MAIN(TestScriptCursor)
#include "tst_script_cursor.moc"
