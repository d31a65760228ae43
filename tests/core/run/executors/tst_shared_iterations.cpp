// SPDX-License-Identifier: GPL-3.0-or-later
#include "executor_test.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestSharedIterations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyIterationOnce();
    void freeVusTakeMore();
    void stopsStartingAtMaxDuration();
    void instancesShareTheIterations();
};

void TestSharedIterations::everyIterationOnce()
{
    const ScriptRun run = runScript(uR"(
import exec from 'k6/execution'
export const options = { scenarios: { s: { executor: 'shared-iterations', vus: 4, iterations: 50 } } }
export default function () { console.log(exec.scenario.iterationInTest, exec.scenario.iterationInInstance) })"_s);
    QCOMPARE(run.result.completed, 50U);
    QSet<QString> numbers;
    for (int i = 0; i < 50; ++i)
        numbers.insert(u"%1 %1"_s.arg(i));
    QCOMPARE(QSet<QString>(run.console.begin(), run.console.end()), numbers);
}

void TestSharedIterations::freeVusTakeMore()
{
    const ScriptRun run = runScript(uR"(
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'shared-iterations', vus: 2, iterations: 20 } } }
let held = false
export default function () {
    console.log(__VU)
    if (__VU === 1 && !held) { held = true; sleep(0.3) } else { sleep(0.002) }
})"_s);
    QCOMPARE(run.result.completed, 20U);
    QVERIFY2(run.console.count(u"1"_s) < 10, qPrintable(run.console.join(u' ')));
}

/// What didn't start is counted as dropped; what runs may end.
void TestSharedIterations::stopsStartingAtMaxDuration()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'shared-iterations', vus: 2, iterations: 20, maxDuration: '1s' } } }
export default function () { sleep(0.7) })"_s);
    QCOMPARE(run.result.completed, 4U);
    QCOMPARE(run.result.interrupted, 0U);
    QCOMPARE(run.sum(u"dropped_iterations"_s), 16.0);
    QVERIFY(run.result.seconds >= 1.4 && run.result.seconds < 10);
}

void TestSharedIterations::instancesShareTheIterations()
{
    QSet<QString> numbers;
    std::uint64_t sum = 0;
    for (const QString &segment : {u"0:1/4"_s, u"1/4:1"_s}) {
        const ScriptRun run = runScript(uR"(
import exec from 'k6/execution'
export const options = { executionSegment: '%1', executionSegmentSequence: '0,1/4,1',
    scenarios: { s: { executor: 'shared-iterations', vus: 4, iterations: 22 } } }
export default function () { console.log(exec.scenario.iterationInTest, exec.vu.idInTest) })"_s.arg(segment));
        sum += run.result.completed;
        for (const QString &line : run.console)
            numbers.insert(line.section(u' ', 0, 0));
    }
    QCOMPARE(sum, 22U);
    QCOMPARE(numbers.size(), 22);
}

QTEST_GUILESS_MAIN(TestSharedIterations)
#include "tst_shared_iterations.moc"
