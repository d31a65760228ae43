// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/console/text_lines.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestTextLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void characters();
    void lines_data();
    void lines();
    void directionsEndLines();
    void everyByteIsInOneLine();

private:
    static QStringList textsOf(TextLines &lines, qint64 size);
};

namespace {

struct Stream
{
    explicit Stream(const QList<QByteArray> &chunks, RecordKind second = RecordKind::BytesReceived)
    {
        for (qsizetype i = 0; i < chunks.size(); ++i)
            journal.add(i % 2 == 1 ? second : RecordKind::BytesReceived, 1, chunks[i]);
        index.append(journal.read());
        stream.setView({.socket = 1, .lane = ByteLane::Both});
    }
    JournalFixture journal;
    ByteIndex index;
    ByteStream stream{index, journal.reader};
    TextLines lines{stream};
};

} // namespace

QStringList TestTextLines::textsOf(TextLines &lines, qint64 size)
{
    QStringList texts;
    for (qint64 at = 0; at < size;) {
        const auto line = lines.lineFrom(at);
        QString text;
        for (const auto &cell : line.cells)
            text += cell.kind == TextCell::Control ? u'<' + cell.text + u'>' : cell.text;
        texts += text;
        at = line.end;
    }
    return texts;
}

void TestTextLines::characters()
{
    Stream s({"a\xc3", "\xa9\xe2\x82", "\xac\x7f\xff\xe2\x80\xae\xe6\x97\xa5."}); // characters split over chunks
    const auto line = s.lines.lineFrom(0);
    QStringList texts;
    QList<int> columns;
    for (const auto &cell : line.cells) {
        texts += cell.text;
        columns += cell.column;
    }
    QCOMPARE(texts, (QStringList{u"a"_s, u"é"_s, u"€"_s, u"DEL"_s, u"\\xff"_s, u"<U+202E>"_s, u"日"_s, u"."_s}));
    QCOMPARE(columns, (QList<int>{0, 1, 2, 3, 6, 10, 18, 20}));
    QCOMPARE(line.cells[2].position, 3);
    QCOMPARE(line.cells[2].bytes, 3);
    QCOMPARE(line.end, s.stream.size());
}

void TestTextLines::lines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("line feeds") << "a\r\n\nbc"_ba << QStringList{u"a<CR><LF>"_s, u"<LF>"_s, u"bc"_s};
    QTest::newRow("too long") << "0123456789abcdefghij\nx"_ba
                              << QStringList{u"0123456789"_s, u"abcdefghij"_s, u"<LF>"_s, u"x"_s};
    QTest::newRow("no half tags") << "012345678\r\n"_ba << QStringList{u"012345678"_s, u"<CR><LF>"_s};
    QTest::newRow("invalid") << "\xff\xff\xff"_ba << QStringList{u"\\xff\\xff"_s, u"\\xff"_s};
}

void TestTextLines::lines()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, texts);
    Stream s({bytes});
    s.lines.setColumns(10);
    QCOMPARE(textsOf(s.lines, s.stream.size()), texts);
}

void TestTextLines::directionsEndLines()
{
    Stream s({"in", "out\nmore", "back\n"}, RecordKind::BytesSent);
    QCOMPARE(textsOf(s.lines, s.stream.size()), (QStringList{u"in"_s, u"out<LF>"_s, u"more"_s, u"back<LF>"_s}));
    QCOMPARE(s.lines.lineAt(1).start, 0);
    QCOMPARE(s.lines.lineAt(4).start, 2);
    QCOMPARE(s.lines.lineAt(8).start, 6);
    QCOMPARE(s.lines.lineAt(11).start, 10);
}

/// Walking down and asking for any byte give the same lines.
void TestTextLines::everyByteIsInOneLine()
{
    QRandomGenerator random(3);
    QList<QByteArray> chunks;
    for (int i = 0; i < 60; ++i) {
        QByteArray chunk(random.bounded(1, 400), 'x');
        for (auto &byte : chunk)
            byte = random.bounded(20) == 0 ? '\n' : static_cast<char>(random.bounded(0x20, 0x7f));
        chunks.append(chunk);
    }
    Stream s(chunks, RecordKind::BytesSent);
    s.lines.setColumns(24);
    for (qint64 at = 0; at < s.stream.size();) {
        const auto line = s.lines.lineFrom(at);
        QVERIFY(line.end > line.start);
        QCOMPARE(s.lines.lineAt(line.start).start, line.start);
        QCOMPARE(s.lines.lineAt(line.end - 1).start, line.start);
        at = line.end;
    }
}

QTEST_GUILESS_MAIN(TestTextLines)
#include "tst_text_lines.moc"
