// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/timeline/timeline_matcher.h"
#include "models/timeline/timeline_query.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

/// Each query is asked of the same few records, as they stand in a real journal.
class TestTimelineQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void matches_data();
    void matches();
    void problems_data();
    void problems();
    void letterCase();
    void longPayloads();
    void both();
    void toggles();

private:
    [[nodiscard]] QString matching(const TimelineQuery &query, bool matchCase = false) const;
    QList<QByteArray> m_records;
};

void TestTimelineQuery::initTestCase()
{
    JournalFixture journal;
    journal.add(RecordKind::ConnectStarted, 1, "localhost:8080", {}, {1, 3, 9});           // 0
    journal.addState(1, JournalState::Opening, JournalState::Open, "connected");           // 1
    journal.add(RecordKind::BytesSent, 1, "PING one\r\n", {}, {1, 12, 5});                 // 2
    journal.add(RecordKind::BytesReceived, 1, "+PONG\r\n", "no handler");                  // 3
    journal.add(RecordKind::BytesReceived, 12, QByteArray("\x00\x01\xff say \"hi\"", 12)); // 4
    journal.addState(1, JournalState::Open, JournalState::Destroyed, "peer FIN");          // 5
    journal.addText(RecordKind::Console, LogLevel::Info, "two words, gr\xc3\xbc\xc3\x9f"); // 6
    const auto records = journal.read();
    QFile file(journal.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto bytes = file.readAll();
    for (qsizetype i = 0; i < records.size(); ++i)
        m_records.append(
            bytes.mid(records[i].offset, i + 1 < records.size() ? records[i + 1].offset - records[i].offset : 100));
}

QString TestTimelineQuery::matching(const TimelineQuery &query, bool matchCase) const
{
    QString numbers;
    TimelineMatcher matcher(query, matchCase);
    for (qsizetype i = 0; i < m_records.size(); ++i)
        if (matcher.matches(m_records[i]))
            numbers += QString::number(i);
    return numbers;
}

void TestTimelineQuery::matches_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *line, const char *expected) {
        QTest::newRow(line) << QString::fromUtf8(line) << QString::fromLatin1(expected);
    };
    row("", "0123456");
    row("   ", "0123456");
    row("pong", "3");
    row("PING one", "2"); // both words
    row("one ping", "2"); // in any order
    row("\"ping one\"", "2");
    row("\"one ping\"", "");
    row("handler", "3");   // a cause
    row("destroyed", "5"); // what a state change shows
    row("opening", "1");
    row("-pong", "012456");
    row("-pong -ping", "01456");
    row("\"say \"\"hi\"\"\"", "4");
    row("grüß", "6");
    row("localhost:8080", "0"); // no key, so text
    row("https://x", "");
    row("hex:0d0a", "23");
    row("hex:0D,0A", "23");
    row("hex:\"0x0d 0x0a\"", "23");
    row("hex:0001ff", "4");
    row("-hex:0d0a dir:in", "4");
    row("dir:in", "34");
    row("DIR:OUT", "2");
    row("-dir:in", "01256");
    row("kind:data,write", "234");
    row("kind:state", "15");
    row("-kind:data,write", "0156");
    row("kind:data kind:write", ""); // both at once
    row("state:open", "1");
    row("state:open,destroyed", "15");
    row("socket:1", "01235");
    row("socket:2-20", "4");
    row("socket:0,12", "46");
    row("-socket:1", "46");
    row("socket>1", "4");
    row("size:7", "3");
    row("size>9 dir:in", "4");
    row("size>=10 size<=12", "24");
    row("size<1", "15");
    row("line:12", "2");
    row("line:3-12", "02");
    row("vu:1", "0234");
    row("socket:1 dir:in pong", "3");
}

void TestTimelineQuery::matches()
{
    QFETCH(QString, line);
    QFETCH(QString, expected);
    TimelineQuery::Problem problem;
    const auto query = TimelineQuery::parse(line, &problem);
    QCOMPARE(problem.sentence, QString());
    QCOMPARE(matching(query), expected);
}

