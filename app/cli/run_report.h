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
/// handleSummary() and --summary-export (k6-reference 5.4 to 5.7). Outlives its run.
class RunReport
{
public:
    RunReport(const RunArguments &arguments, LogSink &log);
    RunReport(const RunReport &) = delete;
    RunReport &operator=(const RunReport &) = delete;

    /// Asks the run for what the report needs.
    void attach(TestRunConfig &config);
    /// The run that was made of that configuration; before it starts.
    void setRun(const TestRun &run) { m_run = &run; }
    /// What the banner says of the outputs; once the run is planned.
    [[nodiscard]] QStringList outputs() const;
    /// The text of the summary without colours, of a run that has ended; empty where there is none.
    [[nodiscard]] QString plainText() const;
    /// Writes what handleSummary() returned, or the usual summary, and the exported one. Empty, or a sentence.
    [[nodiscard]] QString write(const TestRunResult &result, const SummaryStreams &streams) const;

private:
    class OutputWithSummary;

    [[nodiscard]] SampleQueue::Outputs makeOutputs(const RunOptions &options, const MetricsSnapshot &definitions,
                                                   QString *error);
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
