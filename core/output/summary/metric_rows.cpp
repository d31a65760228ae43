// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/metric_rows.h"

#include "output/json/js_number.h"
#include "output/summary/metric_stats.h"
#include "output/summary/summary_style.h"
#include "output/summary/value_format.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString spaces(qsizetype count)
{
    return QString(std::max<qsizetype>(count, 0), u' ');
}

/// Makes `widths` wide enough for `texts`.
void widen(QList<qsizetype> &widths, const QStringList &texts)
{
    for (qsizetype at = 0; at < texts.size(); ++at) {
        if (at == widths.size())
            widths.append(0);
        widths[at] = std::max(widths[at], texts[at].size());
    }
}

QString countText(std::uint64_t count)
{
    return QString::number(count);
}

QStringList trendColumns(const MetricSnapshot &metric, const SummaryOptions &options)
{
    QStringList columns;
    for (const QString &stat : options.trendStats) {
        const std::optional<double> value = trendStat(metric, stat);
        if (stat == u"count")
            columns.append(countText(metric.totals.samples));
        else
            columns.append(value ? formatValue(*value, metric.type, metric.contains, options.timeUnit) : QString());
    }
    return columns;
}

} // namespace

MetricRow rowOf(const MetricSnapshot &metric, double seconds, const SummaryOptions &options)
{
    const auto formatted = [&](double value) {
        return formatValue(value, metric.type, metric.contains, options.timeUnit);
    };
    MetricRow row;
    row.label = metric.parent.isEmpty() ? metric.name : u"  { %1 }"_s.arg(metric.suffix);
    const MetricTotals &totals = metric.totals;
    switch (metric.type) {
    case MetricType::Counter:
        row.value = formatted(totals.sum);
        row.extras = {formatted(ratePerSecond(metric, seconds)) + u"/s"_s};
        break;
    case MetricType::Gauge:
        row.value = formatted(totals.last);
        row.extras = {u"min="_s + formatted(totals.min), u"max="_s + formatted(totals.max)};
        break;
    case MetricType::Rate:
        row.value = formatted(shareOf(metric));
        row.extras = {u"%1 out of %2"_s.arg(totals.nonZero).arg(totals.samples)};
        break;
    case MetricType::Trend:
        row.columns = trendColumns(metric, options);
        break;
    }
    return row;
}

RowLayout::RowLayout(const QList<MetricRow> &rows, const QStringList &trendStats)
    : m_trendStats(trendStats)
{
    for (const MetricRow &row : rows) {
        m_label = std::max(m_label, row.label.size());
        m_value = std::max(m_value, row.value.size());
        widen(m_extras, row.extras);
        widen(m_columns, row.columns);
    }
}

QString RowLayout::line(const MetricRow &row, const SummaryStyle &style) const
{
    constexpr qsizetype fewestDots = 3;
    const QString dots(m_label - row.label.size() + fewestDots, u'.');
    const QString values = row.columns.isEmpty() ? valueText(row, style) : trendText(row, style);
    return row.label + style.leader(dots + u':') + u' ' + values;
}

QString RowLayout::valueText(const MetricRow &row, const SummaryStyle &style) const
{
    QString text = style.value(row.value) + spaces(m_value - row.value.size());
    for (qsizetype at = 0; at < row.extras.size(); ++at) {
        const QString &extra = row.extras[at];
        text += u' ' + style.extra(extra);
        if (row.extras.size() > 1)
            text += spaces(m_extras[at] - extra.size());
    }
    return text;
}

QString RowLayout::trendText(const MetricRow &row, const SummaryStyle &style) const
{
    QStringList cells;
    for (qsizetype at = 0; at < row.columns.size(); ++at) {
        const QString &value = row.columns[at];
        cells.append(m_trendStats[at] + u'=' + style.value(value) + spaces(m_columns[at] - value.size()));
    }
    return cells.join(u' ');
}

} // namespace sockscope
