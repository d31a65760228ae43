// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/summary/run_summary.h"

#include <QString>
#include <QStringList>

namespace sockscope {

class SummaryStyle;

/// One line of a block of metrics: "my_rate...: 66.66% 2 out of 3", or "lat...: avg=1ms min=1ms".
struct MetricRow
{
    QString label;       ///< of a sub-metric with two spaces and braces: "  { a:b }"
    QString value;       ///< empty for trends
    QStringList extras;  ///< behind the value: a rate, or min and max
    QStringList columns; ///< of trends: a value for each statistic
};

[[nodiscard]] MetricRow rowOf(const MetricSnapshot &metric, double seconds, const SummaryOptions &options);

/// The widths of a block, so that its lines stand below each other. A block is all metrics of a section of the summary,
/// whatever their titles; its checks are a block of their own.
class RowLayout
{
public:
    RowLayout(const QList<MetricRow> &rows, const QStringList &trendStats);
    /// The line without indentation and line feed.
    [[nodiscard]] QString line(const MetricRow &row, const SummaryStyle &style) const;

private:
    [[nodiscard]] QString valueText(const MetricRow &row, const SummaryStyle &style) const;
    [[nodiscard]] QString trendText(const MetricRow &row, const SummaryStyle &style) const;

    QStringList m_trendStats;
    qsizetype m_label = 0;
    qsizetype m_value = 0;
    QList<qsizetype> m_extras;
    QList<qsizetype> m_columns;
};

} // namespace sockscope
