// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/section_collector.h"

#include <QSet>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

/// A group or scenario, or what holds all of them.
struct SectionCollector::Section
{
    explicit Section(const QString &sectionName = {})
        : name(sectionName)
    {
    }

    QString name;
    MetricRegistry metrics;
    QStringList checkNames;
    QMap<QString, CheckTally> checks;
    std::vector<std::unique_ptr<Section>> inner; // in the order in which they were first seen

    Section &child(const QString &childName);
    Section &group(const QString &path);
    void add(const Sample &sample);
    [[nodiscard]] SummarySection summary() const;
};

SectionCollector::Section &SectionCollector::Section::child(const QString &childName)
{
    const auto found = std::find_if(inner.begin(), inner.end(),
                                    [&childName](const auto &section) { return section->name == childName; });
    if (found != inner.end())
        return **found;
    inner.push_back(std::make_unique<Section>(childName));
    return *inner.back();
}

SectionCollector::Section &SectionCollector::Section::group(const QString &path)
{
    Section *section = this;
    const QStringList names = path.split(u"::"_s).mid(1); // "::a::b"
    for (const QString &groupName : names)
        section = &section->child(groupName);
    return *section;
}

void SectionCollector::Section::add(const Sample &sample)
{
    const Metric *metric = metrics.declare(sample.metric->name, sample.metric->type, sample.metric->contains, nullptr);
    metrics.add(metric, sample.value);
    const QString check = sample.tags.value(u"check"_s);
    if (sample.metric->name != u"checks" || check.isEmpty())
        return;
    if (!checks.contains(check))
        checkNames.append(check);
    CheckTally &tally = checks[check];
    tally.name = check;
    ++(sample.value != 0 ? tally.passes : tally.fails);
}

SummarySection SectionCollector::Section::summary() const
{
    SummarySection summary{name, {}, {}, {}};
    for (const Metric *metric : metrics.metrics()) {
        if (const MetricSnapshot snapshot = metrics.snapshotOf(metric); snapshot.totals.samples > 0)
            summary.metrics.append(snapshot);
    }
    for (const QString &check : checkNames)
        summary.checks.append(checks.value(check));
    for (const auto &section : inner)
        summary.groups.append(section->summary());
    return summary;
}

SectionCollector::SectionCollector()
    : m_default(std::make_unique<Section>())
    , m_scenarios(std::make_unique<Section>())
{
}

SectionCollector::~SectionCollector() = default;

bool SectionCollector::start(QString *error)
{
    Q_UNUSED(error)
    return true;
}

QString SectionCollector::description() const
{
    return u"summary"_s;
}

void SectionCollector::add(const std::vector<Sample> &batch)
{
    for (const Sample &sample : batch)
        add(sample);
}

void SectionCollector::add(const Sample &sample)
{
    // What setup() and teardown() do outside of groups is in groups of these names, which k6 doesn't show.
    static const QSet<QString> hidden{QString(), u"::setup"_s, u"::teardown"_s};
    const QString scenario = sample.tags.value(u"scenario"_s);
    const QString group = sample.tags.value(u"group"_s);
    const bool isDefault = scenario.isEmpty() || scenario == u"default";
    Section &whole = isDefault ? *m_default : m_scenarios->child(scenario);
    if (!isDefault)
        whole.add(sample);
    if (!hidden.contains(group))
        whole.group(group).add(sample);
}

QList<SummarySection> SectionCollector::groups() const
{
    return m_default->summary().groups;
}

QList<SummarySection> SectionCollector::scenarios() const
{
    QList<SummarySection> scenarios = m_scenarios->summary().groups;
    std::sort(scenarios.begin(), scenarios.end(),
              [](const SummarySection &left, const SummarySection &right) { return left.name < right.name; });
    return scenarios;
}

} // namespace sockscope
