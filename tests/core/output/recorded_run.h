// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/summary/run_summary.h"

#include <QByteArray>
#include <QJsonObject>

namespace sockscope::test {

/// A run of real k6 2.2 as it stands in runs/NAME.json: every sample in its order, the thresholds with how they ended,
/// what handleSummary() got and what --summary-export wrote; runs/NAME.txt is the summary that k6 printed.
struct RecordedRun
{
    RunSummary summary; ///< made of the samples by the classes of the library
    QJsonObject data;   ///< the argument of handleSummary()
    QJsonObject exported;
    QByteArray text;
};

/// A file of runs/.
[[nodiscard]] QByteArray readRunsFile(const QString &name);
[[nodiscard]] RecordedRun readRecordedRun(const QString &name);

/// Empty where both are the same, except for the last digits of numbers; otherwise where they differ first.
[[nodiscard]] QString jsonDifference(const QJsonValue &actual, const QJsonValue &expected, const QString &path = {});

} // namespace sockscope::test
