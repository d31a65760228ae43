// SPDX-License-Identifier: GPL-3.0-or-later
#include "executor_test.h"

#include "run/executors/ramping_arrival_rate.h"
#include "run/executors/scenario_reader.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

/// Makes the schedule visible.
class Schedule : public RampingArrivalRate
{
public:
    explicit Schedule(ScenarioReader &reader)
        : RampingArrivalRate(reader)
    {
    }
    using RampingArrivalRate::dueTime;
};

} // namespace

class TestRampingArrivalRate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void schedule_data();
    void schedule();
    void runs();
    void dropsWhereNoVuIsFree();
};

void TestRampingArrivalRate::schedule_data()
{
    QTest::addColumn<QString>("fields");
    QTest::addColumn<QString>("times"); // milliseconds, rounded
    QTest::newRow("steady") << uR"("startRate":5,"stages":[{"duration":"1s","target":5}])"_s
                            << u"200 400 600 800 1000"_s;
    // area t^2 * 4 / 2 = n
    QTest::newRow("up from nothing") << uR"("stages":[{"duration":"1s","target":4}])"_s << u"707 1000"_s;
    QTest::newRow("down to nothing") << uR"("startRate":4,"stages":[{"duration":"1s","target":0}])"_s << u"293 1000"_s;
    QTest::newRow("jump") << uR"("stages":[{"duration":"1s","target":0},{"duration":0,"target":2},
        {"duration":"1s","target":2}])"_s
                          << u"1500 2000"_s;
    // 1.5 iterations in the first stage: the second comes when the next stage has done half of one
    QTest::newRow("rest is carried") << uR"("stages":[{"duration":"1s","target":3},{"duration":"1s","target":3}])"_s
                                     << u"816 1167 1500 1833"_s;
    QTest::newRow("other unit") << uR"("startRate":60,"timeUnit":"1m","stages":[{"duration":"3s","target":60}])"_s
                                << u"1000 2000 3000"_s;
    QTest::newRow("nothing") << uR"("stages":[{"duration":"1s","target":0}])"_s << u""_s;
}

void TestRampingArrivalRate::schedule()
{
    QFETCH(QString, fields);
    QFETCH(QString, times);
    const QString json = uR"({"executor":"ramping-arrival-rate","preAllocatedVUs":1,%1})"_s.arg(fields);
    ScenarioReader reader(u"a"_s, QJsonDocument::fromJson(json.toUtf8()).object());
    Schedule schedule(reader);
    QCOMPARE(reader.error(), QString());
    QStringList due;
    for (std::int64_t n = 0;; ++n) {
        const std::optional<std::int64_t> time = schedule.dueTime(n);
        if (!time)
            break;
        due.append(QString::number(std::llround(static_cast<double>(*time) / 1e6)));
    }
    QCOMPARE(due.join(u' '), times);
}

void TestRampingArrivalRate::runs()
{
    const ExecutedScript run(uR"(
import exec from 'k6/execution'
export const options = { scenarios: { s: { executor: 'ramping-arrival-rate', preAllocatedVUs: 10,
    stages: [{ duration: '500ms', target: 40 }, { duration: '500ms', target: 40 }] } } }
export default function () { console.log(Date.now() - exec.scenario.startTime) })"_s);
    // 10 while the rate rises, 20 after; the very last is due when the time is over
    const double planned = static_cast<double>(run.result.completed) + run.sum(u"dropped_iterations"_s);
    QVERIFY2(planned >= 28 && planned <= 30, qPrintable(QString::number(planned)));
    const QStringList starts = run.console();
    QVERIFY2(starts.first().toInt() >= 155, qPrintable(starts.join(u' '))); // sqrt(1 / 40) s
    QCOMPARE(run.progress().scenarios.first().status, ScenarioStatus::Done);
}

void TestRampingArrivalRate::dropsWhereNoVuIsFree()
{
    const ExecutedScript run(uR"(
import { sleep } from 'k6'
export const options = { scenarios: { s: { executor: 'ramping-arrival-rate', startRate: 20, preAllocatedVUs: 1, maxVUs: 2,
    stages: [{ duration: '1s', target: 20 }], gracefulStop: '0s' } } }
export default function () { sleep(20) })"_s);
    QCOMPARE(run.result.interrupted, 2U);
    QCOMPARE(run.warnings().count(u"Insufficient VUs, reached 2 active VUs and cannot initialize more"_s), 1);
    const double dropped = run.sum(u"dropped_iterations"_s);
    QVERIFY2(dropped >= 16 && dropped <= 18, qPrintable(QString::number(dropped)));
}

QTEST_GUILESS_MAIN(TestRampingArrivalRate)
#include "tst_ramping_arrival_rate.moc"
