// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString text(double value)
{
    return QString::number(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0);
}

} // namespace

double Figures::Figure::result() const
{
    const auto [best, worst] = std::minmax_element(runs.begin(), runs.end());
    return counts == Counts::Best ? *best : *worst;
}

void Figures::add(const QString &what, double value, const QString &unit, double wanted, Counts counts)
{
    std::fprintf(stderr, "%-64s %8s %s\n", qPrintable(what), qPrintable(text(value)), qPrintable(unit));
    auto known = std::find_if(m_figures.begin(), m_figures.end(), [&](const Figure &f) { return f.what == what; });
    if (known == m_figures.end())
        known = m_figures.insert(m_figures.end(), {what, unit, wanted, counts, {}});
    known->runs += value;
}

bool Figures::areAllWanted() const
{
    return std::all_of(m_figures.begin(), m_figures.end(),
                       [](const Figure &f) { return f.wanted <= 0 || f.result() <= f.wanted; });
}

QString Figures::markdown() const
{
    QString table = u"| what | measured | wanted | |\n| --- | --- | --- | --- |\n"_s;
    for (const auto &f : m_figures) {
        const auto wanted = f.wanted > 0 ? text(f.wanted) + u' ' + f.unit : QString();
        const auto verdict = f.wanted <= 0 ? QString() : f.result() <= f.wanted ? u"ok"_s : u"missed"_s;
        table += u"| %1 | %2 %3 | %4 | %5 |\n"_s.arg(f.what, text(f.result()), f.unit, wanted, verdict);
    }
    return table;
}

QByteArray Figures::json() const
{
    QJsonArray all;
    for (const auto &f : m_figures) {
        QJsonArray runs;
        for (const double value : f.runs)
            runs.append(value);
        all.append(QJsonObject{{u"what"_s, f.what},
                               {u"result"_s, f.result()},
                               {u"unit"_s, f.unit},
                               {u"wanted"_s, f.wanted},
                               {u"runs"_s, runs}});
    }
    return QJsonDocument(all).toJson();
}

} // namespace sockscope
