// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/run_model.h"

#include "output/summary/value_format.h"

#include <QJsonArray>

#include <algorithm>
#include <functional>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

using Moment = RunHistory::Moment;

MetricContains containsNamed(const QString &name)
{
    if (name == u"time")
        return MetricContains::Time;
    return name == u"data" ? MetricContains::Data : MetricContains::Default;
}

/// What the summary would write of a metric: its value, and what stands beside it.
std::pair<QString, QString> textsOf(const QJsonObject &metric)
{
    const QString type = metric[u"type"].toString();
    const MetricContains contains = containsNamed(metric[u"contains"].toString());
    const QJsonObject values = metric[u"values"].toObject();
    const auto text = [&](QStringView name) {
        return formatValue(values[name].toDouble(), MetricType::Gauge, contains, {});
    };
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

QVariantMap tile(const QString &name, const QString &value, const QString &hint, bool isBad = false)
{
    return {{u"name"_s, name}, {u"value"_s, value}, {u"hint"_s, hint}, {u"bad"_s, isBad}};
}

/// At most ChartPoints of `count` moments, evenly spread, ending with the last.
template <typename Value>
QVariantMap chart(const QString &name, const std::vector<Moment> &moments, std::size_t count, Value value,
                  const std::function<QString(double)> &format)
{
    QVariantList values;
    double peak = 0;
    const std::size_t step = std::max<std::size_t>(1, (count + RunModel::ChartPoints - 1) / RunModel::ChartPoints);
    for (std::size_t i = (count - 1) % step; i < count; i += step) {
        const double y = value(moments, i);
        peak = std::max(peak, y);
        values.append(y);
    }
    return {{u"name"_s, name},
            {u"values"_s, values},
            {u"now"_s, format(value(moments, count - 1))},
            {u"peak"_s, RunModel::tr("peak %1").arg(format(peak))}};
}

double iterationRate(const std::vector<Moment> &moments, std::size_t i)
{
    const double seconds = moments[i].elapsed - (i > 0 ? moments[i - 1].elapsed : 0);
    const double iterations = moments[i].iterations - (i > 0 ? moments[i - 1].iterations : 0);
    return seconds > 0.1 ? std::max(0.0, iterations / seconds) : i > 0 ? iterationRate(moments, i - 1) : 0;
}

QString rounded(double value)
{
    return QString::number(value, 'f', value < 10 ? 1 : 0);
}

} // namespace

RunModel::RunModel(QObject *parent)
    : QObject(parent)
    , m_follower([this] { update(); }, [this] { update(); }, this)
{
}

void RunModel::setJournal(JournalSession *journal)
{
    if (journal == m_follower.journal())
        return;
    m_follower.setJournal(journal);
    Q_EMIT sessionChanged();
}

void RunModel::setCursor(SessionCursor *cursor)
{
    if (cursor == m_follower.cursor())
        return;
    m_follower.setCursor(cursor);
    Q_EMIT sessionChanged();
}

void RunModel::update()
{
    const std::size_t count = journal() ? journal()->runHistory().momentsUntil(m_follower.instant()) : 0;
    const bool isNew = count != m_count || (count > 0 && count == journal()->runHistory().moments().size());
    m_count = count;
    if (!isNew)
        return;
    m_moment = count > 0 ? journal()->runHistory().at(count - 1) : QJsonObject();
    Q_EMIT changed();
}

QString RunModel::stage() const
{
    const QString stage = m_moment[u"stage"].toString();
    if (stage == u"init")
        return tr("making virtual users");
    if (stage == u"setup" || stage == u"teardown")
        return stage + u"()"_s;
    if (stage == u"summary" || stage == u"finished")
        return tr("finished");
    return tr("running");
}

double RunModel::elapsed() const
{
    return m_moment[u"elapsed"].toDouble();
}

QJsonObject RunModel::metric(QStringView name) const
{
    const QJsonArray metrics = m_moment[u"metrics"].toArray();
    for (const auto metric : metrics) {
        if (metric[u"name"].toString() == name)
            return metric.toObject();
    }
    return {};
}

