// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/samples/run_output.h"
#include "output/samples/sample_file.h"

namespace sockscope {

/// `--out junit[=FILE]`, junit.xml without a name: a report for build pipelines in the form that JUnit made common.
/// Thresholds and checks are test cases: a threshold fails where it was crossed, a check where it failed once or more.
/// Not in k6.
class JunitOutput : public RunOutput
{
public:
    JunitOutput(const QString &path, const OutputContext &context);

    bool start(QString *error) override;
    void add(const std::vector<Sample> &batch) override { Q_UNUSED(batch) }
    void addSummary(const RunSummary &summary) override;
    void stop() override { m_file.close(); }
    [[nodiscard]] QString description() const override;

private:
    SampleFile m_file;
};

[[nodiscard]] std::unique_ptr<RunOutput> createJunitOutput(const QString &argument, const OutputContext &context,
                                                           QString *error);

/// The report as XML in UTF-8.
[[nodiscard]] QByteArray junitReport(const RunSummary &summary);

} // namespace sockscope
