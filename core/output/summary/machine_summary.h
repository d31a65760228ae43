// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/summary/run_summary.h"

#include <QByteArray>
#include <QDateTime>

namespace sockscope {

/// What the machine-readable summary tells besides results.
struct MachineSummaryContext
{
    QDateTime generatedAt;
    QString version; ///< the version of k6 whose behaviour this is
    QString script;  ///< the text of the script
};

/// The summary of --new-machine-readable-summary (version 1.0.0; k6-reference 5.5), which handleSummary() then gets and
/// --summary-export writes with four spaces of indentation. Statistics of trends that summaryTrendStats leaves out are
/// null. Infinite values are texts for handleSummary() (no indentation), see NonFiniteNumbers, and null in a file.
[[nodiscard]] QByteArray machineSummary(const RunSummary &summary, const MachineSummaryContext &context,
                                        int indent = 0);

} // namespace sockscope