QVariantList RunModel::tiles() const
{
    if (!isKnown())
        return {};
    QVariantList tiles = {
        tile(tr("Virtual users"), QString::number(m_moment[u"vus"].toInteger()),
             tr("of %1").arg(m_moment[u"vusInitialized"].toInteger())),
        tile(tr("Iterations"), QString::number(m_moment[u"iterations"].toInteger()),
             m_moment[u"interrupted"].toInteger() > 0
                 ? tr("%1 interrupted").arg(m_moment[u"interrupted"].toInteger())
                 : tr("%1/s").arg(rounded(iterationRate(journal()->runHistory().moments(), m_count - 1)))),
    };
    if (const QJsonObject duration = metric(u"iteration_duration"); !duration.isEmpty()) {
        const QJsonObject values = duration[u"values"].toObject();
        tiles.append(tile(tr("Iteration p95"), formatMilliseconds(values[u"p(95)"].toDouble()),
                          tr("median %1").arg(formatMilliseconds(values[u"med"].toDouble()))));
    }
    if (const QJsonObject checks = metric(u"checks"); !checks.isEmpty()) {
        const QJsonObject values = checks[u"values"].toObject();
        tiles.append(tile(tr("Checks"), formatShare(values[u"rate"].toDouble()),
                          tr("%1 failed").arg(values[u"fails"].toInteger()), values[u"fails"].toInteger() > 0));
    }
    const QVariantList all = thresholds();
    const auto crossed =
        std::count_if(all.begin(), all.end(), [](const QVariant &row) { return !row.toMap().value(u"ok"_s).toBool(); });
    if (!all.isEmpty())
        tiles.append(tile(tr("Thresholds"), crossed == 0 ? tr("all hold") : tr("%1 crossed").arg(crossed),
                          tr("of %1").arg(all.size()), crossed > 0));
    return tiles;
}

QVariantList RunModel::charts() const
{
    if (!isKnown())
        return {};
    const std::vector<Moment> &moments = journal()->runHistory().moments();
    return {chart(
                tr("Virtual users"), moments, m_count,
                [](const std::vector<Moment> &all, std::size_t i) { return all[i].vus; },
                [](double value) { return QString::number(value); }),
            chart(tr("Iterations a second"), moments, m_count, iterationRate, rounded),
            chart(
                tr("Iteration duration, p95 so far"), moments, m_count,
                [](const std::vector<Moment> &all, std::size_t i) { return all[i].p95; },
                [](double value) { return formatMilliseconds(value); })};
}

QVariantList RunModel::scenarios() const
{
    QVariantList rows;
    const QJsonArray scenarios = m_moment[u"scenarios"].toArray();
    for (const auto scenario : scenarios) {
        QStringList columns;
        const QJsonArray texts = scenario[u"columns"].toArray();
        for (const auto text : texts)
            columns.append(text.toString());
        rows.append(QVariantMap{{u"name"_s, scenario[u"name"].toString()},
                                {u"description"_s, scenario[u"description"].toString()},
                                {u"status"_s, scenario[u"status"].toString()},
                                {u"done"_s, scenario[u"done"].toDouble()},
                                {u"columns"_s, columns.join(u"   "_s)}});
    }
    return rows;
}

QVariantList RunModel::thresholds() const
{
    QVariantList rows;
    const QJsonArray metrics = m_moment[u"metrics"].toArray();
    for (const auto metric : metrics) {
        const QJsonArray thresholds = metric[u"thresholds"].toArray();
        for (const auto threshold : thresholds)
            rows.append(QVariantMap{{u"metric"_s, metric[u"name"].toString()},
                                    {u"source"_s, threshold[u"source"].toString()},
                                    {u"ok"_s, threshold[u"ok"].toBool()}});
    }
    return rows;
}

QVariantList RunModel::checks() const
{
    QVariantList rows;
    const QJsonArray checks = m_moment[u"checks"].toArray();
    for (const auto check : checks)
        rows.append(QVariantMap{{u"name"_s, check[u"name"].toString()},
                                {u"group"_s, check[u"group"].toString()},
                                {u"passes"_s, check[u"passes"].toInteger()},
                                {u"fails"_s, check[u"fails"].toInteger()}});
    return rows;
}

QVariantList RunModel::metrics() const
{
    QVariantList rows;
    const QJsonArray metrics = m_moment[u"metrics"].toArray();
    for (const auto value : metrics) {
        const auto [text, detail] = textsOf(value.toObject());
        rows.append(QVariantMap{{u"name"_s, value[u"name"].toString()},
                                {u"part"_s, value.toObject().contains(u"parent")},
                                {u"value"_s, text},
                                {u"detail"_s, detail}});
    }
    return rows;
}

QString RunModel::summary() const
{
    return journal() ? journal()->runHistory().summary() : QString();
}

int RunModel::firstUncaptured() const
{
    return journal() ? journal()->runHistory().firstUncaptured() : 0;
}

} // namespace sockscope
