// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/timeline/timeline_view.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

/// Searching, selecting, copying, marking.
class TestTimelineView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void searchSteps();
    void searchLooksAtWhatIsShown();
    void searchFindsWhatComes();
    void selection();
    void selectionGoesWithItsRows();
    void copies_data();
    void copies();
    void copiesAreBounded();
    void marks();
    void tooManyMarks();

private:
    void fill(int records);
    /// The row that a step leads to, -1 for none.
    int stepped(bool forward, int row);

    std::unique_ptr<JournalFixture> m_journal;
    std::unique_ptr<TimelineModel> m_timeline;
    std::unique_ptr<TimelineView> m_view;
};

void TestTimelineView::init()
{
    m_view.reset();
    m_journal = std::make_unique<JournalFixture>();
    m_timeline = std::make_unique<TimelineModel>(m_journal->reader, 100);
    m_view = std::make_unique<TimelineView>(*m_timeline);
}

void TestTimelineView::fill(int records)
{
    for (int i = 0; i < records; ++i)
        m_journal->add(RecordKind::BytesSent, static_cast<std::uint32_t>(i % 2),
                       (i % 10 == 3 ? "hit " : "row ") + QByteArray::number(i));
    m_timeline->append(m_journal->read());
}

int TestTimelineView::stepped(bool forward, int row)
{
    QSignalSpy found(m_view->search(), &TimelineSearch::found);
    QSignalSpy notFound(m_view->search(), &TimelineSearch::notFound);
    forward ? m_view->search()->next(row) : m_view->search()->previous(row);
    if (!QTest::qWaitFor([&] { return found.size() + notFound.size() > 0; }))
        return -2;
    return found.isEmpty() ? -1 : found.first().first().toInt();
}

void TestTimelineView::searchSteps()
{
    fill(50); // hits at 3, 13, 23, 33, 43
    auto *search = m_view->search();
    QCOMPARE(search->count(), 0);
    for (const auto &query : {u"hit"_s, u"hit socket:1"_s}) {
        search->setQuery(query);
        QCOMPARE(stepped(true, -1), 3);
        QCOMPARE(stepped(true, 3), 13);
        QCOMPARE(stepped(true, 43), 3); // wraps
        QCOMPARE(stepped(false, 13), 3);
        QCOMPARE(stepped(false, 3), 43);
        QCOMPARE(stepped(false, 50), 43);
        QTRY_COMPARE(search->count(), 5);
        QCOMPARE(search->positionOf(13), 2);
        QCOMPARE(search->positionOf(14), 0);
    }
    search->setQuery(u"nowhere"_s);
    QCOMPARE(stepped(true, 0), -1);
    search->setQuery(u"hex:0"_s);
    QVERIFY(!search->problem().isEmpty());
}

void TestTimelineView::searchLooksAtWhatIsShown()
{
    fill(50);
    auto *search = m_view->search();
    search->setQuery(u"hit"_s);
    m_view->rows()->setQuery(u"socket:0"_s); // hits are on socket 1
    QCOMPARE(stepped(true, -1), -1);
    m_view->rows()->setQuery(u"socket:1"_s);
    QCOMPARE(stepped(true, -1), 1); // record 3
    m_view->rows()->setQuery({});
    m_view->rows()->setInstant(m_timeline->timeAt(30));
    QCOMPARE(stepped(true, 23), 3); // 33 isn't there yet
    QCOMPARE(stepped(false, 3), 23);
}

void TestTimelineView::searchFindsWhatComes()
{
    fill(10);
    m_view->search()->setQuery(u"hit"_s);
    QTRY_COMPARE(m_view->search()->count(), 1);
    fill(10);
    QTRY_COMPARE(m_view->search()->count(), 2);
    QCOMPARE(stepped(true, 3), 13);
}

void TestTimelineView::selection()
{
    using Range = TimelineSelection::Range;
    fill(50);
    auto *selection = m_view->selection();
    QSignalSpy changed(selection, &TimelineSelection::changed);
    selection->selectOnly(7);
    selection->toggle(9);
    QCOMPARE(selection->ranges(), (QList<Range>{{7, 7}, {9, 9}}));
    selection->selectRange(20, 10);
    QCOMPARE(selection->ranges(), (QList<Range>{{10, 20}}));
    selection->toggle(15);
    QCOMPARE(selection->ranges(), (QList<Range>{{10, 14}, {16, 20}}));
    QCOMPARE(selection->count(), 10);
    QVERIFY(selection->contains(14) && !selection->contains(15));
    selection->selectAll();
    QCOMPARE(selection->ranges(), (QList<Range>{{0, 49}}));
    QCOMPARE(changed.size(), 5);
    m_view->rows()->setQuery(u"socket:1"_s);
    QCOMPARE(selection->count(), 0);
    QCOMPARE(changed.size(), 6);
}

void TestTimelineView::selectionGoesWithItsRows()
{
    fill(100);
    m_view->selection()->selectRange(5, 50);
    fill(10); // the oldest rows go
    const int gone = static_cast<int>(m_timeline->droppedRows());
    QVERIFY(gone >= 10);
    QCOMPARE(m_view->selection()->ranges(), (QList<TimelineSelection::Range>{{0, 50 - gone}}));
}

