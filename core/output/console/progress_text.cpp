// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/console/progress_text.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestName = 30;
constexpr qsizetype WidestBar = 38;

QString painted(const QString &text, QStringView on, QStringView off, const ProgressLook &look)
{
    return look.hasColours ? u"\x1b["_s + on.toString() + u'm' + text + u"\x1b["_s + off.toString() + u'm' : text;
}

QString signText(ScenarioSign sign, const ProgressLook &look)
{
    switch (sign) {
    case ScenarioSign::Running:
        return u" "_s;
    case ScenarioSign::Waiting:
        return painted(u"•"_s, u"2", u"22", look);
    case ScenarioSign::Stopping:
        return u"↓"_s;
    case ScenarioSign::Interrupted:
        return painted(u"✗"_s, u"31", u"0", look);
    case ScenarioSign::Done:
        return painted(u"✓"_s, u"32", u"0", look);
    }
    return u" "_s;
}

/// The names' column: at least as wide as "Init", which stands there first.
qsizetype nameWidth(const RunProgressView &view)
{
    qsizetype width = 4;
    for (const ScenarioLine &scenario : view.scenarios)
        width = std::max(width, std::min(scenario.name.size(), LongestName));
    return width;
}

QString nameText(const QString &name, qsizetype width)
{
    const QString shown = name.size() > LongestName ? name.left(LongestName - 3) + u"..."_s : name;
    return shown.leftJustified(width);
}

double within01(double progress)
{
    return progress >= 0 ? std::min(progress, 1.0) : 0;
}

QString bar(double progress, qsizetype width, const ProgressLook &look)
{
    const double share = within01(progress);
    if (!look.isTerminal)
        return u"[ %1% ]"_s.arg(static_cast<int>(std::floor(share * 100)), 3);
    const auto filled = static_cast<qsizetype>(share * static_cast<double>(width));
    const QString full = filled == 0 || filled == width ? QString(filled, u'=') : QString(filled - 1, u'=') + u'>';
    return u'[' + full + painted(QString(width - filled, u'-'), u"2", u"22", look) + u']';
}

QList<qsizetype> columnWidths(const RunProgressView &view)
{
    QList<qsizetype> widths;
    for (const ScenarioLine &scenario : view.scenarios) {
        for (qsizetype at = 0; at < scenario.columns.size(); ++at) {
            if (at == widths.size())
                widths.append(0);
            widths[at] = std::max(widths[at], scenario.columns[at].size());
        }
    }
    return widths;
}

/// What stands behind a scenario's bar; all columns but the last are as wide as the widest below each other.
QString columnsText(const QStringList &columns, const QList<qsizetype> &widths)
{
    QString text;
    for (qsizetype at = 0; at < columns.size(); ++at) {
        const bool isLast = at == widths.size() - 1;
        text += u' ' + (isLast ? columns[at] : columns[at].leftJustified(widths[at]) + u' ');
    }
    return text;
}

QString statusLine(const RunProgressView &view)
{
    const auto digits = static_cast<int>(QString::number(view.maxVus).size());
    return u"running (%1), %2/%3 VUs, %4 complete and %5 interrupted iterations"_s
        .arg(fixedDuration(view.elapsedNs, view.maxDurationNs))
        .arg(view.activeVus, digits, 10, QLatin1Char('0'))
        .arg(view.initialisedVus, digits, 10, QLatin1Char('0'))
        .arg(view.completeIterations)
        .arg(view.interruptedIterations);
}

/// The bars shrink where the terminal is too narrow for the longest line.
qsizetype barWidth(const QStringList &behind, qsizetype name, const ProgressLook &look)
{
    qsizetype widest = 0;
    for (const QString &text : behind)
        widest = std::max(widest, text.size());
    constexpr qsizetype around = 5; // two spaces, the sign and the brackets
    return std::clamp<qsizetype>(look.columns - 1 - name - around - widest, 0, WidestBar);
}

} // namespace

QString fixedDuration(std::int64_t nanoseconds, std::int64_t longestNs)
{
    constexpr std::int64_t nsPerTenth = 100'000'000;
    constexpr std::int64_t tenthsPerMinute = 600;
    constexpr std::int64_t tenthsPerHour = 36'000;
    const std::int64_t tenths = (std::max<std::int64_t>(nanoseconds, 0) + nsPerTenth / 2) / nsPerTenth;
    const std::int64_t longest = longestNs / nsPerTenth;
    const auto padded = [](std::int64_t number, qsizetype digits) {
        return QString::number(number).rightJustified(digits, u'0');
    };
    const auto seconds = [&](std::int64_t part, qsizetype digits) {
        return padded(part / 10, digits) + u'.' + QString::number(part % 10) + u's';
    };
    if (longest < tenthsPerMinute)
        return seconds(tenths, longest < 100 ? 1 : 2);
    const QString inMinute = seconds(tenths % tenthsPerMinute, 2);
    if (longest < tenthsPerHour)
        return padded(tenths / tenthsPerMinute, longest < tenthsPerMinute * 10 ? 1 : 2) + u'm' + inMinute;
    const qsizetype hourDigits = QString::number(longest / tenthsPerHour).size();
    return padded(tenths / tenthsPerHour, hourDigits) + u'h' + padded(tenths % tenthsPerHour / tenthsPerMinute, 2) +
           u'm' + inMinute;
}

QStringList progressLines(const RunProgressView &view, const ProgressLook &look)
{
    const qsizetype name = nameWidth(view);
    const QList<qsizetype> widths = columnWidths(view);
    const bool isRunning = view.stage == RunProgressView::Stage::Running;
    QStringList behind{isRunning || view.stageText.isEmpty() ? QString() : u' ' + view.stageText};
    for (const ScenarioLine &scenario : view.scenarios)
        behind.append(columnsText(scenario.columns, widths));
    const qsizetype width = barWidth(behind, name, look);

    QStringList lines;
    if (isRunning) {
        lines.append(statusLine(view));
    } else {
        const QString stage = view.stage == RunProgressView::Stage::Initialising ? u"Init"_s : u"Run"_s;
        lines.append(nameText(stage, name) + u"   "_s + bar(view.stageProgress, width, look) + behind.constFirst());
    }
    for (qsizetype at = 0; at < view.scenarios.size(); ++at) {
        const ScenarioLine &scenario = view.scenarios[at];
        lines.append(nameText(scenario.name, name) + u' ' + signText(scenario.sign, look) + u' ' +
                     bar(scenario.progress, width, look) + behind[at + 1]);
    }
    return lines;
}

int linesOnTerminal(const QString &line, int columns)
{
    static const QRegularExpression escapes(u"\x1b\\[[0-9;]*[A-Za-z]"_s);
    const qsizetype length = QString(line).remove(escapes).size();
    return columns <= 0 || length == 0 ? 1 : static_cast<int>((length - 1) / columns + 1);
}

} // namespace sockscope
