// SPDX-License-Identifier: GPL-3.0-or-later
// How the model follows the run; run_model_charts.cpp has its course, run_model_metrics.cpp what was measured.
#include "models/run/run_model.h"

#include "output/summary/value_format.h"

#include <QJsonArray>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QVariantMap tile(const QString &name, const QString &value, const QString &hint, bool isBad = false)
{
    return {{u"name"_s, name}, {u"value"_s, value}, {u"hint"_s, hint}, {u"bad"_s, isBad}};
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
    const std::size_t readBefore = m_course.count();
    if (!journal())
        m_course.clear();
    else if (!m_course.update(journal()->runHistory()))
        m_follower.schedule();
    const bool isNew = count != m_count || m_course.count() != readBefore ||
                       (count > 0 && count == journal()->runHistory().moments().size());
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
    if (stage == u"paused")
        return tr("paused");
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
             m_moment[u"interrupted"].toInteger() > 0 ? tr("%1 interrupted").arg(m_moment[u"interrupted"].toInteger())
                                                      : tr("%1/s").arg(rateText(iterationRate(m_count - 1)))),
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

QString RunModel::omitted() const
{
    QStringList sentences;
    if (const qint64 checks = m_moment[u"checksBeyond"].toInteger(); checks > 0)
        sentences += tr("Checks that are counted but not listed here: %1.").arg(checks);
    if (const qint64 metrics = m_moment[u"metricsBeyond"].toInteger(); metrics > 0)
        sentences += tr("Metrics that are not listed here: %1.").arg(metrics);
    if (const qint64 moments = journal() ? journal()->runHistory().omittedMoments() : 0; moments > 0)
        sentences += tr("Moments of the run that hold too much to be shown: %1.").arg(moments);
    return sentences.join(u' ');
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
