// SPDX-License-Identifier: GPL-3.0-or-later
// The course of the run: figures over time, and how long things took from moment to moment.
#include "models/run/run_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

using Latency = RunCourse::Latency;

constexpr std::array shareNames{"med", "p90", "p95", "p99"};
static_assert(shareNames.size() == Latency::Shares);

/// Where so many moments become at most ChartPoints: how many of them one point stands for.
std::size_t momentsAPoint(std::size_t count)
{
    return std::max<std::size_t>(1, (count + RunModel::ChartPoints - 1) / RunModel::ChartPoints);
}

QVariantMap chart(const QString &name, std::size_t count, const std::function<double(std::size_t)> &value,
                  const std::function<QString(double)> &format)
{
    QVariantList values;
    double peak = 0;
    const std::size_t step = momentsAPoint(count);
    for (std::size_t i = (count - 1) % step; i < count; i += step) { // evenly spread, ending with the last
        const double y = value(i);
        peak = std::max(peak, y);
        values.append(y);
    }
    return {{u"name"_s, name},
            {u"values"_s, values},
            {u"now"_s, format(value(count - 1))},
            {u"peak"_s, RunModel::tr("peak %1").arg(format(peak))}};
}

/// The next of 1, 2, 5, 10, 20, ... that isn't less.
double roundAbove(double value)
{
    if (!(value > 0))
        return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= value)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

QString RunModel::rateText(double value)
{
    return QString::number(value, 'f', value < 10 ? 1 : 0);
}

double RunModel::iterationRate(std::size_t moment) const
{
    const std::vector<RunHistory::Moment> &moments = journal()->runHistory().moments();
    for (;; --moment) {
        const double seconds = moments[moment].elapsed - (moment > 0 ? moments[moment - 1].elapsed : 0);
        const double iterations = moments[moment].iterations - (moment > 0 ? moments[moment - 1].iterations : 0);
        constexpr double TooShort = 0.1; // the last moment may come right behind another one
        if (seconds > TooShort)
            return std::max(0.0, iterations / seconds);
        if (moment == 0)
            return 0;
    }
}

QVariantList RunModel::charts() const
{
    if (!isKnown())
        return {};
    const std::vector<RunHistory::Moment> &moments = journal()->runHistory().moments();
    return {chart(
                tr("Virtual users"), m_count, [&](std::size_t i) { return moments[i].vus; },
                [](double value) { return QString::number(value); }),
            chart(
                tr("Iterations a second"), m_count, [this](std::size_t i) { return iterationRate(i); }, rateText)};
}

/// Where people look first, then those of k6/x/tcp, then the script's own.
QStringList RunModel::trends() const
{
    if (!isKnown())
        return {};
    QStringList known = m_course.trends();
    QStringList first;
    for (const QString &name :
         {u"iteration_duration"_s, u"tcp_socket_connecting"_s, u"tcp_socket_duration"_s, u"tcp_socket_resolving"_s}) {
        if (known.removeOne(name))
            first.append(name);
    }
    known.sort();
    return first + known;
}

QString RunModel::trend() const
{
    const QStringList all = trends();
    return all.contains(m_trend) ? m_trend : all.value(0);
}

void RunModel::setTrend(const QString &name)
{
    if (m_trend == name)
        return;
    m_trend = name;
    Q_EMIT changed();
}

QVariantMap RunModel::latency() const
{
    const QString name = trend();
    if (name.isEmpty())
        return {};
    const QString contains = metric(name)[u"contains"].toString();
    const auto text = [&contains](double value) { return valueText(value, contains); };
    const std::vector<std::vector<double>> lines = latencyLines(m_course.trends().indexOf(name));
    double peak = 0;
    QVariantList shown;
    for (std::size_t share = 0; share < lines.size(); ++share) {
        QVariantList values;
        double last = std::numeric_limits<double>::quiet_NaN();
        for (const double value : lines[share]) {
            values.append(value);
            last = std::isnan(value) ? last : value;
            peak = std::isnan(value) ? peak : std::max(peak, value);
        }
        shown.append(QVariantMap{{u"name"_s, QString::fromLatin1(shareNames.at(share))},
                                 {u"values"_s, values},
                                 {u"now"_s, std::isnan(last) ? QString() : text(last)}});
    }
    const double top = roundAbove(peak);
    const std::size_t seconds = momentsAPoint(m_count);
    return {{u"lines"_s, shown},
            {u"top"_s, top},
            {u"topText"_s, text(top)},
            {u"middleText"_s, text(top / 2)},
            {u"note"_s, seconds == 1 ? tr("each second by itself") : tr("the worst second of every %1").arg(seconds)}};
}

/// A line for each share, a value for each point: the worst of its moments, not a number where there is none.
std::vector<std::vector<double>> RunModel::latencyLines(qsizetype trend) const
{
    const std::size_t step = momentsAPoint(m_count);
    std::vector<std::vector<double>> lines(Latency::Shares);
    for (std::size_t end = (m_count - 1) % step + 1; end <= m_count; end += step) {
        const Latency worst = m_course.worst(trend, end - std::min(end, step), end);
        for (std::size_t share = 0; share < lines.size(); ++share)
            lines[share].push_back(worst.values[share]);
    }
    return lines;
}

} // namespace sockscope
