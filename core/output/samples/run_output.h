// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log.h"
#include "metrics/metric_snapshot.h"
#include "metrics/sample_output.h"
#include "output/summary/run_summary.h"

#include <QMap>
#include <QStringList>

#include <memory>

namespace sockscope {

/// An output of `--out`. Besides samples it may want what is known only at the end.
class RunOutput : public SampleOutput
{
public:
    /// Called once, behind the last add() and before stop(), when all thresholds have been judged.
    virtual void addSummary(const RunSummary &summary) { Q_UNUSED(summary) }
};

/// What outputs need to know of a run.
struct OutputContext
{
    MetricsSnapshot definitions;        ///< metrics with thresholds, and their sub-metrics, as before the run
    QStringList systemTags;             ///< the enabled ones (systemTags); CSV has a column for each
    QMap<QString, QString> environment; ///< K6_CSV_FILENAME and the like
    LogSink *log = nullptr;             ///< takes what goes wrong during the run; not owned; may be null
};

/// Makes the output of `--out TYPE[=ARGUMENT]`: json, csv or junit. Null and `error` set, in k6's words, where there is
/// no such type or the argument can't be understood. Nothing is opened before start().
[[nodiscard]] std::unique_ptr<RunOutput> createOutput(const QString &option, const OutputContext &context,
                                                      QString *error);

} // namespace sockscope
