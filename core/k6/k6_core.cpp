// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/k6_core.h"

#include "k6/facade.h"
#include "k6/sample_tags.h"
#include "metrics/check_registry.h"
#include "metrics/metric_registry.h"
#include "script/execution_info.h"
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

/// k6's summary sorts checks by the tags of their samples, which a script may have set. A check whose sample names no
/// check only leaves its group.
void tally(CheckRegistry &checks, const TagMap &tags, const QString &name, bool passed)
{
    const auto group = tags.constFind(u"group"_s);
    const bool isGrouped = group != tags.cend();
    if (isGrouped && name.isNull())
        checks.addGroup(*group);
    else if (isGrouped)
        checks.add(*group, name, passed);
    else if (!name.isNull())
        checks.addUngrouped(name, passed);
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
    TagMap all = tags.isEmpty() ? m_vu.tags() : withTags(m_vu.tags(), tags);
    const bool isTagged = m_vu.context().systemTags.has(SystemTags::Check);
    if (CheckRegistry *checks = m_vu.context().checks)
        tally(*checks, all, isTagged ? name : all.value(u"check"_s), passed);
    if (isTagged && metrics.wantsTags(m_checks))
        all.insert(u"check"_s, name);
    metrics.add(m_checks, passed ? 1 : 0, all, m_vu.executionInfo().metadata);
}

void K6CoreBinding::enterGroup(const QString &name)
{
    const QString outer = m_vu.group();
    m_groups.push_back({outer, {}});
    if (m_vu.context().systemTags.has(SystemTags::Group))
        m_vu.setGroup(outer.isEmpty() && name.isEmpty() ? QString() : outer + u"::"_s + name);
    m_groups.back().running.start(m_vu);
}

void K6CoreBinding::leaveGroup()
{
    if (m_groups.empty())
        return;
    const OpenGroup group = std::move(m_groups.back());
    m_groups.pop_back();
    if (m_vu.isInterrupted()) // V4 runs a `finally` even then
        return;
    const double milliseconds = static_cast<double>(group.running.elapsed().count()) / 1e6;
    if (CheckRegistry *checks = m_vu.context().checks; checks && m_vu.tags().contains(u"group"_s))
        checks->addGroup(m_vu.tags().value(u"group"_s));
    m_vu.sample(m_groupDuration, milliseconds);
    if (m_vu.context().systemTags.has(SystemTags::Group))
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
