// SPDX-License-Identifier: GPL-3.0-or-later
#include "executor_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestPerVuIterations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyVuDoesItsOwn();
    void whatDoesNotStartIsDropped();
    void interruptedAfterGracefulStop();
    void instancesKeepTheIterationsOfAVu();
};

void TestPerVuIterations::everyVuDoesItsOwn()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
export const options = { scenarios: { s: { executor: 'per-vu-iterations', vus: 3, iterations: 4 } } }
export default function () { console.log(__VU, exec.vu.iterationInScenario) })"_s);
    QCOMPARE(run.result.completed, 12U);
    for (int vu = 1; vu <= 3; ++vu) {
        for (int iteration = 0; iteration < 4; ++iteration)
            QCOMPARE(run.console().count(u"%1 %2"_s.arg(vu).arg(iteration)), 1);
    }
    const RunProgress progress = run.progress();
    QCOMPARE(progress.stage, RunStage::Finished);
    QCOMPARE(progress.scenarios.size(), 1);
    QCOMPARE(progress.scenarios.first().status, ScenarioStatus::Done);
    QCOMPARE(progress.scenarios.first().columns.at(0), u"3 VUs"_s);
    QCOMPARE(progress.scenarios.first().columns.at(2), u"12/12 iters, 4 per VU"_s);
}

void TestPerVuIterations::whatDoesNotStartIsDropped()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'per-vu-iterations', vus: 2, iterations: 9, maxDuration: '1s' } } }
export default function () { sleep(__VU === 1 ? 0.7 : 0.4) })"_s);
    const std::uint64_t completed = run.result.completed; // 5, or fewer where the machine is busy
    QVERIFY2(completed >= 2 && completed <= 5, qPrintable(QString::number(completed)));
    const MetricTotals dropped = run.totals(u"dropped_iterations"_s);
    QCOMPARE(dropped.samples, 2U); // one for each VU
    QCOMPARE(dropped.sum, 18.0 - static_cast<double>(completed));
}

/// The interrupted VU's timers are named, its socket is closed, and nothing of it counts as complete.
void TestPerVuIterations::interruptedAfterGracefulStop()
{
    const ExecutedScript run(uR"(
export const options = { scenarios: { s: { executor: 'per-vu-iterations', vus: 2, maxDuration: '1s', gracefulStop: '200ms' } } }
export default function () {
    if (__VU === 1) { setTimeout(() => {}, 60000); return }
    while (true) {}
})"_s);
    QCOMPARE(run.result.exitCode, ExitCode::Ok);
    QCOMPARE(run.result.completed, 0U);
    QCOMPARE(run.result.interrupted, 2U);
    QVERIFY(run.result.seconds >= 1.2 && run.result.seconds < 10);
    QCOMPARE(run.errors(), QStringList());
    QVERIFY(run.warnings().contains(u"setTimeout 1 was stopped because the VU iteration was interrupted"_s));
    QVERIFY(
        run.warnings().contains(u"No script iterations fully finished, consider making the test duration longer"_s));
    QCOMPARE(run.totals(u"iterations"_s).samples, 0U);
    QCOMPARE(run.totals(u"data_sent"_s).samples, 2U);
}

void TestPerVuIterations::instancesKeepTheIterationsOfAVu()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
export const options = { executionSegment: '1/3:2/3', executionSegmentSequence: '0,1/3,2/3,1',
    scenarios: { s: { executor: 'per-vu-iterations', vus: 6, iterations: 3 } } }
export default function () { console.log(exec.vu.idInInstance, exec.vu.idInTest, __VU) })"_s);
    QCOMPARE(run.result.completed, 6U);
    QStringList lines = run.console();
    lines.removeDuplicates();
    lines.sort();
    QCOMPARE(lines, (QStringList{u"1 2 2"_s, u"2 5 5"_s}));
}

QTEST_GUILESS_MAIN(TestPerVuIterations)
#include "tst_per_vu_iterations.moc"
