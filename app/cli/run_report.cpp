// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_report.h"

#include "journal/journal_writer.h"
#include "metrics/check_registry.h"
#include "metrics/system_tags.h"
#include "output/summary/machine_summary.h"
#include "output/summary/summary_data.h"
#include "output/summary/summary_text.h"
#include "system_environment.h"

#include <QFile>

#include <unistd.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr auto K6Version = "2.2.0"; // whose behaviour this is

QMap<QString, QString> sortedEnvironment()
{
    const QHash<QString, QString> environment = systemEnvironment();
    QMap<QString, QString> sorted;
    for (auto it = environment.begin(); it != environment.end(); ++it)
        sorted.insert(it.key(), it.value());
    return sorted;
}

QString textOf(const TestRunConfig &config)
{
    if (config.source)
        return QString::fromUtf8(*config.source);
    QFile file(config.script);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// Hands an output the summary before it stops.
class RunReport::OutputWithSummary : public SampleOutput
{
public:
    OutputWithSummary(std::unique_ptr<RunOutput> output, const RunReport &report)
        : m_output(std::move(output))
        , m_report(report)
    {
    }

    bool start(QString *error) override { return m_output->start(error); }
    void add(const std::vector<Sample> &batch) override { m_output->add(batch); }
    void stop() override
    {
        m_output->addSummary(m_report.summary());
        m_output->stop();
    }
    [[nodiscard]] QString description() const override { return m_output->description(); }

private:
    const std::unique_ptr<RunOutput> m_output;
    const RunReport &m_report;
};

std::shared_ptr<RunReport> RunReport::create(const RunArguments &arguments, LogSink &log)
{
    return std::shared_ptr<RunReport>(new RunReport(arguments, log));
}

RunReport::RunReport(const RunArguments &arguments, LogSink &log)
    : m_arguments(arguments)
    , m_log(log)
{
}

void RunReport::attach(TestRunConfig &config)
{
    config.noThresholds = m_arguments.runtime.noThresholds;
    config.makeOutputs = [self = shared_from_this()](const TestRun &run, QString *error) {
        return self->makeOutputs(run, error);
    };
    if (JournalWriter *journal = config.journal)
        config.ended = [self = shared_from_this(), journal](const TestRunResult &result) {
            self->record(result, *journal);
        };
    if (m_arguments.runtime.summaryMode != SummaryMode::Disabled)
        config.summaryData = [self = shared_from_this()](const SummaryInput &input) { return self->dataFor(input); };
    if (m_arguments.runtime.newMachineReadableSummary)
        m_script = textOf(config);
}

SampleQueue::Outputs RunReport::makeOutputs(const TestRun &run, QString *error)
{
    m_run = &run;
    const RunOptions &options = run.options();
    if (m_arguments.runtime.summaryMode == SummaryMode::Full) {
        m_sections = std::make_shared<SectionCollector>();
        m_outputs.push_back(m_sections); // first, so that it has stopped when the others want the summary
    }
    const OutputContext context{run.snapshot(), options.systemTags.value_or(SystemTags().names()), sortedEnvironment(),
                                &m_log};
    const QStringList wanted = options.out.value_or(QStringList());
    for (const QString &option : wanted) {
        std::unique_ptr<RunOutput> output = createOutput(option, context, error);
        if (!output)
            return {};
        m_outputs.push_back(std::make_shared<OutputWithSummary>(std::move(output), *this));
    }
    return m_outputs;
}

QStringList RunReport::outputs() const
{
    QStringList descriptions;
    for (const auto &output : m_outputs) {
        if (output != m_sections)
            descriptions.append(output->description());
    }
    return descriptions;
}

RunSummary RunReport::summary() const
{
    RunSummary summary;
    summary.metrics = m_run->snapshot();
    summary.checks = m_run->checks().checks();
    summary.root = m_run->checks().root();
    if (m_sections) {
        summary.groups = m_sections->groups();
        summary.scenarios = m_sections->scenarios();
    }
    if (m_ended) {
        summary.metrics.seconds = m_ended->seconds;
        summary.setupData = m_ended->setupData;
    }
    const RunOptions &options = m_run->options();
    summary.options.mode = m_arguments.runtime.summaryMode;
    summary.options.trendStats = options.summaryTrendStats.value_or(summary.options.trendStats);
    summary.options.timeUnit = options.summaryTimeUnit.value_or(QString());
    summary.options.hasNoColor = m_arguments.log.hasNoColor;
    summary.options.isStdOutTerminal = ::isatty(STDOUT_FILENO) != 0;
    summary.options.isStdErrTerminal = ::isatty(STDERR_FILENO) != 0;
    return summary;
}

QByteArray RunReport::machineReadable(int indent) const
{
    return machineSummary(summary(), {QDateTime::currentDateTimeUtc(), QString::fromLatin1(K6Version), m_script},
                          indent);
}

QByteArray RunReport::dataFor(const SummaryInput &input)
{
    m_ended = input;
    return m_arguments.runtime.newMachineReadableSummary ? machineReadable(0) : summaryData(summary());
}

QByteArray RunReport::exported() const
{
    constexpr int Indent = 4;
    return m_arguments.runtime.newMachineReadableSummary ? machineReadable(Indent) : summaryExport(summary());
}

/// The summary as it would be printed, without colours.
void RunReport::record(const TestRunResult &result, JournalWriter &journal) const
{
    if (!m_ended)
        return;
    RunSummary plain = summary();
    plain.options.isStdOutTerminal = false;
    RecordHead head;
    head.kind = RecordKind::RunSummary;
    journal.append(head, result.summary ? result.summary->value(u"stdout"_s) : summaryText(plain).toUtf8());
}

QString RunReport::write(const TestRunResult &result, const SummaryStreams &streams) const
{
    if (!m_run || (!m_ended && m_arguments.runtime.summaryMode != SummaryMode::Disabled))
        return {}; // the run didn't get that far
    QList<SummaryPart> parts;
    if (m_ended && !result.summary) {
        parts.append({u"stdout"_s, summaryText(summary()).toUtf8()});
    } else if (m_ended) {
        for (auto it = result.summary->begin(); it != result.summary->end(); ++it)
            parts.append({it.key(), it.value()});
    }
    if (const QString &path = m_arguments.runtime.summaryExport; !path.isEmpty())
        parts.append({path, exported()});
    return writeSummaryParts(parts, streams);
}

} // namespace sockscope
