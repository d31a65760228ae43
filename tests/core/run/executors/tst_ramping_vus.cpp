// SPDX-License-Identifier: GPL-3.0-or-later
#include "executor_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestRampingVus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsTheStages();
    void rampDownWaitsForIterations();
    void rampDownInterrupts();
    void interruptedVuWorksAgain();
    void goesOnWhenRampedUpInTime();
    void instancesShareTheVus();
};

/// Every VU tells the time of each of its iterations; how many there are at each moment follows from that.
void TestRampingVus::followsTheStages()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'ramping-vus', startVUs: 1,
    stages: [{ duration: '600ms', target: 4 }, { duration: '600ms', target: 4 }, { duration: '0s', target: 2 },
             { duration: '600ms', target: 2 }] } } }
export default function () {
    console.log(Math.floor((Date.now() - exec.scenario.startTime) / 300), __VU)
    sleep(0.02)
})"_s);
    QHash<int, QSet<QString>> users; // by spans of 300 ms
    for (const QString &line : run.console())
        users[line.section(u' ', 0, 0).toInt()].insert(line.section(u' ', 1, 1));
    QVERIFY(users[0].size() >= 1 && users[0].size() <= 2);
    QVERIFY(users[1].size() >= 2 && users[1].size() <= 4);
    QCOMPARE(users[3].size(), 4);
    QCOMPARE(users[5].size(), 2);
    QCOMPARE(run.result.interrupted, 0U);
    QVERIFY(run.result.seconds >= 1.8 && run.result.seconds < 10);
    QCOMPARE(run.progress().scenarios.first().columns, (QStringList{u"0/4 VUs"_s, u"1.8s"_s}));
}

void TestRampingVus::rampDownWaitsForIterations()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'ramping-vus', startVUs: 2,
    stages: [{ duration: '200ms', target: 2 }, { duration: '0s', target: 0 }] } } }
export default function () { sleep(0.8); console.log('ended') })"_s);
    QCOMPARE(run.console(), (QStringList{u"ended"_s, u"ended"_s}));
    QCOMPARE(run.result.completed, 2U);
}

/// gracefulRampDown, not gracefulStop, limits an iteration whose VU was ramped down.
void TestRampingVus::rampDownInterrupts()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'ramping-vus', startVUs: 3, gracefulRampDown: '300ms',
    stages: [{ duration: '200ms', target: 3 }, { duration: '0s', target: 1 }, { duration: '1s', target: 1 }] } } }
export default function () { sleep(1.2); console.log('ended') })"_s);
    QCOMPARE(run.result.interrupted, 2U);
    QCOMPARE(run.result.completed, 1U);
    QCOMPARE(run.console(), QStringList{u"ended"_s});
}

/// A VU whose iteration was broken off, wherever it was, is as good as new for the next: its globals stay, its timers
/// and promises are gone.
void TestRampingVus::interruptedVuWorksAgain()
{
    const ExecutedScript run(uR"(
export const options = { scenarios: { s: { executor: 'ramping-vus', startVUs: 1, gracefulRampDown: '0s', gracefulStop: '0s',
    stages: [{ duration: '300ms', target: 1 }, { duration: '0s', target: 0 }, { duration: '300ms', target: 0 },
             { duration: '0s', target: 1 }, { duration: '400ms', target: 1 }] } } }
let runs = 0
export default async function () {
    console.log('run', ++runs, __VU, __ITER)
    if (runs === 1) {
        setTimeout(() => console.log('late timer'), 350)
        Promise.resolve().then(() => { while (true) {} }).then(() => console.log('late promise'))
        await Promise.reject(new Error('never told'))
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
    if (runs === 2) console.log('slept')
})"_s);
    QCOMPARE(run.errors(), QStringList());
    QCOMPARE(run.console().mid(0, 3), (QStringList{u"run 1 1 0"_s, u"run 2 1 1"_s, u"slept"_s}));
    QVERIFY(run.console().filter(u"late"_s).isEmpty());
    QVERIFY(run.result.interrupted >= 1 && run.result.interrupted <= 2);
    QVERIFY(run.result.completed >= 2);
}

/// Ramped up again while its iteration still ran: the same VU goes on, and its tags with it.
void TestRampingVus::goesOnWhenRampedUpInTime()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'ramping-vus', startVUs: 1,
    stages: [{ duration: '100ms', target: 1 }, { duration: '0s', target: 0 }, { duration: '100ms', target: 0 },
             { duration: '0s', target: 1 }, { duration: '400ms', target: 1 }] } } }
export default function () {
    if (__ITER === 1) console.log(__VU, exec.vu.metrics.tags.mine)
    exec.vu.metrics.tags.mine = 'kept'
    sleep(0.35)
})"_s);
    QCOMPARE(run.console(), QStringList{u"1 kept"_s});
    QCOMPARE(run.result.interrupted, 0U);
}

void TestRampingVus::instancesShareTheVus()
{
    int sum = 0;
    for (const QString &segment : {u"0:1/3"_s, u"1/3:1"_s}) {
        const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { executionSegment: '%1', executionSegmentSequence: '0,1/3,1', scenarios: { s: {
    executor: 'ramping-vus', startVUs: 5, stages: [{ duration: '400ms', target: 5 }] } } }
export default function () { if (__ITER === 0) console.log('first'); sleep(0.05) })"_s.arg(segment));
        sum += static_cast<int>(run.console().size());
    }
    QCOMPARE(sum, 5);
}

QTEST_GUILESS_MAIN(TestRampingVus)
#include "tst_ramping_vus.moc"
