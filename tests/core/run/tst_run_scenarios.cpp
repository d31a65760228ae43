// SPDX-License-Identifier: GPL-3.0-or-later
// Several scenarios in one run: their VUs, what a VU keeps from one to the next, and what stops them all.
#include "core/run/executors/executor_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestRunScenarios : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachHasItsFunctionEnvAndTags();
    void vusAreReusedOneAfterTheOther();
    void overlappingScenariosHaveTheirOwnVus();
    void missingFunctions();
    void abortStopsAll();
    void abortWhileWaiting();
    void initOfOneVuFails();
    void segmentIsNoPartOfTheSequence();
    void plan();
    void droppedIterationsCarryTheScenario();
};

void TestRunScenarios::eachHasItsFunctionEnvAndTags()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
export const options = { tags: { run: 'r' }, scenarios: {
    a: { executor: 'shared-iterations', exec: 'first', env: { WHO: 'A' }, tags: { of: 'a' } },
    b: { executor: 'per-vu-iterations', exec: 'second' } } }
export function first () { console.log(exec.scenario.name, exec.scenario.executor, __ENV.WHO, exec.vu.tags.of) }
export function second () { console.log(exec.scenario.name, exec.scenario.executor, __ENV.WHO, exec.vu.tags.of) })"_s);
    QStringList lines = run.console();
    lines.sort();
    QCOMPARE(lines, (QStringList{u"a shared-iterations A a"_s, u"b per-vu-iterations undefined undefined"_s}));
}

/// One VU for both: its globals and __ITER go on, tags, metadata, __ENV and the scenario's own count begin anew.
void TestRunScenarios::vusAreReusedOneAfterTheOther()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
console.log('init', __VU)
let calls = 0
export const options = { scenarios: {
    a: { executor: 'constant-vus', duration: '1s', gracefulStop: '0s', exec: 'a', env: { E: 'a' } },
    b: { executor: 'per-vu-iterations', iterations: 2, startTime: '1s', exec: 'b' } } }
import { sleep } from 'k6'
export function a () { calls++; __ENV.MINE = 1; exec.vu.tags.mine = 1; exec.vu.metrics.metadata.m = 1; sleep(30) }
export function b () {
    console.log(++calls, __VU, __ITER, exec.vu.iterationInScenario, exec.vu.tags.mine, exec.vu.metrics.metadata.m, __ENV.MINE, __ENV.E)
})"_s);
    QCOMPARE(run.console(), (QStringList{u"init 0"_s, u"init 1"_s, u"2 1 1 0 undefined undefined undefined undefined"_s,
                                         u"3 1 2 1 undefined undefined undefined undefined"_s}));
    QCOMPARE(run.result.interrupted, 1U);
    QCOMPARE(run.result.completed, 2U);
}

void TestRunScenarios::overlappingScenariosHaveTheirOwnVus()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: {
    a: { executor: 'per-vu-iterations', vus: 2 },
    b: { executor: 'per-vu-iterations', vus: 3, startTime: '100ms' } } }
export default function () { console.log(__VU); sleep(0.4) })"_s);
    QStringList vus = run.console();
    vus.sort();
    QCOMPARE(vus, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
}

void TestRunScenarios::missingFunctions()
{
    const ExecutedScript run(uR"(
export const options = { setupTimeout: 0, scenarios: {
    a: { executor: 'shared-iterations', exec: 'nope' }, b: { executor: 'shared-iterations', vus: 0 } } }
export default function () {})"_s);
    QCOMPARE(run.result.exitCode, ExitCode::InvalidConfiguration);
    QCOMPARE(
        run.result.reason,
        u"There were problems with the specified script configuration:\n\t- scenario b has configuration errors: the "
        "number of VUs must be more than 0\n\t- setupTimeout must be positive\n\t- executor a: function 'nope' not "
        "found in exports"_s);
}

void TestRunScenarios::abortStopsAll()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
import { sleep } from 'k6'
export const options = { scenarios: {
    a: { executor: 'constant-vus', vus: 2, duration: '60s' },
    b: { executor: 'ramping-vus', stages: [{ duration: '60s', target: 3 }] },
    c: { executor: 'constant-arrival-rate', rate: 50, duration: '60s', preAllocatedVUs: 3 },
    d: { executor: 'ramping-arrival-rate', startRate: 50, stages: [{ duration: '60s', target: 1 }], preAllocatedVUs: 3 },
    e: { executor: 'shared-iterations', exec: 'e', startTime: '300ms' },
    f: { executor: 'per-vu-iterations', startTime: '50s' } } }
