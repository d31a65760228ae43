// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/console/progress_display.h"
#include "output/console/run_description.h"
#include "output/summary/summary_writer.h"
#include "run/run_thread.h"
#include "run_arguments.h"

namespace sockscope {

class PeerServer;
class RunReport;

/// Standard output of a run: banner, progress, and what is printed above it (k6-reference 5.2). Lives on the thread of
/// the RunThread, which outlives it like everything else it is given.
class RunTerminal
{
public:
    /// `peer` may be null.
    RunTerminal(const RunArguments &arguments, RunThread &run, const RunReport &report, LogOutput &log,
                const PeerServer *peer);

    [[nodiscard]] SummaryStreams streams();
    [[nodiscard]] bool hasPlan() const { return m_hasPlan; } ///< the options were read and make sense
    void note(const QString &sentence);                      ///< a line above the progress, unless --quiet
    void finish();                                           ///< shows the progress a last time

private:
    void begin(const RunPlan &plan, const RunReport &report, const PeerServer *peer);

    const RunArguments &m_arguments;
    const TerminalColours m_colours;
    RunPlan m_plan;
    ProgressDisplay m_display;
    bool m_hasPlan = false;
    bool m_hasStarted = false;
};

} // namespace sockscope
