// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of ramping-vus and what is reserved for them. Moments are in milliseconds here.
#include "run/executors/vu_ramp.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

constexpr std::int64_t Ms = 1'000'000;
using Stages = QList<std::pair<int, int>>; // milliseconds and target

QString text(const QList<VuStep> &steps)
{
    QStringList parts;
    for (const VuStep &step : steps)
        parts.append(u"%1:%2"_s.arg(step.offset / Ms).arg(step.planned));
    return parts.join(u' ');
}

QList<Stage> stagesOf(const Stages &pairs)
{
    QList<Stage> stages;
    for (const auto &[ms, target] : pairs)
        stages.append({ms * Ms, target});
    return stages;
}

std::int64_t plannedAt(const QList<VuStep> &steps, std::int64_t offset)
{
    std::int64_t planned = 0;
    for (const VuStep &step : steps) {
        if (step.offset <= offset)
            planned = step.planned;
    }
    return planned;
}

} // namespace

class TestVuRamp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ramps_data();
    void ramps();
    void reserved_data();
    void reserved();
    void reservedIsTheHighestWithinTheGrace();
    void instancesAddUp();
    void longRampsStayInRange();
};

void TestVuRamp::ramps_data()
{
    QTest::addColumn<int>("start");
    QTest::addColumn<Stages>("stages");
    QTest::addColumn<QString>("steps");
    QTest::newRow("up") << 0 << Stages{{1000, 4}} << u"0:0 250:1 500:2 750:3 1000:4 1000:0"_s;
    QTest::newRow("down") << 4 << Stages{{1000, 0}} << u"0:4 250:3 500:2 750:1 1000:0"_s;
    QTest::newRow("flat") << 2 << Stages{{1000, 2}} << u"0:2 1000:0"_s;
    QTest::newRow("jump") << 1 << Stages{{0, 5}, {500, 5}, {0, 2}, {500, 2}} << u"0:1 0:5 500:2 1000:0"_s;
    QTest::newRow("up and down") << 1 << Stages{{200, 3}, {300, 0}} << u"0:1 100:2 200:3 300:2 400:1 500:0"_s;
    QTest::newRow("ends at zero before the end") << 2 << Stages{{100, 0}, {900, 0}} << u"0:2 50:1 100:0"_s;
    QTest::newRow("nothing") << 0 << Stages{{100, 0}} << u"0:0"_s;
}

void TestVuRamp::ramps()
{
    QFETCH(int, start);
    QFETCH(Stages, stages);
    QFETCH(QString, steps);
    QCOMPARE(text(rampSteps(start, stagesOf(stages), SegmentShare(), true)), steps);
}

void TestVuRamp::reserved_data()
{
    QTest::addColumn<int>("start");
    QTest::addColumn<Stages>("stages");
    QTest::addColumn<int>("grace");
    QTest::addColumn<int>("end");
    QTest::addColumn<QString>("steps");
    QTest::newRow("up only") << 1 << Stages{{200, 3}} << 1000 << 1200 << u"0:1 100:2 200:3 1200:0"_s;
    QTest::newRow("down") << 3 << Stages{{300, 0}} << 1000 << 5000 << u"0:3 1100:2 1200:1 1300:0"_s;
    QTest::newRow("cut at the end") << 3 << Stages{{300, 0}} << 1000 << 1150 << u"0:3 1100:2 1150:0"_s;
    QTest::newRow("no grace") << 3 << Stages{{300, 0}} << 0 << 5000 << u"0:3 100:2 200:1 300:0"_s;
    QTest::newRow("valley within the grace") << 2 << Stages{{100, 0}, {100, 2}} << 1000 << 1200 << u"0:2 1200:0"_s;
    QTest::newRow("valley longer than the grace")
        << 1 << Stages{{0, 1}, {100, 0}, {500, 0}, {100, 1}} << 200 << 900 << u"0:1 300:0 700:1 900:0"_s;
}

void TestVuRamp::reserved()
{
    QFETCH(int, start);
    QFETCH(Stages, stages);
    QFETCH(int, grace);
    QFETCH(int, end);
    QFETCH(QString, steps);
    const QList<VuStep> ramp = rampSteps(start, stagesOf(stages), SegmentShare(), false);
    QCOMPARE(text(reservedSteps(ramp, grace * Ms, end * Ms)), steps);
}

/// Compared with looking at every moment of random ramps.
void TestVuRamp::reservedIsTheHighestWithinTheGrace()
{
    QRandomGenerator random(4);
    for (int round = 0; round < 100; ++round) {
        Stages pairs;
        int total = 0;
        for (int i = random.bounded(1, 6); i > 0; --i) {
            pairs.append({random.bounded(4) == 0 ? 0 : random.bounded(1, 40), random.bounded(8)});
            total += pairs.last().first;
        }
        const int grace = random.bounded(30);
        const std::int64_t end = (total + random.bounded(30)) * Ms;
        const QList<VuStep> ramp = rampSteps(random.bounded(5), stagesOf(pairs), SegmentShare(), false);
        const QList<VuStep> reserved = reservedSteps(ramp, grace * Ms, end);
        QCOMPARE(reserved.last().planned, 0);
        QVERIFY(std::is_sorted(reserved.begin(), reserved.end(),
                               [](const VuStep &a, const VuStep &b) { return a.offset < b.offset; }));
        for (std::int64_t at = 0; at < end; at += Ms / 4) {
            std::int64_t highest = plannedAt(ramp, at);
            for (qsizetype i = 0; i + 1 < ramp.size(); ++i) { // numbers that still counted within the grace before
                if (ramp.at(i).offset <= at && ramp.at(i + 1).offset + grace * Ms > at)
                    highest = std::max(highest, ramp.at(i).planned);
            }
            QCOMPARE(plannedAt(reserved, at), highest);
        }
    }
}

void TestVuRamp::instancesAddUp()
{
    QString error;
    const SegmentSequence sequence = *parseSegmentSequence(u"0,1/5,1/2,1"_s, &error);
    const QList<Stage> stages = stagesOf({{1000, 17}, {500, 3}, {0, 11}, {700, 0}});
    const QList<VuStep> whole = rampSteps(5, stages, SegmentShare(), true);
    QList<QList<VuStep>> parts;
    for (const ExecutionSegment &segment : sequence)
        parts.append(rampSteps(5, stages, *SegmentShare::make(segment, sequence, &error), true));
    for (std::int64_t at = 0; at < 2300 * Ms; at += Ms) {
        std::int64_t sum = 0;
        for (const QList<VuStep> &part : parts)
            sum += plannedAt(part, at);
        QCOMPARE(sum, plannedAt(whole, at));
    }
}

void TestVuRamp::longRampsStayInRange()
{
    const std::int64_t day = 86'400'000 * Ms;
    const QList<VuStep> ramp = rampSteps(0, {{1000 * day, 1'000'000}}, SegmentShare(), true);
    QCOMPARE(ramp.at(1).offset, 1000 * day / 1'000'000);
    QVERIFY(
        std::is_sorted(ramp.begin(), ramp.end(), [](const VuStep &a, const VuStep &b) { return a.offset < b.offset; }));
    QCOMPARE(ramp.last().offset, 1000 * day);
}

QTEST_GUILESS_MAIN(TestVuRamp)
#include "tst_vu_ramp.moc"
