// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/constant_vus.h"

#include "options/duration_text.h"
#include "run/executors/scenario_reader.h"
#include "run/fixed_width.h"
#include "run/scenario_run.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

ConstantVus::ConstantVus(ScenarioReader &reader)
    : Executor(reader.fields())
    , m_vus(reader.integer(u"vus"_s).value_or(1))
    , m_duration(reader.duration(u"duration"_s))
{
}

QStringList ConstantVus::ownProblems() const
{
    QStringList problems;
    if (m_vus <= 0)
        problems.append(u"the number of VUs must be more than 0"_s);
    if (!m_duration)
        problems.append(u"the duration is unspecified"_s);
    else if (*m_duration < MinDuration)
        problems.append(u"the duration must be at least 1s, but is %1"_s.arg(formatGoDuration(*m_duration)));
    return problems;
}

void ConstantVus::assigned()
{
    m_ownVus = share().scale(m_vus);
}

QString ConstantVus::description() const
{
    return u"%1 looping VUs for %2%3"_s.arg(m_ownVus).arg(formatGoDuration(*m_duration), fields().descriptionEnd());
}

QList<VuStep> ConstantVus::requirements() const
{
    return {{0, m_ownVus}, {*m_duration + fields().gracefulStop, 0}};
}

bool ConstantVus::hasWork() const
{
    return m_ownVus > 0;
}

void ConstantVus::run(ScenarioRun &run)
{
    run.begin(*m_duration);
    const auto firstNumbers = run.nextIterationNumbers(m_ownVus);
    for (std::int64_t i = 0; i < m_ownVus; ++i) {
        IterationSource source;
        source.firstNumbers = firstNumbers[static_cast<std::size_t>(i)];
        source.next = [&run](VuWorker &) { return !run.isOver(); };
        if (!run.activate(std::move(source)))
            break;
    }
    run.waitForVus();
}

double ConstantVus::done(std::int64_t elapsed) const
{
    return std::min(1.0, static_cast<double>(elapsed) / static_cast<double>(*m_duration));
}

QStringList ConstantVus::columns(std::int64_t elapsed) const
{
    const QString limit = formatGoDuration(*m_duration);
    return {u"%1 VUs"_s.arg(m_ownVus),
            elapsed > *m_duration ? limit : fixedWidthDuration(elapsed, *m_duration) + u'/' + limit};
}

} // namespace sockscope
