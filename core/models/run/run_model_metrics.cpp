// SPDX-License-Identifier: GPL-3.0-or-later
// What was measured: the metrics with their tags, and the thresholds on them.
#include "models/run/run_model.h"

#include "log/visible_text.h"
#include "output/summary/value_format.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxTagChars = 200;

/// What the summary would write of values: the main one, and what stands beside it.
std::pair<QString, QString> textsOf(const QString &type, const QString &contains, const QJsonObject &values)
{
    const auto text = [&](QStringView name) { return RunModel::valueText(values[name].toDouble(), contains); };
    if (type == u"counter")
        return {text(u"count"), text(u"rate") + u"/s"_s};
    if (type == u"gauge")
        return {text(u"value"), u"min %1   max %2"_s.arg(text(u"min"), text(u"max"))};
    if (type == u"rate")
        return {formatShare(values[u"rate"].toDouble()),
                RunModel::tr("%1 of %2")
                    .arg(values[u"passes"].toInteger())
                    .arg(values[u"passes"].toInteger() + values[u"fails"].toInteger())};
    if (values.isEmpty())
        return {u"\u2013"_s, RunModel::tr("no samples")};
    return {u"avg %1"_s.arg(text(u"avg")),
            u"med %1   p90 %2   p95 %3   p99 %4   max %5"_s.arg(text(u"med"), text(u"p(90)"), text(u"p(95)"),
                                                                text(u"p(99)"), text(u"max"))};
}

/// "host localhost · port 6379"; tags without a value aren't worth the room.
QString tagsText(const QJsonObject &tags)
{
    QStringList parts;
    for (auto tag = tags.begin(); tag != tags.end(); ++tag) {
        const QString value = tag.value().toString();
        if (!value.isEmpty())
            parts.append(visibleText(tag.key().left(MaxTagChars)) + u' ' + visibleText(value.left(MaxTagChars)));
    }
    return parts.join(u"  \u00b7  "_s);
}

QVariantList seriesOf(const QJsonObject &metric)
{
    QVariantList rows;
    const QJsonArray list = metric[u"series"].toArray();
    for (const auto series : list) {
        const auto [text, detail] =
            textsOf(metric[u"type"].toString(), metric[u"contains"].toString(), series[u"values"].toObject());
        const QString tags = tagsText(series[u"tags"].toObject());
        rows.append(QVariantMap{
            {u"tags"_s, tags.isEmpty() ? RunModel::tr("no tags") : tags}, {u"value"_s, text}, {u"detail"_s, detail}});
    }
    return rows;
}

/// Of "p(95)<200" what stands there now; empty where the record doesn't tell.
QString thresholdValue(const QJsonObject &metric, const QString &source)
{
    static const QRegularExpression comparison(uR"([<>=!])"_s);
    const QString name = source.left(source.indexOf(comparison)).trimmed();
    const QJsonObject values = metric[u"values"].toObject();
    if (!values.contains(name))
        return {};
    const bool isShare = metric[u"type"].toString() == u"rate";
    return isShare ? formatShare(values[name].toDouble())
                   : RunModel::valueText(values[name].toDouble(), metric[u"contains"].toString());
}

} // namespace

QString RunModel::valueText(double value, const QString &contains)
{
    const MetricContains kind = contains == u"time"   ? MetricContains::Time
                                : contains == u"data" ? MetricContains::Data
                                                      : MetricContains::Default;
    return formatValue(value, MetricType::Gauge, kind, {});
}

QVariantList RunModel::metrics() const
{
    QVariantList rows;
    const QJsonArray metrics = m_moment[u"metrics"].toArray();
    for (const auto value : metrics) {
        const QJsonObject metric = value.toObject();
        const auto [text, detail] =
            textsOf(metric[u"type"].toString(), metric[u"contains"].toString(), metric[u"values"].toObject());
        rows.append(QVariantMap{{u"name"_s, metric[u"name"].toString()},
                                {u"part"_s, metric.contains(u"parent")},
                                {u"value"_s, text},
                                {u"detail"_s, detail},
                                {u"tags"_s, tagsText(metric[u"tags"].toObject())},
                                {u"series"_s, seriesOf(metric)},
                                {u"beyond"_s, metric[u"samplesBeyond"].toInteger()}});
    }
    return rows;
}

QVariantList RunModel::thresholds() const
{
    QVariantList rows;
    std::size_t number = 0;
    const QJsonArray metrics = m_moment[u"metrics"].toArray();
    for (const auto metric : metrics) {
        const QJsonArray thresholds = metric[u"thresholds"].toArray();
        for (const auto threshold : thresholds) {
            const QString source = threshold[u"source"].toString();
            rows.append(QVariantMap{{u"metric"_s, metric[u"name"].toString()},
                                    {u"source"_s, source},
                                    {u"value"_s, thresholdValue(metric.toObject(), source)},
                                    {u"ok"_s, threshold[u"ok"].toBool()},
                                    {u"since"_s, threshold[u"ok"].toBool() ? -1.0 : crossedSince(number)},
                                    {u"aborts"_s, threshold[u"abortOnFail"].toBool()}});
            ++number;
        }
    }
    return rows;
}

/// Seconds of the run; -1 where that isn't known (yet).
double RunModel::crossedSince(std::size_t threshold) const
{
    const std::size_t since = m_course.crossedSince(threshold, m_count - 1);
    return since < m_count ? journal()->runHistory().moments()[since].elapsed : -1;
}

} // namespace sockscope