export default function () { sleep(0.05) }
export function e () { exec.test.abort('enough') }
export function teardown () { console.log('teardown') })"_s);
    QCOMPARE(run.result.exitCode, ExitCode::AbortedByScript);
    QVERIFY(run.result.reason.contains(u"enough"));
    QCOMPARE(run.console(), QStringList{u"teardown"_s});
    QVERIFY(run.result.seconds < 30);
    const QList<ScenarioProgress> progress = run.progress().scenarios;
    for (const ScenarioProgress &scenario : progress)
        QCOMPARE(scenario.status, ScenarioStatus::Interrupted);
}

void TestRunScenarios::abortWhileWaiting()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
export const options = { scenarios: { f: { executor: 'per-vu-iterations', startTime: '50s' } } }
export function setup () { exec.test.abort('in setup') }
export default function () { console.log('never') }
export function teardown () { console.log('never either') })"_s);
    QCOMPARE(run.result.exitCode, ExitCode::AbortedByScript);
    QCOMPARE(run.console(), QStringList());
    QVERIFY(run.result.seconds < 30);
}

void TestRunScenarios::initOfOneVuFails()
{
    const ExecutedScript run(uR"(
if (__VU === 3) throw new Error('not me')
export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 20 } } }
export default function () { console.log('never') })"_s);
    QCOMPARE(run.result.exitCode, ExitCode::ScriptException);
    QVERIFY2(run.result.reason.startsWith(u"Error: not me\n"), qPrintable(run.result.reason));
    QCOMPARE(run.console(), QStringList());
}

void TestRunScenarios::segmentIsNoPartOfTheSequence()
{
    const ExecutedScript run(uR"(
export const options = { executionSegment: '1/3:2/3', executionSegmentSequence: '0,1/2,1' }
export default function () {})"_s);
    QCOMPARE(run.result.exitCode, ExitCode::InvalidConfiguration);
    QCOMPARE(run.result.reason, u"There were problems with the specified script configuration:\n\t- provided segment "
                                "1/3:2/3 can't be found in sequence 0,1/2,1"_s);
}

void TestRunScenarios::plan()
{
    QTemporaryDir folder;
    TestRunConfig config;
    config.script = folder.filePath(u"script.js"_s);
    QFile file(config.script);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"(
export const options = { executionSegment: '0:1/2', scenarios: {
    b: { executor: 'per-vu-iterations', vus: 4, startTime: '1s', maxDuration: '2s' },
    a: { executor: 'constant-arrival-rate', rate: 2, duration: '1s', preAllocatedVUs: 2, maxVUs: 8, gracefulStop: '1s' } } }
export default function () {})");
    file.close();
    TestRun run(config);
    RunPlan plan;
    connect(&run, &TestRun::planned, &run, [&plan](const RunPlan &made) { plan = made; });
    QCOMPARE(run.execute().exitCode, ExitCode::Ok);
    QCOMPARE(plan.scenarios.size(), 2);
    QCOMPARE(plan.scenarios.at(0).name, u"a"_s);
    QCOMPARE(plan.scenarios.at(0).description, u"1.00 iterations/s for 1s (maxVUs: 1-4, gracefulStop: 1s)"_s);
    QCOMPARE(plan.scenarios.at(1).executor, u"per-vu-iterations"_s);
    QCOMPARE(plan.share, 0.5);
    QCOMPARE(plan.vusPlanned, 3);
    QCOMPARE(plan.maxVus, 6);
    QCOMPARE(plan.maxDuration, 33'000'000'000);
}

void TestRunScenarios::droppedIterationsCarryTheScenario()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: {
    a: { executor: 'shared-iterations', iterations: 5, maxDuration: '1s', gracefulStop: '0s' },
    b: { executor: 'shared-iterations' } } }
export default function () { sleep(0.4) })"_s);
    QVERIFY(run.sum(u"dropped_iterations"_s) >= 2);
    QCOMPARE(run.progress().scenarios.at(0).status, ScenarioStatus::Interrupted);
    QCOMPARE(run.progress().scenarios.at(1).status, ScenarioStatus::Done);
}

QTEST_GUILESS_MAIN(TestRunScenarios)
#include "tst_run_scenarios.moc"
