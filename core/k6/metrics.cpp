// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/metrics.h"

#include "k6/facade.h"
#include "k6/sample_tags.h"
#include "metrics/metric_registry.h"
#include "script/execution_info.h"
#include "script/virtual_user.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

MetricType typeNamed(QStringView name)
{
    if (name == u"gauge")
        return MetricType::Gauge;
    if (name == u"rate")
        return MetricType::Rate;
    return name == u"trend" ? MetricType::Trend : MetricType::Counter;
}

} // namespace

bool MetricsBinding::inInit() const
{
    return m_vu.inInit();
}

bool MetricsBinding::throwsErrors() const
{
    return m_vu.executionInfo().throwErrors;
}

void MetricsBinding::warn(const QString &message)
{
    m_vu.log(LogLevel::Warning, message);
}

int MetricsBinding::declare(const QString &name, const QString &type, bool isTime)
{
    // A session has no stages: what is typed there is init code and VU code at once.
    if (!m_vu.inInit() && m_vu.stage() != VirtualUser::Stage::Session) {
        m_vu.throwGoError(u"metrics must be declared in the init context"_s);
        return -1;
    }
    QString error;
    const MetricContains contains = isTime ? MetricContains::Time : MetricContains::Default;
    const Metric *metric = m_vu.context().metrics->declare(name, typeNamed(type), contains, &error);
    if (!metric) {
        m_vu.throwGoError(error);
        return -1;
    }
    m_metrics.push_back(metric);
    return static_cast<int>(m_metrics.size()) - 1;
}

void MetricsBinding::add(int handle, double value)
{
    addTagged(handle, value, {});
}

void MetricsBinding::addTagged(int handle, double value, const QStringList &tags)
{
    MetricRegistry &metrics = *m_vu.context().metrics;
    const Metric *metric = m_metrics.at(static_cast<std::size_t>(handle));
    if (tags.isEmpty() || !metrics.wantsTags(metric))
        m_vu.sample(metric, value);
    else
        metrics.add(metric, value, withTags(m_vu.tags(), tags), m_vu.executionInfo().metadata);
}

QJSValue createMetricsModule(VirtualUser &vu)
{
    return makeFacade(vu, u"metrics"_s, &vu.service<MetricsBinding>());
}

} // namespace sockscope
