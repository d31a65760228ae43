// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/run/run_model.h"
#include "run/run_record.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sockscope;
using namespace Qt::StringLiterals;

namespace {

/// A run with one scenario, a counter with a threshold, and a trend.
QByteArray moment(double seconds, std::int64_t vus, std::uint64_t iterations, bool holds)
{
    RunPlan plan;
    plan.scenarios = {{u"default"_s, u"constant-vus"_s, u"2 looping VUs for 3s (gracefulStop: 30s)"_s}};
    plan.maxVus = 2;
    RunProgress progress;
    progress.stage = RunStage::Scenarios;
    progress.elapsed = static_cast<std::int64_t>(seconds * 1e9);
    progress.vusActive = vus;
    progress.vusInitialized = 2;
    progress.completed = iterations;
    progress.scenarios = {{u"default"_s, ScenarioStatus::Running, seconds / 3, {u"2 VUs"_s, u"%1s/3s"_s.arg(seconds)}}};
    MetricSnapshot counter;
    counter.name = u"cc"_s;
    counter.totals.samples = iterations;
    counter.totals.sum = static_cast<double>(iterations);
    counter.thresholds = {{u"count<10"_s, false, std::nullopt, holds}};
    MetricSnapshot duration;
    duration.name = u"iteration_duration"_s;
    duration.type = MetricType::Trend;
    duration.contains = MetricContains::Time;
    duration.totals = {iterations, 5.0 * static_cast<double>(iterations), 1, 9, 9, 0};
    duration.percentile = [](double share) { return 10 * share; };
    return runRecord(plan, progress, {{counter, duration}, seconds}, {{u""_s, u"is one"_s, 3, 1}});
}

/// Durations of up to 100 ms times `factor` meanwhile, none for 0; connects and a metric of the script's own.
QByteArray measured(double seconds, int factor)
{
    const auto trend = [](const QString &name, int most) {
        MetricSnapshot metric;
        metric.name = name;
        metric.type = MetricType::Trend;
        metric.contains = MetricContains::Time;
        metric.totals.samples = 1;
        TrendSink recent;
        for (int i = 0; i <= most; ++i)
            recent.add(i);
        metric.recent = most > 0 ? std::make_shared<const TrendSink>(recent) : nullptr;
        return metric;
    };
    RunProgress progress;
    progress.elapsed = static_cast<std::int64_t>(seconds * 1e9);
    const MetricsSnapshot metrics{
        {trend(u"mine"_s, 7), trend(u"tcp_socket_connecting"_s, 4), trend(u"iteration_duration"_s, 100 * factor)},
        seconds};
    return runRecord({}, progress, metrics, {});
}

QVariantMap row(const QVariantList &rows, const QString &name)
{
    for (const QVariant &value : rows) {
        if (value.toMap().value(u"name"_s) == name)
            return value.toMap();
    }
    return {};
}

} // namespace

class TestRunModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<JournalFixture>();
        m_session = std::make_unique<JournalSession>();
        m_cursor = std::make_unique<SessionCursor>();
        m_model = std::make_unique<RunModel>();
        m_model->setJournal(m_session.get());
        m_model->setCursor(m_cursor.get());
        m_session->open(m_fixture->path);
    }

    void aSessionWithoutARunHasNone()
    {
        m_fixture->add(RecordKind::Console, 0, "line");
        QTRY_COMPARE(m_session->recordCount(), 1);
        QVERIFY(!m_model->isKnown());
        QVERIFY(m_model->tiles().isEmpty() && m_model->charts().isEmpty() && m_model->metrics().isEmpty());
    }

    void theStageIsAWord()
    {
        QVERIFY(m_model->stage() != u"paused"_s);
        RunProgress progress;
        progress.stage = RunStage::Paused;
        m_fixture->add(RecordKind::RunProgressed, 0, runRecord({}, progress, {}, {}));
        QTRY_COMPARE(m_model->stage(), u"paused"_s);
        progress.stage = RunStage::Teardown;
        m_fixture->add(RecordKind::RunProgressed, 0, runRecord({}, progress, {}, {}));
        QTRY_COMPARE(m_model->stage(), u"teardown()"_s);
    }

    void theLastMomentIsShown()
    {
        m_fixture->add(RecordKind::RunProgressed, 0, moment(1, 2, 5, true));
        m_fixture->add(RecordKind::RunProgressed, 0, moment(2, 1, 15, false));
        m_fixture->add(RecordKind::Uncaptured, 0, "{\"vus\":11}");
        m_fixture->add(RecordKind::RunSummary, 0, "the summary\n");
        QTRY_COMPARE(m_model->elapsed(), 2.0);
        QCOMPARE(m_model->stage(), u"running"_s);
        QCOMPARE(row(m_model->tiles(), u"Iterations"_s).value(u"value"_s).toString(), u"15"_s);
        QCOMPARE(row(m_model->tiles(), u"Iterations"_s).value(u"hint"_s).toString(), u"10/s"_s);
        const QVariantMap crossed = row(m_model->tiles(), u"Thresholds"_s);
        QCOMPARE(crossed.value(u"value"_s).toString(), u"1 crossed"_s);
        QVERIFY(crossed.value(u"bad"_s).toBool());
        QCOMPARE(row(m_model->metrics(), u"cc"_s).value(u"value"_s).toString(), u"15"_s);
        QVERIFY(row(m_model->metrics(), u"iteration_duration"_s).value(u"detail"_s).toString().contains(u"p95 9.5ms"));
        QCOMPARE(row(m_model->checks(), u"is one"_s).value(u"fails"_s).toInt(), 1);
        QCOMPARE(row(m_model->scenarios(), u"default"_s).value(u"columns"_s).toString(), u"2 VUs   2s/3s"_s);
        QCOMPARE(m_model->charts().first().toMap().value(u"values"_s).toList(), (QVariantList{2.0, 1.0}));
        QTRY_COMPARE(m_model->summary(), u"the summary\n"_s);
        QCOMPARE(m_model->firstUncaptured(), 11);
    }

    void latencyFromMomentToMoment()
    {
        QVERIFY(m_model->latency().isEmpty());
        for (int i = 0; i < 4; ++i)
            m_fixture->add(RecordKind::RunProgressed, 0, measured(i + 1, i == 2 ? 0 : i + 1));
        QTRY_COMPARE(m_model->elapsed(), 4.0);
        QCOMPARE(m_model->trends(), (QStringList{u"iteration_duration"_s, u"tcp_socket_connecting"_s, u"mine"_s}));
        QCOMPARE(m_model->trend(), u"iteration_duration"_s);
        const QVariantMap course = m_model->latency();
        const QVariantList lines = course.value(u"lines"_s).toList();
        QCOMPARE(lines.size(), 4);
        const QVariantMap p95 = lines[2].toMap();
        QCOMPARE(p95.value(u"name"_s).toString(), u"p95"_s);
        QCOMPARE(p95.value(u"now"_s).toString(), u"380ms"_s);
        const QVariantList values = p95.value(u"values"_s).toList();
        QCOMPARE(values.size(), 4);
        QCOMPARE(values[1].toDouble(), 190.0);
        QVERIFY(std::isnan(values[2].toDouble())); // no samples, no line
        QCOMPARE(course.value(u"top"_s).toDouble(), 500.0);
        QCOMPARE(course.value(u"topText"_s).toString(), u"500ms"_s);
        m_model->setTrend(u"tcp_socket_connecting"_s);
        QCOMPARE(m_model->latency().value(u"lines"_s).toList()[0].toMap().value(u"now"_s).toString(), u"2ms"_s);
        m_model->setTrend(u"of another run"_s);
        QCOMPARE(m_model->trend(), u"iteration_duration"_s);
    }

    /// A second that was slow stays to be seen where a point stands for many.
    void theWorstSecondIsShown()
    {
        constexpr int count = 1000;
        for (int i = 0; i < count; ++i)
            m_fixture->add(RecordKind::RunProgressed, 0, measured(i + 1, i == 503 ? 50 : 1));
        QTRY_COMPARE(m_model->elapsed(), double(count));
        const auto values = [this] {
            return m_model->latency().value(u"lines"_s).toList().value(3).toMap().value(u"values"_s).toList();
        };
        const auto slow = [&values] {
            const QVariantList all = values();
            return std::count_if(all.begin(), all.end(), [](const QVariant &v) { return v.toDouble() > 4000; });
        };
        QTRY_COMPARE(slow(), 1); // the course is read a few milliseconds at a time
        QVERIFY(values().size() <= static_cast<qsizetype>(RunModel::ChartPoints));
        QVERIFY(m_model->latency().value(u"note"_s).toString().contains(u"worst"_s));
    }

    void tagsOfMetrics()
    {
        m_fixture->add(RecordKind::RunProgressed, 0, R"({"stage":"running","elapsed":1,"metrics":[
            {"name":"one","type":"counter","contains":"default","samples":3,"values":{"count":3,"rate":3},
             "tags":{"group":"","host":"a","port":"1"}},
            {"name":"two","type":"rate","contains":"default","samples":5,"values":{"rate":0.5,"passes":2,"fails":2},
             "series":[{"tags":{"host":"a"},"samples":2,"values":{"rate":1,"passes":2,"fails":0}},
                       {"tags":{},"samples":2,"values":{"rate":0,"passes":0,"fails":2}}],"samplesBeyond":1}]})");
        QTRY_COMPARE(m_model->elapsed(), 1.0);
        const QVariantMap one = row(m_model->metrics(), u"one"_s);
        QCOMPARE(one.value(u"tags"_s).toString(), u"host a  \u00b7  port 1"_s);
        QVERIFY(one.value(u"series"_s).toList().isEmpty());
        const QVariantMap two = row(m_model->metrics(), u"two"_s);
        const QVariantList series = two.value(u"series"_s).toList();
        QCOMPARE(series.size(), 2);
        QCOMPARE(series[0].toMap().value(u"tags"_s).toString(), u"host a"_s);
        QCOMPARE(series[0].toMap().value(u"value"_s).toString(), u"100.00%"_s);
        QCOMPARE(series[1].toMap().value(u"tags"_s).toString(), u"no tags"_s);
        QCOMPARE(two.value(u"beyond"_s).toInt(), 1);
    }

    void thresholdsTellSinceWhen()
    {
        m_fixture->add(RecordKind::RunProgressed, 0, moment(1, 2, 15, false));
        m_fixture->add(RecordKind::RunProgressed, 0, moment(2, 2, 5, true));
        m_fixture->add(RecordKind::RunProgressed, 0, moment(3, 2, 15, false));
        m_fixture->add(RecordKind::RunProgressed, 0, moment(4, 2, 16, false));
        QTRY_COMPARE(m_model->elapsed(), 4.0);
        const QVariantMap threshold = m_model->thresholds().constFirst().toMap();
        QVERIFY(!threshold.value(u"ok"_s).toBool());
        QCOMPARE(threshold.value(u"since"_s).toDouble(), 3.0);
        QCOMPARE(threshold.value(u"value"_s).toString(), u"16"_s);
        m_cursor->setInstant(m_fixture->read().at(1).timeNs);
        QTRY_COMPARE(m_model->elapsed(), 2.0);
        QCOMPARE(m_model->thresholds().constFirst().toMap().value(u"since"_s).toDouble(), -1.0);
    }

    /// The time slider shows the run as it was.
    void theCursorGoesBackInTime()
    {
        m_fixture->add(RecordKind::RunProgressed, 0, moment(1, 2, 5, true));
        const std::int64_t then = m_fixture->read().constLast().timeNs;
        QTRY_COMPARE(m_model->elapsed(), 1.0);
        m_fixture->add(RecordKind::RunProgressed, 0, moment(2, 1, 15, false));
        QTRY_COMPARE(m_model->elapsed(), 2.0);
        m_cursor->setInstant(then);
        QTRY_COMPARE(m_model->elapsed(), 1.0);
        QVERIFY(!row(m_model->tiles(), u"Thresholds"_s).value(u"bad"_s).toBool());
        m_cursor->setInstant(0);
        QTRY_VERIFY(!m_model->isKnown());
        m_cursor->setInstant(SessionCursor::Latest);
        QTRY_COMPARE(m_model->elapsed(), 2.0);
    }

    void aLongRunKeepsItsShape()
    {
        RunHistory history;
        QList<Record> records;
        Record record;
        record.kind = RecordKind::RunProgressed;
        for (int i = 0; i < static_cast<int>(RunHistory::MaxMoments) + 1000; ++i) {
            record.timeNs = i;
            record.payload = "{\"elapsed\":" + QByteArray::number(i) + '}';
            records.append(record);
        }
        history.append(records);
        QVERIFY(history.moments().size() <= RunHistory::MaxMoments);
        QCOMPARE(history.moments().back().elapsed, RunHistory::MaxMoments + 999.0);
        QVERIFY(std::is_sorted(history.moments().begin(), history.moments().end(),
                               [](const auto &a, const auto &b) { return a.elapsed < b.elapsed; }));
    }

    /// Scripts that make names of their data.
    void tooManyChecksAndMetricsAreCounted()
    {
        QList<CheckTally> checks;
        for (int i = 0; i < 5000; ++i)
            checks.append(
                {u""_s, u"id %1 "_s.arg(i) + QString(i == 4321 ? 3000 : 0, u'x'), 1, i % 1000 == 321 ? 1U : 0U});
        MetricsSnapshot metrics;
        for (int i = 0; i < MaxRecordedMetrics + 3; ++i) {
            MetricSnapshot metric;
            metric.name = u"m%1"_s.arg(i);
            metric.totals.samples = 1;
            metrics.metrics.append(metric);
        }
        m_fixture->add(RecordKind::RunProgressed, 0, runRecord({}, {}, metrics, checks));
        QTRY_VERIFY(m_model->isKnown());
        const QVariantList rows = m_model->checks();
        QCOMPARE(rows.size(), MaxRecordedChecks);
        QStringList failing;
        for (const QVariant &check : rows)
            if (check.toMap().value(u"fails"_s).toInt() > 0)
                failing += check.toMap().value(u"name"_s).toString();
        QCOMPARE(failing.size(), 5);
        QCOMPARE(failing.first(), u"id 321 "_s);
        QVERIFY(failing.last().startsWith(u"id 4321 x"));
        QCOMPARE(failing.last().size(), 200);
        QVERIFY(failing.last().endsWith(u'\u2026'));
        QCOMPARE(rows.first().toMap().value(u"name"_s).toString(), u"id 0 "_s); // as they came
        QCOMPARE(m_model->metrics().size(), MaxRecordedMetrics);
        QCOMPARE(m_model->omitted(), u"Checks that are counted but not listed here: 4800. "
                                     "Metrics that are not listed here: 3."_s);
    }

    void aMomentThatIsTooLargeIsCounted()
    {
        m_fixture->add(RecordKind::RunProgressed, 0, moment(1, 2, 5, true));
        m_fixture->add(RecordKind::RunProgressed, 0, QByteArray((4 << 20) + 1, ' '));
        QTRY_COMPARE(m_session->runHistory().omittedMoments(), 1);
        QTRY_COMPARE(m_model->omitted(), u"Moments of the run that hold too much to be shown: 1."_s);
        QTRY_COMPARE(m_model->elapsed(), 1.0);
    }

private:
    std::unique_ptr<JournalFixture> m_fixture;
    std::unique_ptr<JournalSession> m_session;
    std::unique_ptr<SessionCursor> m_cursor;
    std::unique_ptr<RunModel> m_model;
};

QTEST_GUILESS_MAIN(TestRunModel)
#include "tst_run_model.moc"
