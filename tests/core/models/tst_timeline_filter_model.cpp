// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/timeline_filter_model.h"
#include "models/timeline_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestTimelineFilterModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filters();
    void followsGrowth();
    void findsRows();
};

void TestTimelineFilterModel::filters()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model;
    model.setSourceModel(&timeline);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (std::uint32_t socket : {1u, 2u}) {
        journal.add(RecordKind::ConnectStarted, socket);
        journal.add(RecordKind::BytesSent, socket, "a");
        journal.add(RecordKind::BytesReceived, socket, "b");
    }
    journal.add(RecordKind::Note);
    timeline.append(journal.read());
    QSignalSpy changed(&model, &TimelineFilterModel::filterChanged);
    QCOMPARE(model.count(), 7);
    model.setSocket(2);
    QCOMPARE(model.count(), 3);
    model.setDirection(TimelineModel::In);
    QCOMPARE(model.count(), 1);
    QCOMPARE(model.index(0, 0).data(TimelineModel::PreviewRole), u"b"_s);
    model.setSocket(0);
    QCOMPARE(model.count(), 2);
    model.setDirection(TimelineModel::NoDirection);
    model.setKinds({u"write"_s, u"note"_s, u"no such kind"_s});
    QCOMPARE(model.kinds(), QStringList({u"note"_s, u"write"_s}));
    QCOMPARE(model.count(), 3);
    QCOMPARE(changed.size(), 5);
    model.setKinds({u"note"_s, u"write"_s});
    model.setSocket(0);
    QCOMPARE(changed.size(), 5); // nothing changed
    model.setKinds({});
    QCOMPARE(model.count(), 7);
}

void TestTimelineFilterModel::followsGrowth()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader, 20);
    TimelineFilterModel model;
    model.setSourceModel(&timeline);
    model.setSocket(1);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy counted(&model, &TimelineFilterModel::countChanged);
    for (std::uint32_t i = 0; i < 60; ++i) {
        journal.add(RecordKind::Note, i % 2);
        timeline.append(journal.read());
        QVERIFY(model.count() <= 10);
    }
    QVERIFY(counted.size() >= 30);
    timeline.clear();
    QCOMPARE(model.count(), 0);
}

void TestTimelineFilterModel::findsRows()
{
    JournalFixture journal;
    TimelineModel timeline(journal.reader);
    TimelineFilterModel model;
    QCOMPARE(model.rowOf(128), -1);
    model.setSourceModel(&timeline);
    for (std::uint32_t i = 0; i < 10; ++i)
        journal.add(RecordKind::Note, i % 2);
    const auto records = journal.read();
    timeline.append(records);
    model.setSocket(1);
    QCOMPARE(model.rowOf(records[7].offset), 3);
    QCOMPARE(model.rowOf(records[6].offset), -1);
    QCOMPARE(model.rowOf(5), -1);
}

QTEST_GUILESS_MAIN(TestTimelineFilterModel)
#include "tst_timeline_filter_model.moc"
