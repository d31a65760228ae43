// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/per_vu_iterations.h"

#include "options/duration_text.h"
#include "run/executors/scenario_reader.h"
#include "run/fixed_width.h"
#include "run/scenario_run.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

PerVuIterations::PerVuIterations(ScenarioReader &reader)
    : Executor(reader.fields())
    , m_vus(reader.integer(u"vus"_s).value_or(1))
    , m_iterations(reader.integer(u"iterations"_s).value_or(1))
    , m_maxDuration(reader.duration(u"maxDuration"_s).value_or(600 * Second))
{
}

QStringList PerVuIterations::ownProblems() const
{
    QStringList problems;
    if (m_vus <= 0)
        problems.append(u"the number of VUs must be more than 0"_s);
    if (m_iterations <= 0)
        problems.append(u"the number of iterations must be more than 0"_s);
    if (m_maxDuration < MinDuration)
        problems.append(u"the maxDuration must be at least 1s, but is %1"_s.arg(formatGoDuration(m_maxDuration)));
    return problems;
}

void PerVuIterations::assigned()
{
    m_ownVus = share().scale(m_vus);
}

QString PerVuIterations::description() const
{
    return u"%1 iterations for each of %2 VUs%3"_s.arg(m_iterations)
        .arg(m_ownVus)
        .arg(fields().descriptionEnd({u"maxDuration: "_s + formatGoDuration(m_maxDuration)}));
}

QList<VuStep> PerVuIterations::requirements() const
{
    return {{0, m_ownVus}, {m_maxDuration + fields().gracefulStop, 0}};
}

bool PerVuIterations::hasWork() const
{
    return m_ownVus > 0;
}

void PerVuIterations::run(ScenarioRun &run)
{
    run.begin(m_maxDuration);
    const auto firstNumbers = run.nextIterationNumbers(m_ownVus);
    for (std::int64_t i = 0; i < m_ownVus; ++i) {
        IterationSource source;
        source.firstNumbers = firstNumbers[static_cast<std::size_t>(i)];
        source.next = [this, &run, left = m_iterations](VuWorker &vu) mutable {
            if (left > 0 && run.isOver()) {
                run.drop(left, &vu);
                left = 0;
            }
            return left-- > 0;
        };
        source.ended = [this] { ++m_ended; };
        if (!run.activate(std::move(source)))
            break;
    }
    run.waitForVus();
}

double PerVuIterations::done(std::int64_t elapsed) const
{
    if (elapsed > m_maxDuration)
        return 1;
    return std::min(1.0, static_cast<double>(m_ended) / static_cast<double>(total()));
}

QStringList PerVuIterations::columns(std::int64_t elapsed) const
{
    const QString limit = formatGoDuration(m_maxDuration);
    return {u"%1 VUs"_s.arg(m_ownVus),
            elapsed > m_maxDuration ? limit : fixedWidthDuration(elapsed, m_maxDuration) + u'/' + limit,
            u"%1/%2 iters, %3 per VU"_s.arg(fixedWidthInteger(m_ended, total())).arg(total()).arg(m_iterations)};
}

} // namespace sockscope
