// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/samples/csv_options.h"
#include "output/samples/rfc3339_clock.h"
#include "output/samples/run_output.h"
#include "output/samples/sample_file.h"

namespace sockscope {

/// `--out csv` (k6-reference 5.7): a line for each sample, with a column for each enabled system tag; all other tags
/// are in extra_tags as k=v&k2=v2, in the order of their names.
class CsvOutput : public RunOutput
{
public:
    CsvOutput(const CsvOptions &options, const OutputContext &context);

    bool start(QString *error) override;
    void add(const std::vector<Sample> &batch) override;
    void stop() override { m_file.close(); }
    [[nodiscard]] QString description() const override;

private:
    [[nodiscard]] QByteArray line(const Sample &sample);
    [[nodiscard]] QByteArray timeText(std::int64_t timeNs);

    CsvTimeFormat m_timeFormat;
    QStringList m_columns;
    SampleFile m_file;
    Rfc3339Clock m_clock;
};

[[nodiscard]] std::unique_ptr<RunOutput> createCsvOutput(const QString &argument, const OutputContext &context,
                                                         QString *error);

/// A field of a CSV line, in quotes where Go's encoder puts them.
[[nodiscard]] QByteArray csvField(const QString &text);

} // namespace sockscope
