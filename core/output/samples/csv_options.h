// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include <chrono>
#include <optional>

namespace sockscope {

/// How the CSV output writes points in time.
enum class CsvTimeFormat { Unix, UnixMilli, UnixMicro, UnixNano, Rfc3339, Rfc3339Nano };

/// What `--out csv=...` can be told (k6-reference 5.7,
/// https://grafana.com/docs/k6/latest/results-output/real-time/csv/).
struct CsvOptions
{
    QString fileName = QStringLiteral("file.csv"); ///< "-" is standard output
    std::chrono::milliseconds saveInterval{1000};
    CsvTimeFormat timeFormat = CsvTimeFormat::Unix;
};

/// Reads K6_CSV_FILENAME, K6_CSV_SAVE_INTERVAL and K6_CSV_TIME_FORMAT, and over them the argument: a file's name, or
/// `fileName=F,saveInterval=1s,timeFormat=unix`. Nothing and `error` set to k6's sentence where that can't be
/// understood.
[[nodiscard]] std::optional<CsvOptions> readCsvOptions(const QString &argument,
                                                       const QMap<QString, QString> &environment, QString *error);

} // namespace sockscope
