// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/shared_iterations.h"

#include "options/duration_text.h"
#include "run/executors/scenario_reader.h"
#include "run/fixed_width.h"
#include "run/scenario_run.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

SharedIterations::SharedIterations(ScenarioReader &reader)
    : Executor(reader.fields())
    , m_vus(reader.integer(u"vus"_s).value_or(1))
    , m_iterations(reader.integer(u"iterations"_s).value_or(1))
    , m_maxDuration(reader.duration(u"maxDuration"_s).value_or(600 * Second))
{
}

QStringList SharedIterations::ownProblems() const
{
    QStringList problems;
    if (m_vus <= 0)
        problems.append(u"the number of VUs must be more than 0"_s);
    if (m_iterations < m_vus)
        problems.append(
            u"the number of iterations (%1) can't be less than the number of VUs (%2)"_s.arg(m_iterations).arg(m_vus));
    if (m_maxDuration < MinDuration)
        problems.append(u"the maxDuration must be at least 1s, but is %1"_s.arg(formatGoDuration(m_maxDuration)));
    return problems;
}

/// The iterations are divided as the VUs are, so that each VU of the test has the same part of them.
void SharedIterations::assigned()
{
    m_ownVus = share().scale(m_vus);
    const std::optional<SegmentShare> ofVus = share().forValue(m_vus);
    m_ownIterations = ofVus ? ofVus->scale(m_iterations) : 0;
}

QString SharedIterations::description() const
{
    return u"%1 iterations shared among %2 VUs%3"_s.arg(m_ownIterations)
        .arg(m_ownVus)
        .arg(fields().descriptionEnd({u"maxDuration: "_s + formatGoDuration(m_maxDuration)}));
}

QList<VuStep> SharedIterations::requirements() const
{
    if (m_ownVus == 0)
        return {{}};
    return {{0, m_ownVus}, {m_maxDuration + fields().gracefulStop, 0}};
}

bool SharedIterations::hasWork() const
{
    return m_ownVus > 0 && m_ownIterations > 0;
}

void SharedIterations::run(ScenarioRun &run)
{
    run.divideIterationsAs(share().forValue(m_vus).value_or(share()));
    run.begin(m_maxDuration);
    for (std::int64_t i = 0; i < m_ownVus; ++i) {
        IterationSource source;
        source.next = [this, &run](VuWorker &) { return !run.isOver() && m_attempted.fetch_add(1) < m_ownIterations; };
        source.ended = [this] { ++m_ended; };
        if (!run.activate(std::move(source)))
            break;
    }
    run.waitForVus();
    if (const std::int64_t left = m_ownIterations - m_attempted; left > 0)
        run.drop(left);
}

double SharedIterations::done(std::int64_t) const
{
    return std::min(1.0, static_cast<double>(m_ended) / static_cast<double>(m_ownIterations));
}

QStringList SharedIterations::columns(std::int64_t elapsed) const
{
    return {u"%1 VUs"_s.arg(m_ownVus),
            fixedWidthDuration(elapsed, m_maxDuration) + u'/' + formatGoDuration(m_maxDuration),
            u"%1/%2 shared iters"_s.arg(fixedWidthInteger(m_ended, m_ownIterations)).arg(m_ownIterations)};
}

} // namespace sockscope