void TestTimelineView::copies_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("two");
    QTest::newRow("lines") << int(TimelineView::Lines)
                           << u"^\\d\\d:\\d\\d\\.\\d{6}\t#1\twrite\t6 B\tPING␍␊\ts\\.js:1:2\n$"_s
                           << u"PING␍␊.*\n.*\tdata\t3 B\t.*\\(no handler\\)\t\n$"_s;
    QTest::newRow("text") << int(TimelineView::Text) << u"^PING\r\n$"_s << u"^PING\r\na\ufffdb$"_s;
    QTest::newRow("hex") << int(TimelineView::Hex) << u"^50494e470d0a\n$"_s << u"^50494e470d0a\n61ff62\n$"_s;
    QTest::newRow("dump") << int(TimelineView::Dump)
                          << u"^\\d\\d:\\d\\d\\.\\d{6} #1 write 6 B\n00000000  50 49 4e 47 0d 0a +\\|PING\\.\\.\\|\n$"_s
                          << u"\\|\n.* #1 data 3 B\n00000000  61 ff 62 +\\|a\\.b\\|\n$"_s;
    QTest::newRow("C")
        << int(TimelineView::CArray)
        << u"^// .* write 6 B\nconst unsigned char bytes\\[6\\] = \\{\n    0x50, 0x49, 0x4e, 0x47, 0x0d, 0x0a,\n\\};\n$"_s
        << u"bytes1\\[6\\](.|\n)*bytes2\\[3\\] = \\{\n    0x61, 0xff, 0x62,\n\\};\n$"_s;
    QTest::newRow("JS")
        << int(TimelineView::Uint8Array)
        << u"^// .* write 6 B\nconst bytes = new Uint8Array\\(\\[\n    0x50, 0x49, 0x4e, 0x47, 0x0d, 0x0a,\n\\]\\);\n$"_s
        << u"const bytes2 = new Uint8Array\\(\\[\n    0x61, 0xff, 0x62,\n\\]\\);\n$"_s;
}

void TestTimelineView::copies()
{
    QFETCH(int, format);
    QFETCH(QString, one);
    QFETCH(QString, two);
    const auto file = m_journal->writer->fileId(u"/x/s.js"_s);
    m_journal->add(RecordKind::BytesSent, 1, "PING\r\n", {}, {file, 1, 2});
    m_journal->add(RecordKind::BytesReceived, 1,
                   "a\xff"
                   "b",
                   "no handler");
    m_timeline->append(m_journal->read());
    const auto copied = [&] { return m_view->copied(static_cast<TimelineView::Format>(format)); };
    QCOMPARE(copied(), QString());
    m_view->selection()->selectOnly(0);
    QVERIFY2(QRegularExpression(one).match(copied()).hasMatch(), qPrintable(copied()));
    m_view->selection()->selectAll();
    QVERIFY2(QRegularExpression(two).match(copied()).hasMatch(), qPrintable(copied()));
    QCOMPARE(m_view->notice(), QString());
}

void TestTimelineView::copiesAreBounded()
{
    m_journal->add(RecordKind::Note, 0, "no bytes of a socket");
    fill(20);
    m_view->selection()->selectAll();
    const auto ranges = m_view->selection()->ranges();
    const auto copy = [&](const TimelineCopy::Limits &limits, TimelineCopy::Format format = TimelineCopy::Hex) {
        return TimelineCopy::copy(*m_view->rows(), ranges, format, limits);
    };
    const auto whole = copy({});
    QCOMPARE(whole.rows, 20); // not the note
    QCOMPARE(whole.notice, QString());
    const auto few = copy({.rows = 7});
    QCOMPARE(few.rows, 7);
    QCOMPARE(few.text.count(u'\n'), 7);
    QVERIFY2(few.notice.contains(u"first 7 row"), qPrintable(few.notice));
    const auto small = copy({.chars = 50});
    QVERIFY(small.rows > 1 && small.rows < 7 && small.text.size() <= 50 + small.rows);
    QVERIFY(small.text.endsWith(u'\n')); // whole records
    QCOMPARE(copy({}, TimelineCopy::Lines).rows, 21);
    m_view->selection()->selectOnly(0);
    QCOMPARE(m_view->copied(TimelineView::Text), u"no bytes of a socket"_s);
}

void TestTimelineView::marks()
{
    fill(20);
    m_view->selection()->selectRange(4, 6);
    m_view->toggleMarks();
    m_view->annotations()->setNote(m_timeline->offsetAt(11), u" why? "_s);
    QCOMPARE(m_view->annotations()->count(), 4);
    QCOMPARE(m_view->nextAnnotated(-1), 4);
    QCOMPARE(m_view->nextAnnotated(6), 11);
    QCOMPARE(m_view->nextAnnotated(11), -1);
    QCOMPARE(m_view->previousAnnotated(11), 6);
    QCOMPARE(m_view->previousAnnotated(4), -1);
    m_view->rows()->setQuery(u"socket:1"_s);
    QCOMPARE(m_view->nextAnnotated(-1), 2); // record 5
    QCOMPARE(m_view->nextAnnotated(2), 5);  // record 11
    m_view->selection()->selectOnly(2);
    m_view->toggleMarks();
    QCOMPARE(m_view->annotations()->count(), 3);
}

void TestTimelineView::tooManyMarks()
{
    TimelineModel timeline(m_journal->reader);
    TimelineView view(timeline);
    for (int i = 0; i <= Annotations::MaxRecords; ++i)
        m_journal->add(RecordKind::Note);
    timeline.append(m_journal->read());
    view.selection()->selectAll();
    view.toggleMarks();
    QCOMPARE(view.annotations()->count(), 0);
    QVERIFY2(view.notice().contains(u"10001 rows are selected"), qPrintable(view.notice()));
}

QTEST_GUILESS_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"
