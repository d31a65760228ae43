// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log.h"
#include "output/samples/run_output.h"
#include "output/summary/section_collector.h"
#include "output/summary/summary_writer.h"
#include "run_arguments.h"

#include <memory>
#include <vector>

namespace sockscope {

/// What a run prints and writes besides its log: the outputs of --out, the end-of-test summary, the files of
/// handleSummary() and --summary-export (k6-reference 5.4 to 5.7). A run that it is attached to keeps it alive.
class RunReport : public std::enable_shared_from_this<RunReport>
{
public:
    /// `log` outlives the run.
    [[nodiscard]] static std::shared_ptr<RunReport> create(const RunArguments &arguments, LogSink &log);
    RunReport(const RunReport &) = delete;
    RunReport &operator=(const RunReport &) = delete;

    /// Has the run of this configuration tell what the report needs, and put the summary into its journal.
    void attach(TestRunConfig &config);
    /// What the banner says of the outputs; once the run is planned.
    [[nodiscard]] QStringList outputs() const;
    /// Writes what handleSummary() returned, or the usual summary, and the exported one. Empty, or a sentence.
    [[nodiscard]] QString write(const TestRunResult &result, const SummaryStreams &streams) const;

private:
    RunReport(const RunArguments &arguments, LogSink &log);
    class OutputWithSummary;

    [[nodiscard]] SampleQueue::Outputs makeOutputs(const TestRun &run, QString *error);
    void record(const TestRunResult &result, JournalWriter &journal) const;
    [[nodiscard]] RunSummary summary() const;
    [[nodiscard]] QByteArray dataFor(const SummaryInput &input);
    [[nodiscard]] QByteArray exported() const;
    [[nodiscard]] QByteArray machineReadable(int indent) const;

    const RunArguments m_arguments;
    LogSink &m_log;
    const TestRun *m_run = nullptr;
    std::shared_ptr<SectionCollector> m_sections; ///< in full mode
    std::vector<std::shared_ptr<SampleOutput>> m_outputs;
    QString m_script;                    ///< its text, for the machine-readable summary
    std::optional<SummaryInput> m_ended; ///< set when the run comes to its summary
};

} // namespace sockscope
