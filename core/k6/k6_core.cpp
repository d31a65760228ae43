// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/k6_core.h"

#include "k6/facade.h"
#include "k6/sample_tags.h"
#include "metrics/check_registry.h"
#include "metrics/metric_registry.h"
#include "script/virtual_user.h"

#include <cmath>
#include <limits>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Go's conversion of a float to int64, which k6's native functions apply: out of range gives the least number.
std::int64_t goInteger(double value)
{
    constexpr double Limit = 9223372036854775808.0; // 2^63
    if (std::isnan(value) || value >= Limit || value < -Limit)
        return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(value);
}

} // namespace

K6CoreBinding::K6CoreBinding(VirtualUser &vu)
    : m_vu(vu)
    , m_checks(vu.context().metrics->find(u"checks"_s))
    , m_groupDuration(vu.context().metrics->find(u"group_duration"_s))
{
    connect(&vu, &VirtualUser::iterationEnding, this, [this] { m_groups.clear(); });
}

bool K6CoreBinding::inInit() const
{
    return m_vu.inInit();
}

bool K6CoreBinding::isInterrupted() const
{
    return m_vu.isInterrupted();
}

void K6CoreBinding::recordCheck(const QString &name, bool passed, const QStringList &tags)
{
    MetricRegistry &metrics = *m_vu.context().metrics;
    if (CheckRegistry *checks = m_vu.context().checks)
        checks->add(m_vu.group(), name, passed);
    const double value = passed ? 1 : 0;
    if (!metrics.hasObserver()) {
        metrics.add(m_checks, value);
        return;
    }
    TagMap all = withTags(m_vu.tags(), tags);
    all.insert(u"check"_s, name);
    metrics.add(m_checks, value, all);
}

void K6CoreBinding::enterGroup(const QString &name)
{
    const QString outer = m_vu.group();
    m_groups.push_back({outer, {}});
    m_vu.setGroup(outer.isEmpty() && name.isEmpty() ? QString() : outer + u"::"_s + name);
    m_groups.back().running.start();
}

void K6CoreBinding::leaveGroup()
{
    if (m_groups.empty())
        return;
    const OpenGroup group = std::move(m_groups.back());
    m_groups.pop_back();
    if (m_vu.isInterrupted()) // V4 runs a `finally` even then
        return;
    if (CheckRegistry *checks = m_vu.context().checks)
        checks->addGroup(m_vu.group());
    m_vu.context().metrics->add(m_groupDuration, static_cast<double>(group.running.nsecsElapsed()) / 1e6, m_vu.tags());
    m_vu.setGroup(group.outerPath);
}

void K6CoreBinding::seed(double seed)
{
    m_random = std::make_unique<GoRandom>(goInteger(seed));
}

double K6CoreBinding::random()
{
    return m_random->nextDouble();
}

void K6CoreBinding::sleep(double seconds)
{
    m_vu.sleep(seconds);
}

QJSValue createK6Module(VirtualUser &vu)
{
    return makeFacade(vu, u"k6_core"_s, &vu.service<K6CoreBinding>());
}

} // namespace sockscope
