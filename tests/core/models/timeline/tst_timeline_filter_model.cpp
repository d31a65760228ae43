// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/session/annotations.h"
#include "models/timeline/timeline_filter_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestTimelineFilterModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields();
    void bytes();
    void aProblemKeepsTheRows();
    void anUnreadableJournal();
    void followsGrowthAndLoss_data();
    void followsGrowthAndLoss();
    void resets();
    void instant();
    void findsRows();
    void deltas();
    void annotations();

private:
    using Mode = QAbstractItemModelTester::FailureReportingMode;
    static QStringList previews(const TimelineFilterModel &model);
};

QStringList TestTimelineFilterModel::previews(const TimelineFilterModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.count(); ++row)
        texts.append(model.index(row).data(TimelineModel::PreviewRole).toString());
    return texts;
}

void TestTimelineFilterModel::fields()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    const QAbstractItemModelTester tester(&model, Mode::QtTest);
    for (std::uint32_t socket : {1u, 2u}) {
        journal.add(RecordKind::BytesSent, socket, "a" + QByteArray::number(socket));
        journal.add(RecordKind::BytesReceived, socket, "b" + QByteArray::number(socket));
    }
    journal.add(RecordKind::Note, 0, "n");
    timeline.append(journal.read());
    QSignalSpy changed(&model, &TimelineFilterModel::queryChanged);
    QCOMPARE(model.count(), 5);
    QVERIFY(model.isAll());
    model.setQuery(u"socket:2"_s); // at once, without a turn of the event loop
    QCOMPARE(previews(model), (QStringList{u"a2"_s, u"b2"_s}));
    QVERIFY(!model.isAll() && !model.isBusy());
    model.toggleTerm(u"dir:in"_s);
    QCOMPARE(model.query(), u"socket:2 dir:in"_s);
    QVERIFY(model.hasTerm(u"dir:in"_s));
    QCOMPARE(previews(model), QStringList{u"b2"_s});
    model.setQuery(model.query());
    QCOMPARE(changed.size(), 2); // nothing changed
    model.setQuery({});
    QCOMPARE(model.count(), 5);
}

void TestTimelineFilterModel::bytes()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    const QAbstractItemModelTester tester(&model, Mode::QtTest);
    (void)journal.writer->fileId(u"/a/script.js"_s); // takes no number
    journal.add(RecordKind::Source, 0, "Pong()");    // nor does this, though it has the text
    for (int i = 0; i < 1000; ++i)
        journal.add(RecordKind::BytesSent, 1, i % 100 == 7 ? "Pong " + QByteArray::number(i) : "x"_ba);
    timeline.append(journal.read());
    model.setQuery(u"pong"_s);
    QTRY_COMPARE(model.count(), 10);
    QCOMPARE(previews(model).constFirst(), u"Pong 7"_s);
    QCOMPARE(previews(model).constLast(), u"Pong 907"_s);
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.progress(), 1.0);
    model.setMatchCase(true);
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.count(), 0);
    model.setQuery(u"Pong -907"_s);
    QTRY_COMPARE(model.count(), 9);
    journal.add(RecordKind::BytesSent, 1, "Pong live");
    timeline.append(journal.read());
    QTRY_COMPARE(model.count(), 10);
    for (int i = 0; i < 50; ++i) // each ends the search before it
        model.setQuery(u"Pong %1"_s.arg(i));
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(previews(model).size(), 0);
}

void TestTimelineFilterModel::aProblemKeepsTheRows()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    journal.add(RecordKind::Note, 0, "a");
    journal.add(RecordKind::BytesSent, 1, "b");
    timeline.append(journal.read());
    model.setQuery(u"kind:note"_s);
    model.setQuery(u"kind:note hex:0"_s);
    QVERIFY(model.problem().contains(u"position 11"));
    QCOMPARE(model.count(), 1);
    model.setQuery(u"kind:note hex:00"_s);
    QCOMPARE(model.problem(), QString());
}

void TestTimelineFilterModel::anUnreadableJournal()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    journal.add(RecordKind::Note, 0, "a");
    journal.add(RecordKind::Note, 0, "a");
    timeline.append(journal.read());
    journal.writer->close();
    QCOMPARE(truncate(qPrintable(journal.path), 130), 0);
    model.setQuery(u"a"_s);
    QTRY_VERIFY(!model.isBusy());
    QVERIFY2(model.problem().contains(u"cut"), qPrintable(model.problem()));
    QVERIFY(QFile::remove(journal.path));
    model.setQuery(u"b"_s);
    QTRY_VERIFY2(model.problem().contains(u"No such file"), qPrintable(model.problem()));
}

void TestTimelineFilterModel::followsGrowthAndLoss_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("all") << QString();
    QTest::newRow("fields") << u"socket:1"_s;
    QTest::newRow("bytes") << u"1"_s;
}

