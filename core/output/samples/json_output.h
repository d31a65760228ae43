// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/samples/rfc3339_clock.h"
#include "output/samples/run_output.h"
#include "output/samples/sample_file.h"

#include <QSet>

namespace sockscope {

/// `--out json[=FILE]` (k6-reference 5.6, https://grafana.com/docs/k6/latest/results-output/real-time/json/): one JSON
/// object a line, a definition of each metric before its first sample, then the samples. Compressed where the name ends
/// in ".gz". Flushed every 200 ms as far as samples come.
class JsonOutput : public RunOutput
{
public:
    JsonOutput(const QString &path, const OutputContext &context);

    bool start(QString *error) override;
    void add(const std::vector<Sample> &batch) override;
    void stop() override { m_file.close(); }
    [[nodiscard]] QString description() const override;

private:
    void define(const Metric &metric);
    void appendPoint(const Sample &sample);
    [[nodiscard]] QByteArray tagsJson(const TagMap &tags);

    SampleFile m_file;
    MetricsSnapshot m_definitions;
    QSet<QString> m_defined;
    Rfc3339Clock m_clock;
    QByteArray m_lines;
    TagMap m_lastTags; ///< samples of one virtual user mostly carry the same
    QByteArray m_lastTagsJson = "{}";
};

[[nodiscard]] std::unique_ptr<RunOutput> createJsonOutput(const QString &argument, const OutputContext &context,
                                                          QString *error);

} // namespace sockscope
