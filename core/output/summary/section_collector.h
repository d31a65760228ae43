// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/sample_output.h"
#include "output/summary/run_summary.h"

#include <memory>

namespace sockscope {

/// Sums up the samples of each group and scenario for the full summary (k6-reference 5.4). A sample of a group counts
/// for its scenario, not for the groups around its own. As in k6, groups of the scenario "default" and those without a
/// scenario, which setup() and teardown() have, stand by themselves.
class SectionCollector : public SampleOutput
{
public:
    SectionCollector();
    ~SectionCollector() override;
    SectionCollector(const SectionCollector &) = delete;
    SectionCollector &operator=(const SectionCollector &) = delete;

    bool start(QString *error) override;
    void add(const std::vector<Sample> &batch) override;
    void stop() override {}
    [[nodiscard]] QString description() const override;

    /// What RunSummary::groups and RunSummary::scenarios hold; call after stop().
    [[nodiscard]] QList<SummarySection> groups() const;
    [[nodiscard]] QList<SummarySection> scenarios() const;

private:
    struct Section;
    void add(const Sample &sample);

    std::unique_ptr<Section> m_default; ///< its inner sections are the groups that stand by themselves
    std::unique_ptr<Section> m_scenarios;
};

} // namespace sockscope
