// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/check_registry.h"
#include "metrics/metric_snapshot.h"
#include "options/summary_mode.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace sockscope {

/// How the end-of-test summary is to look, and where it goes.
struct SummaryOptions
{
    SummaryMode mode = SummaryMode::Compact;
    /// summaryTrendStats: avg, min, med, max, count, p(N) with N from 0 to 100.
    QStringList trendStats{QStringLiteral("avg"), QStringLiteral("min"),   QStringLiteral("med"),
                           QStringLiteral("max"), QStringLiteral("p(90)"), QStringLiteral("p(95)")};
    QString timeUnit{};      ///< summaryTimeUnit: "s", "ms", "us"; anything else is automatic
    bool hasNoColor = false; ///< --no-color, K6_NO_COLOR or NO_COLOR
    bool isStdOutTerminal = false;
    bool isStdErrTerminal = false;
};

/// What happened in one group or scenario, for the full summary.
struct SummarySection
{
    QString name;
    QList<MetricSnapshot> metrics; ///< in the order of their names
    QList<CheckTally> checks;      ///< in the order in which they were first seen
    QList<SummarySection> groups;  ///< in the order in which they were first seen
};

/// Everything that a summary of a run is made of. Plain data; whoever ran the test fills it.
struct RunSummary
{
    MetricsSnapshot metrics;
    QList<CheckTally> checks;        ///< all groups' checks, in the order in which they were first seen
    CheckGroup root;                 ///< the same checks by group, for handleSummary() and --summary-export
    QList<SummarySection> groups;    ///< full mode: groups of the scenario "default", of setup() and teardown()
    QList<SummarySection> scenarios; ///< full mode: the other scenarios, in the order of their names
    QByteArray setupData;            ///< what setup() returned, as JSON; empty where it returned nothing
    SummaryOptions options;
};

} // namespace sockscope
