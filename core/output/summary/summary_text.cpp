// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/summary_text.h"

#include "output/summary/metric_order.h"
#include "output/summary/metric_rows.h"
#include "output/summary/summary_style.h"
#include "output/summary/threshold_lines.h"
#include "output/summary/value_format.h"

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int BaseIndent = 2;
constexpr int Step = 2;
constexpr std::array Sections{MetricSection::Custom,  MetricSection::Http,     MetricSection::Execution,
                              MetricSection::Network, MetricSection::Browser,  MetricSection::WebVitals,
                              MetricSection::Grpc,    MetricSection::WebSocket};

struct CheckSums
{
    std::uint64_t passes = 0;
    std::uint64_t fails = 0;
    [[nodiscard]] std::uint64_t total() const { return passes + fails; }
};

CheckSums sumsOf(const QList<CheckTally> &checks)
{
    CheckSums sums;
    for (const CheckTally &check : checks) {
        sums.passes += check.passes;
        sums.fails += check.fails;
    }
    return sums;
}

/// Collects the lines of a summary.
class SummaryPrinter
{
public:
    SummaryPrinter(const RunSummary &summary)
        : m_summary(summary)
        , m_style(summary.options)
    {
    }

    void thresholds();
    void total();
    void section(const SummarySection &section, const QString &kind);
    QString take() { return u'\n' + m_text + u"\n\n"_s; }

private:
    void line(int indent, const QString &text) { m_text += QString(indent, u' ') + text + u'\n'; }
    void heading(const QString &title);
    void contents(const QList<MetricSnapshot> &metrics, const QList<CheckTally> &checks, bool hasChecks, int indent);
    void checks(const QList<CheckTally> &checks, int indent);
    void check(const CheckTally &check, int indent);
    void metrics(const QList<MetricSnapshot> &metrics, int indent);
    void groups(const QList<SummarySection> &groups, int indent);

    const RunSummary &m_summary;
    SummaryStyle m_style;
    QString m_text;
};

void SummaryPrinter::heading(const QString &title)
{
    m_text += u'\n';
    line(BaseIndent, u"█ "_s + m_style.title(title) + u' ');
    m_text += u'\n';
}

void SummaryPrinter::thresholds()
{
    QList<MetricSnapshot> judged;
    for (const MetricSnapshot &metric : m_summary.metrics.metrics) {
        if (!metric.thresholds.isEmpty())
            judged.append(metric);
    }
    if (judged.isEmpty())
        return;
    heading(u"THRESHOLDS"_s);
    QString parent;
    for (const MetricSnapshot &metric : sortedByName(judged)) {
        const bool isBelowParent = !metric.parent.isEmpty() && metric.parent == parent;
        const int indent = BaseIndent + (isBelowParent ? 2 * Step : Step);
        if (metric.parent.isEmpty())
            parent = metric.name;
        line(indent, m_style.name(isBelowParent ? u'{' + metric.suffix + u'}' : metric.name));
        for (const ThresholdState &threshold : metric.thresholds)
            line(indent, thresholdLine(threshold, metric, m_summary.metrics.seconds, m_summary.options, m_style));
        m_text += u'\n';
    }
}

void SummaryPrinter::total()
{
    heading(u"TOTAL RESULTS"_s);
    const QList<MetricSnapshot> &metrics = m_summary.metrics.metrics;
    QList<MetricSnapshot> listed;
    bool hasChecks = !m_summary.checks.isEmpty();
    for (const MetricSnapshot &metric : metrics) {
        if (!isListed(metric, metrics))
            continue;
        listed.append(metric);
        hasChecks = hasChecks || metric.name == u"checks";
    }
    contents(listed, m_summary.checks, hasChecks, BaseIndent + Step);
}

void SummaryPrinter::section(const SummarySection &section, const QString &kind)
{
    heading(kind + u": "_s + m_style.name(section.name));
    contents(section.metrics, section.checks, !section.checks.isEmpty(), BaseIndent + Step);
    groups(section.groups, BaseIndent + Step);
}

