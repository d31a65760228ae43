// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/journal_fixture.h"
#include "models/run/run_model.h"
#include "run/run_record.h"

#include <QSignalSpy>
#include <QTest>

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

private:
    std::unique_ptr<JournalFixture> m_fixture;
    std::unique_ptr<JournalSession> m_session;
    std::unique_ptr<SessionCursor> m_cursor;
    std::unique_ptr<RunModel> m_model;
};

QTEST_GUILESS_MAIN(TestRunModel)
#include "tst_run_model.moc"