void TestTimelineQuery::problems_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("part");
    QTest::addColumn<int>("position");
    QTest::newRow("odd") << u"pong hex:0d0"_s << u"3 hex digits are no whole bytes"_s << 5;
    QTest::newRow("digit") << u"hex:0dxy"_s << u"'x' is no hex digit"_s << 0;
    QTest::newRow("no digits") << u"hex:\" \""_s << u"No hex digits"_s << 0;
    QTest::newRow("kind") << u"a b kind:dada"_s << u"There is no kind 'dada'. Kinds are: file, session"_s << 4;
    QTest::newRow("direction") << u"dir:up"_s << u"There is no direction 'up'"_s << 0;
    QTest::newRow("percent") << u"dir:%2"_s << u"There is no direction '%2'"_s << 0;
    QTest::newRow("state") << u"state:closed"_s << u"There is no state 'closed'"_s << 0;
    QTest::newRow("number") << u"size>many"_s << u"'many' is no number that size can be compared with"_s << 0;
    QTest::newRow("too large") << u"size>99999999999"_s << u"'99999999999' is no number"_s << 0;
    QTest::newRow("backwards") << u"socket:9-3"_s << u"'9-3' is no number"_s << 0;
    QTest::newRow("nothing below") << u"size<0"_s << u"'0' is no number"_s << 0;
    QTest::newRow("empty") << u"x  socket:"_s << u"Nothing stands behind socket:: write for instance socket:3"_s << 3;
    QTest::newRow("no line") << u"line:lib.js"_s
                             << u"'lib.js' is no number that line can be compared with: "
                                "write for instance line:12 or line:lib.js:12"_s
                             << 0;
    QTest::newRow("no file") << u"line::12"_s << u"':12' is no number"_s << 0;
    QTest::newRow("comma") << u"kind:,"_s << u"Nothing stands behind kind:"_s << 0;
    QTest::newRow("quote") << u"a \"b c"_s << u"no second one"_s << 2;
    QTest::newRow("empty quotes") << u"\"\""_s << u"between the quotation marks"_s << 0;
    QTest::newRow("minus") << u"a - b"_s << u"behind the minus"_s << 2;
}

void TestTimelineQuery::problems()
{
    QFETCH(QString, line);
    QFETCH(QString, part);
    QFETCH(int, position);
    TimelineQuery::Problem problem;
    const auto query = TimelineQuery::parse(line, &problem);
    QVERIFY(query.isEmpty());
    QVERIFY2(problem.sentence.contains(part), qPrintable(problem.sentence));
    QVERIFY2(problem.sentence.endsWith(u"(position %1)"_s.arg(position + 1)), qPrintable(problem.sentence));
    QCOMPARE(problem.position, position);
    QVERIFY(problem.length > 0 && position + problem.length <= line.size());
}

void TestTimelineQuery::letterCase()
{
    QCOMPARE(matching(TimelineQuery::parse(u"pong"_s), true), QString());
    QCOMPARE(matching(TimelineQuery::parse(u"PONG"_s), true), u"3"_s);
    QCOMPARE(matching(TimelineQuery::parse(u"hex:504f4e47"_s), false), u"3"_s);    // PONG
    QCOMPARE(matching(TimelineQuery::parse(u"hex:706f6e67"_s), false), QString()); // pong: bytes are bytes
}

/// A needle is found wherever it stands, also across the blocks that the matcher looks at.
void TestTimelineQuery::longPayloads()
{
    TimelineMatcher matcher(TimelineQuery::parse(u"\"NEEDLE in hay\""_s), false);
    JournalFixture journal;
    for (const int at : {0, 32 * 1024 - 5, 32 * 1024 + 12, 65'000, 199'990 - 13}) {
        QByteArray hay(199'990, 'x');
        hay.replace(at, 13, "Needle In Hay");
        journal.add(RecordKind::BytesReceived, 1, hay);
    }
    journal.add(RecordKind::BytesReceived, 1, QByteArray(199'990, 'x'));
    const auto records = journal.read();
    QFile file(journal.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto bytes = file.readAll();
    for (qsizetype i = 0; i < records.size(); ++i)
        QCOMPARE(matcher.matches(bytes.mid(records[i].offset, 200'100)), i < 5);
    QVERIFY(!matcher.matches(bytes.mid(records[0].offset, 100))); // cut
}

void TestTimelineQuery::both()
{
    const auto query = TimelineQuery::parse(u"dir:in"_s) & TimelineQuery::parse(u"-pong size>1"_s);
    QCOMPARE(matching(query), u"4"_s);
    QVERIFY(!query.isEmpty());
    QVERIFY((TimelineQuery() & TimelineQuery::parse(u" "_s)).isEmpty());
}

void TestTimelineQuery::toggles()
{
    QCOMPARE(TimelineQuery::toggled(QString(), u"dir:in"_s), u"dir:in"_s);
    QCOMPARE(TimelineQuery::toggled(u"pong dir:in"_s, u"dir:in"_s), u"pong"_s);
    QCOMPARE(TimelineQuery::toggled(u"dir:in \"a b\" -kind:log"_s, u"kind:state"_s), u"\"a b\" -kind:log kind:state"_s);
    QVERIFY(TimelineQuery::hasTerm(u"a dir:in"_s, u"dir:in"_s));
    QVERIFY(!TimelineQuery::hasTerm(u"a -dir:in"_s, u"dir:in"_s));
}

QTEST_GUILESS_MAIN(TestTimelineQuery)
#include "tst_timeline_query.moc"