/// While the timeline grows and drops its oldest rows, the model agrees with a filter of the timeline's own rows.
void TestTimelineFilterModel::followsGrowthAndLoss()
{
    QFETCH(QString, query);
    JournalFixture journal;
    TimelineModel timeline(journal.reader, 200);
    TimelineFilterModel model(timeline);
    const QAbstractItemModelTester tester(&model, Mode::QtTest);
    model.setQuery(query);
    QRandomGenerator random(42);
    for (int round = 0; round < 60; ++round) {
        for (int i = random.bounded(60); i >= 0; --i) {
            const auto number = random.bounded(3u);
            journal.add(RecordKind::Note, number, QByteArray::number(number));
        }
        timeline.append(journal.read());
        if (round % 4 == 0)
            QCoreApplication::processEvents();
        if (round % 10 != 9)
            continue;
        QTRY_VERIFY(!model.isBusy());
        QList<qint64> expected;
        for (int row = 0; row < timeline.count(); ++row)
            if (query.isEmpty() || timeline.fields(row).socket == 1)
                expected.append(timeline.offsetAt(row));
        QList<qint64> shown;
        for (int row = 0; row < model.count(); ++row)
            shown.append(model.index(row).data(TimelineModel::OffsetRole).toLongLong());
        QCOMPARE(shown, expected);
    }
    QVERIFY(timeline.droppedRows() > 0);
}

void TestTimelineFilterModel::resets()
{
    for (const auto &query : {u""_s, u"socket:1"_s, u"one"_s}) {
        JournalFixture journal;
        TimelineModel timeline(journal.reader);
        TimelineFilterModel model(timeline);
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        journal.add(RecordKind::Note, 1, "one");
        timeline.append(journal.read());
        model.setQuery(query);
        QTRY_COMPARE(model.count(), 1);
        timeline.clear();
        QCOMPARE(model.count(), 0);
        journal.add(RecordKind::Note, 1, "one more");
        timeline.append(journal.read());
        QTRY_COMPARE(model.count(), 1);
        QCOMPARE(model.index(0).data(TimelineModel::PreviewRole).toString(), u"one more"_s);
    }
}

void TestTimelineFilterModel::instant()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    const QAbstractItemModelTester tester(&model, Mode::QtTest);
    for (std::uint32_t i = 0; i < 10; ++i)
        journal.add(RecordKind::Note, i % 2);
    const auto records = journal.read();
    timeline.append(records);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setInstant(records[6].timeNs);
    QCOMPARE(model.count(), 7);
    journal.add(RecordKind::Note);
    timeline.append(journal.read());
    QCOMPARE(model.count(), 7); // it is later
    model.setInstant(records[3].timeNs);
    QCOMPARE(model.count(), 4);
    QCOMPARE(resets.size(), 0); // rows come and go at the end
    model.setQuery(u"socket:1"_s);
    QCOMPARE(model.count(), 2);
    model.setInstant(0);
    QCOMPARE(model.count(), 0);
    model.setInstant(TimelineFilterModel::Latest);
    QCOMPARE(model.count(), 5);
}

void TestTimelineFilterModel::findsRows()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    QCOMPARE(model.rowOf(128), -1);
    QCOMPARE(model.rowNear(128), -1);
    for (std::uint32_t i = 0; i < 10; ++i)
        journal.add(RecordKind::Note, i % 2);
    const auto records = journal.read();
    timeline.append(records);
    model.setQuery(u"socket:1"_s);
    QCOMPARE(model.rowOf(records[7].offset), 3);
    QCOMPARE(model.rowOf(records[6].offset), -1);
    QCOMPARE(model.rowNear(records[6].offset), 2);
    QCOMPARE(model.rowNear(records[0].offset), -1);
    QCOMPARE(model.rowOf(5), -1);
    QCOMPARE(model.offsetAt(3), qint64{records[7].offset});
    QCOMPARE(model.offsetAt(5), -1);
    QCOMPARE(model.socketAt(0), 1u);
}

void TestTimelineFilterModel::deltas()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model(timeline);
    for (std::uint32_t i = 0; i < 3; ++i)
        journal.add(RecordKind::Note, i % 2);
    const auto records = journal.read();
    timeline.append(records);
    const auto delta = [&](int row) { return model.index(row).data(TimelineFilterModel::DeltaRole).toLongLong(); };
    QCOMPARE(delta(0), -1);
    QCOMPARE(delta(1), records[1].timeNs - records[0].timeNs);
    model.setQuery(u"socket:0"_s);
    QCOMPARE(delta(1), records[2].timeNs - records[0].timeNs); // the row before that is shown
}

void TestTimelineFilterModel::annotations()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    Annotations annotations;
    TimelineFilterModel model(timeline, &annotations);
    for (std::uint32_t i = 0; i < 4; ++i)
        journal.add(RecordKind::Note, i % 2);
    const auto records = journal.read();
    timeline.append(records);
    model.setQuery(u"socket:1"_s);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    annotations.setMarked(records[3].offset, true);
    annotations.setNote(records[3].offset, u"here"_s);
    annotations.setMarked(records[0].offset, true); // not shown
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed.first().first().toModelIndex().row(), 1);
    QCOMPARE(model.index(1).data(TimelineFilterModel::MarkedRole).toBool(), true);
    QCOMPARE(model.index(1).data(TimelineFilterModel::NoteRole).toString(), u"here"_s);
    QCOMPARE(model.index(0).data(TimelineFilterModel::MarkedRole).toBool(), false);
}

QTEST_GUILESS_MAIN(TestTimelineFilterModel)
#include "tst_timeline_filter_model.moc"
