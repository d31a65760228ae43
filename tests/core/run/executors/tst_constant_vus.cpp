// SPDX-License-Identifier: GPL-3.0-or-later
#include "executor_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestConstantVus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void loopsForItsTime();
    void iterationsEndWithinGracefulStop();
    void gaugesEverySecond();
    void withoutGracefulStop();
};

void TestConstantVus::loopsForItsTime()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'constant-vus', vus: 2, duration: '1s' } } }
export default function () {
    if (__ITER === 0) console.log(exec.scenario.name, exec.scenario.executor, exec.instance.vusActive)
    if (exec.scenario.progress < 0 || exec.scenario.progress > 1.5) console.log('progress', exec.scenario.progress)
    sleep(0.02)
})"_s);
    // 50 for each VU where nothing else happens on the machine
    QVERIFY2(run.result.completed > 20 && run.result.completed <= 102,
             qPrintable(QString::number(run.result.completed)));
    QCOMPARE(run.console().size(), 2);
    QVERIFY(run.console().first().startsWith(u"s constant-vus "));
    QCOMPARE(run.sum(u"iterations"_s), static_cast<double>(run.result.completed));
    QCOMPARE(run.totals(u"iteration_duration"_s).samples, run.result.completed);
    QVERIFY(run.totals(u"iteration_duration"_s).min >= 20);
    QVERIFY(run.result.seconds >= 1 && run.result.seconds < 10);
    QCOMPARE(run.progress().scenarios.first().columns, (QStringList{u"2 VUs"_s, u"1s"_s}));
}

void TestConstantVus::iterationsEndWithinGracefulStop()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'constant-vus', vus: 3, duration: '1s', gracefulStop: '500ms' } } }
export default function () { sleep(__VU === 1 ? 20 : 1.1); console.log('ended') })"_s);
    QCOMPARE(run.result.completed, 2U);
    QCOMPARE(run.result.interrupted, 1U);
    QCOMPARE(run.console().count(u"ended"_s), 2);
    QVERIFY(run.result.seconds >= 1.5 && run.result.seconds < 10);
}

void TestConstantVus::gaugesEverySecond()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: {
    a: { executor: 'constant-vus', vus: 3, duration: '2.6s' },
    b: { executor: 'constant-vus', vus: 2, duration: '1s', startTime: '100s', gracefulStop: '0s' } } }
import exec from 'k6/execution'
export default function () { sleep(0.05); if (exec.instance.currentTestRunDuration > 2500) exec.test.abort('enough') })"_s);
    const MetricTotals active = run.totals(u"vus"_s);
    const MetricTotals initialised = run.totals(u"vus_max"_s);
    QVERIFY2(active.samples >= 2 && active.samples <= 4, qPrintable(QString::number(active.samples)));
    QCOMPARE(active.max, 3.0);
    QCOMPARE(initialised.samples, active.samples);
    QCOMPARE(initialised.max, 3.0); // b takes a's VUs
    QCOMPARE(run.result.exitCode, ExitCode::AbortedByScript);
    QCOMPARE(run.progress().scenarios.at(1).status, ScenarioStatus::Interrupted);
}

void TestConstantVus::withoutGracefulStop()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'constant-vus', duration: '1s', gracefulStop: '0s' } } }
export default function () { sleep(20) }
export function teardown () { console.log('teardown') })"_s);
    QCOMPARE(run.result.interrupted, 1U);
    QCOMPARE(run.console(), QStringList{u"teardown"_s});
    QVERIFY(run.result.seconds >= 1 && run.result.seconds < 10);
}

QTEST_GUILESS_MAIN(TestConstantVus)
#include "tst_constant_vus.moc"
