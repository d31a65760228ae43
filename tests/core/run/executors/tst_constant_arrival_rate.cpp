// SPDX-License-Identifier: GPL-3.0-or-later
#include "executor_test.h"

#include "journal/journal_reader.h"
#include "journal/journal_writer.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestConstantArrivalRate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsAtEvenDistances();
    void firstAtOnce();
    void dropsWhereNoVuIsFree();
    void makesVusOnDemand();
    void runsWithoutPlannedVus();
    void vusCountWhileTheyIterate();
    void instancesShareTheTicks();
};

/// 2000 a second of an empty function, measured by the journal. Bounds are wide, as the machine may be busy: dropped
/// iterations count as planned ones, and nothing may start early.
void TestConstantArrivalRate::startsAtEvenDistances()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"run.sockscope"_s);
    QString error;
    const std::unique_ptr<JournalWriter> journal = JournalWriter::create(path, {}, &error);
    QVERIFY2(journal, qPrintable(error));
    const ExecutedScript run(uR"(
export const options = { scenarios: { s: { executor: 'constant-arrival-rate', rate: 2000, duration: '1s', preAllocatedVUs: 20 } } }
export default function () {})"_s,
                             journal.get());
    journal->close();
    QCOMPARE(static_cast<double>(run.result.completed) + run.sum(u"dropped_iterations"_s), 2000.0);
    std::vector<std::int64_t> starts;
    JournalReader reader;
    QVERIFY2(reader.open(path), qPrintable(reader.error()));
    while (const auto record = reader.next()) {
        if (record->kind == RecordKind::IterationStarted)
            starts.push_back(record->timeNs);
    }
    std::sort(starts.begin(), starts.end());
    QCOMPARE(starts.size(), run.result.completed);
    QVERIFY2(starts.size() > 1000, qPrintable(QString::number(starts.size())));
    const double seconds = static_cast<double>(starts.back() - starts.front()) / 1e9;
    QVERIFY2(seconds > 0.7 && seconds < 1.2, qPrintable(QString::number(seconds)));
    // A quarter of the time holds a quarter of the starts.
    const auto quarter = std::lower_bound(starts.begin(), starts.end(), starts.front() + 250'000'000) - starts.begin();
    QVERIFY2(quarter > 200 && quarter < 650, qPrintable(QString::number(quarter)));
}

/// Rate 3 for 2 s gives 7 starts, as in k6.
void TestConstantArrivalRate::firstAtOnce()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
export const options = { scenarios: { s: { executor: 'constant-arrival-rate', rate: 3, duration: '2s', preAllocatedVUs: 3 } } }
export default function () { console.log(Date.now() - exec.scenario.startTime) })"_s);
    const QStringList starts = run.console();
    QCOMPARE(starts.size(), 7);
    for (int i = 0; i < 7; ++i)
        QVERIFY2(starts.at(i).toInt() >= i * 333 - 2, qPrintable(starts.join(u' ')));
    QVERIFY2(starts.at(0).toInt() < 300, qPrintable(starts.join(u' ')));
}

void TestConstantArrivalRate::dropsWhereNoVuIsFree()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'constant-arrival-rate', rate: 20, duration: '1s', preAllocatedVUs: 2 } } }
export default function () { sleep(5) })"_s);
    QCOMPARE(run.result.completed, 2U);
    QCOMPARE(run.sum(u"dropped_iterations"_s), 18.0);
    QCOMPARE(run.totals(u"dropped_iterations"_s).samples, 18U);
    QCOMPARE(run.warnings(), QStringList{u"Insufficient VUs, reached 2 active VUs and cannot initialize more"_s});
}

void TestConstantArrivalRate::makesVusOnDemand()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
console.log('init', __VU)
export const options = { scenarios: { s: {
    executor: 'constant-arrival-rate', rate: 10, duration: '1s', preAllocatedVUs: 1, maxVUs: 3, gracefulStop: '100ms' } } }
export default function () { console.log('works', __VU); sleep(20) })"_s);
    QCOMPARE(run.console().count(u"init 1"_s), 1);
    QCOMPARE(run.console().count(u"init 2"_s), 1);
    QCOMPARE(run.console().count(u"init 3"_s), 1);
    QCOMPARE(run.console().count(u"works 3"_s), 1);
    QCOMPARE(run.result.interrupted, 3U);
    QCOMPARE(run.sum(u"dropped_iterations"_s), 7.0);
    QCOMPARE(run.warnings().first(), u"Insufficient VUs, reached 3 active VUs and cannot initialize more"_s);
    QCOMPARE(run.progress().vusInitialized, 3);
}

void TestConstantArrivalRate::runsWithoutPlannedVus()
{
    const ExecutedScript run(uR"(
export const options = { scenarios: { s: {
    executor: 'constant-arrival-rate', rate: 20, duration: '1s', preAllocatedVUs: 0, maxVUs: 1 } } }
export default function () {})"_s);
    QVERIFY(run.sum(u"dropped_iterations"_s) >= 1);
    QVERIFY(run.result.completed >= 1);
    QCOMPARE(static_cast<double>(run.result.completed) + run.sum(u"dropped_iterations"_s), 20.0);
}

void TestConstantArrivalRate::vusCountWhileTheyIterate()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
export const options = { scenarios: { s: { executor: 'constant-arrival-rate', rate: 5, duration: '1s', preAllocatedVUs: 4 } } }
export default function () { console.log(exec.instance.vusActive, exec.instance.vusInitialized) })"_s);
    QVERIFY2(run.console().count(u"1 4"_s) >= 3, qPrintable(run.console().join(u'\n')));
    QCOMPARE(run.progress().vusActive, 0);
    const QStringList columns = run.progress().scenarios.first().columns;
    QCOMPARE(columns, (QStringList{u"0/4 VUs"_s, u"1s"_s, u"5.00 iters/s"_s}));
}

void TestConstantArrivalRate::instancesShareTheTicks()
{
    QStringList numbers;
    for (const QString &segment : {u"0:1/4"_s, u"1/4:1"_s}) {
        const ExecutedScript run(uR"(
import exec from 'k6/execution'
export const options = { executionSegment: '%1', executionSegmentSequence: '0,1/4,1', scenarios: { s: {
    executor: 'constant-arrival-rate', rate: 20, duration: '1s', preAllocatedVUs: 8 } } }
export default function () { console.log(exec.scenario.iterationInTest) })"_s.arg(segment));
        numbers += run.console();
        QCOMPARE(run.sum(u"dropped_iterations"_s), 0.0);
    }
    QCOMPARE(numbers.size(), 20);
    QCOMPARE(numbers.removeDuplicates(), 0);
}

QTEST_GUILESS_MAIN(TestConstantArrivalRate)
#include "tst_constant_arrival_rate.moc"