void SummaryPrinter::groups(const QList<SummarySection> &groups, int indent)
{
    for (const SummarySection &group : groups) {
        line(indent, u"↳ "_s + m_style.title(u"GROUP: "_s + m_style.name(group.name)) + u' ');
        m_text += u'\n';
        contents(group.metrics, group.checks, !group.checks.isEmpty(), indent + Step);
        this->groups(group.groups, indent + Step);
    }
}

void SummaryPrinter::contents(const QList<MetricSnapshot> &metrics, const QList<CheckTally> &checks, bool hasChecks,
                              int indent)
{
    if (hasChecks)
        this->checks(checks, indent);
    this->metrics(metrics, indent);
}

void SummaryPrinter::checks(const QList<CheckTally> &checks, int indent)
{
    const CheckSums sums = sumsOf(checks);
    const auto total = static_cast<double>(sums.total());
    const auto share = [&](const QString &label, std::uint64_t count) {
        return MetricRow{label,
                         formatShare(sums.total() == 0 ? 0 : static_cast<double>(count) / total),
                         {u"%1 out of %2"_s.arg(count).arg(sums.total())},
                         {}};
    };
    const double seconds = m_summary.metrics.seconds;
    const QString rate = formatPlain(seconds > 0 ? total / seconds : 0) + u"/s"_s;
    const QList<MetricRow> rows{MetricRow{u"checks_total"_s, QString::number(sums.total()), {rate}, {}},
                                share(u"checks_succeeded"_s, sums.passes), share(u"checks_failed"_s, sums.fails)};
    const RowLayout layout(rows, {});
    for (const MetricRow &row : rows)
        line(indent, layout.line(row, m_style));
    m_text += u'\n';
    for (const CheckTally &check : checks)
        this->check(check, indent);
    m_text += u'\n';
}

void SummaryPrinter::check(const CheckTally &check, int indent)
{
    const QString name = m_style.name(check.name);
    if (check.fails == 0)
        return line(indent, m_style.verdict(u"✓ "_s + name, true));
    line(indent, m_style.verdict(u"✗ "_s + name, false));
    const std::uint64_t percent = 100 * check.passes / (check.passes + check.fails);
    const QString numbers = u"↳  %1% — ✓ %2 / ✗ %3"_s.arg(percent).arg(check.passes).arg(check.fails);
    line(2 * indent - Step, m_style.verdict(numbers, false)); // k6's arithmetic, which moves it right in inner groups
}

void SummaryPrinter::metrics(const QList<MetricSnapshot> &metrics, int indent)
{
    const QList<MetricSnapshot> sorted = sortedByName(metrics);
    QList<MetricRow> rows;
    QList<MetricSection> sections;
    for (const MetricSnapshot &metric : sorted) {
        const MetricSection section = sectionOf(metric.name);
        if (section == MetricSection::Hidden)
            continue;
        rows.append(rowOf(metric, m_summary.metrics.seconds, m_summary.options));
        rows.last().label = m_style.name(rows.last().label);
        sections.append(section);
    }
    const RowLayout layout(rows, m_summary.options.trendStats);
    for (const MetricSection section : Sections) {
        if (!sections.contains(section))
            continue;
        line(indent, m_style.title(sectionTitle(section)));
        for (qsizetype at = 0; at < rows.size(); ++at) {
            if (sections[at] == section)
                line(indent, layout.line(rows[at], m_style));
        }
        m_text += u'\n';
    }
}

} // namespace

QString summaryText(const RunSummary &summary)
{
    if (summary.options.mode == SummaryMode::Disabled)
        return {};
    SummaryPrinter printer(summary);
    printer.thresholds();
    printer.total();
    if (summary.options.mode == SummaryMode::Full) {
        for (const SummarySection &group : summary.groups)
            printer.section(group, u"GROUP"_s);
        for (const SummarySection &scenario : summary.scenarios)
            printer.section(scenario, u"SCENARIO"_s);
    }
    return printer.take();
}

} // namespace sockscope
