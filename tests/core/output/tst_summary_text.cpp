// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/summary_text.h"
#include "recorded_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestSummaryText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatK6Prints_data();
    void isWhatK6Prints();
};

void TestSummaryText::isWhatK6Prints_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("all kinds of metrics, checks and thresholds") << u"kinds"_s;
    QTest::newRow("groups and scenarios") << u"groups"_s;
    QTest::newRow("groups and scenarios in compact mode") << u"groups_compact"_s;
    QTest::newRow("names: their order and their blocks") << u"names"_s;
    QTest::newRow("shares, milliseconds, odd thresholds") << u"rates"_s;
    QTest::newRow("numbers and times of all sizes") << u"numbers"_s;
    QTest::newRow("colours of a terminal") << u"terminal"_s;
}

void TestSummaryText::isWhatK6Prints()
{
    QFETCH(const QString, name);
    const RecordedRun run = readRecordedRun(name);
    const QList<QByteArray> actual = summaryText(run.summary).toUtf8().split('\n');
    const QList<QByteArray> expected = run.text.split('\n');
    for (qsizetype at = 0; at < std::min(actual.size(), expected.size()); ++at)
        QCOMPARE(QString::fromUtf8(actual[at]), QString::fromUtf8(expected[at]));
    QCOMPARE(actual.size(), expected.size());
}

QTEST_APPLESS_MAIN(TestSummaryText)
#include "tst_summary_text.moc"
