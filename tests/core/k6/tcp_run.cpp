// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcp_run.h"

#include "journal/journal_writer.h"
#include "metrics/builtin_metrics.h"
#include "metrics/sample.h"
#include "run/deadline_guard.h"

#include <QFile>
#include <QLoggingCategory>
#include <QMutex>

#include <numeric>

namespace sockscope::test {

using namespace Qt::StringLiterals;

namespace {

const QString Preamble =
    u"const host = '127.0.0.1', port = (name) => Number(__ENV[name]), p = (...values) => "
    u"console.log(values.map(String).join(' ')), "
    "wait = (ms) => new Promise((r) => setTimeout(r, ms)), next = (s, event) => new Promise((r) => s.on(event, r)), "
    "text = (bytes) => String.fromCharCode(...bytes), "
    "outcome = (promise) => promise.then((v) => v, (e) => 'rejected: ' + e); "_s;

class SampleRecorder : public SampleObserver
{
public:
    void sampleAdded(const Sample &sample) override
    {
        const QMutexLocker lock(&m_mutex);
        samples.append({sample.metric->name, sample.value, sample.tags});
    }
    QList<TcpSample> samples;

private:
    QMutex m_mutex;
};

void declareSubMetrics(MetricRegistry &registry, const QStringList &names)
{
    QString error;
    if (!names.isEmpty())
        static_cast<void>(declareTcpMetrics(registry, &error)); // as the script's import does
    for (const QString &name : names) {
        if (!registry.declareSubMetric(name, &error))
            qFatal("%s", qPrintable(error));
    }
}

void readJournal(const QString &path, TcpRun &run)
{
    JournalReader reader;
    if (!reader.open(path))
        qFatal("%s", qPrintable(reader.error()));
    while (const auto record = reader.next()) {
        run.records.append(*record);
        if (record->location.file != 0)
            run.files.insert(record->location.file, reader.fileName(record->location.file));
    }
    if (!reader.error().isEmpty())
        qFatal("%s", qPrintable(reader.error()));
}

} // namespace

QList<TcpSample> TcpRun::samplesOf(const QString &metric) const
{
    QList<TcpSample> found;
    for (const TcpSample &sample : samples) {
        if (sample.metric == metric)
            found.append(sample);
    }
    return found;
}

double TcpRun::sum(const QString &metric) const
{
    const QList<TcpSample> own = samplesOf(metric);
    return std::accumulate(own.begin(), own.end(), 0.0,
                           [](double sum, const TcpSample &sample) { return sum + sample.value; });
}

MetricTotals TcpRun::totalsOf(const QString &metricOrSubMetric) const
{
    for (const MetricSnapshot &metric : metrics.metrics) {
        if (metric.name == metricOrSubMetric)
            return metric.totals;
    }
    return {};
}

QList<Record> TcpRun::recordsOf(RecordKind kind) const
{
    QList<Record> found;
    for (const Record &record : records) {
        if (record.kind == kind)
            found.append(record);
    }
    return found;
}

QList<LogRecord> TcpRun::logged(const QString &message) const
{
    QList<LogRecord> found;
    for (const LogRecord &record : log) {
        if (record.message == message && record.fields.value(u"source"_s) != u"console")
            found.append(record);
    }
    return found;
}

TcpRun runTcpScript(const QString &source, const TcpRunOptions &options)
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s); // V4 logs what it compiles
    const QTemporaryDir folder;
    TestRunConfig config;
    config.script = folder.filePath(u"script.js"_s);
    QFile file(config.script);
    if (!file.open(QIODevice::WriteOnly) || file.write(source.toUtf8()) < 0)
        qFatal("the script can't be written");
    file.close();
    LogRecorder log;
    config.log = &log;
    config.overrides = options.overrides;
    for (auto it = options.ports.cbegin(); it != options.ports.cend(); ++it)
        config.env.insert(it.key(), QString::number(it.value()));
    QString error;
    const QString journalPath = folder.filePath(u"session.journal"_s);
    std::unique_ptr<JournalWriter> journal;
    if (options.withJournal) {
        journal = JournalWriter::create(journalPath, {}, &error);
        if (!journal)
            qFatal("%s", qPrintable(error));
    }
    config.journal = journal.get();
    if (options.withSummary)
        config.summaryData = [](const SummaryInput &) { return "{}"_ba; };

    SampleRecorder samples;
    TcpRun run;
    {
        TestRun testRun(config);
        if (options.subMetrics.isEmpty())
            testRun.metrics().setObserver(&samples);
        declareSubMetrics(testRun.metrics(), options.subMetrics);
        const RunClock clock(nullptr);
        DeadlineGuard guard(clock, std::chrono::milliseconds(options.deadlineMs),
                            [&testRun] { testRun.stop(ExitCode::Interrupted, u"the test's deadline has passed"_s); });
        run.result = testRun.execute();
        run.isLate = guard.hasExpired();
        run.metrics = testRun.metrics().snapshot(run.result.seconds);
    }
    run.samples = samples.samples;
    run.log = log.records();
    run.console = log.console();
    run.errors = log.messages(LogLevel::Error);
    run.warnings = log.messages(LogLevel::Warning);
    if (journal) {
        journal->close();
        readJournal(journalPath, run);
    }
    return run;
}

TcpRun runTcp(const QString &body, const TcpRunOptions &options)
{
    return runTcpScript(u"import { Socket } from 'k6/x/tcp'; "_s + Preamble + options.init +
                            u" export default async function () {\n"_s + body + u"\n}\n"_s,
                        options);
}

TcpPeers::TcpPeers()
    : echo(behaviour::echo())
    , sink(behaviour::sink())
    , fin(behaviour::fin())
    , rst(behaviour::rst())
    , greet(behaviour::greeting())
    , flood(behaviour::flood(100'000))
    , deaf(behaviour::neverReading())
    , refused(unusedPort())
{
}

TcpRunOptions TcpPeers::options() const
{
    TcpRunOptions options;
    options.ports = {{u"ECHO"_s, echo.port()}, {u"SINK"_s, sink.port()},   {u"FIN"_s, fin.port()},
                     {u"RST"_s, rst.port()},   {u"GREET"_s, greet.port()}, {u"FLOOD"_s, flood.port()},
                     {u"DEAF"_s, deaf.port()}, {u"REFUSED"_s, refused}};
    return options;
}

} // namespace sockscope::test
