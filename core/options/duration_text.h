// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <optional>

namespace sockscope {

/// Nanoseconds of a duration as Go reads it (https://pkg.go.dev/time#ParseDuration): "1h30m", "1.5s", "-100ms", "0"; a
/// unit is mandatory. The dialect of the command line. `error` is Go's sentence.
[[nodiscard]] std::optional<std::int64_t> parseGoDuration(const QString &text, QString *error);

/// The dialect of scripts, the environment and config files (k6-reference 4.2): also whole days in front, "1d2h", and a
/// number without a unit, which is milliseconds.
[[nodiscard]] std::optional<std::int64_t> parseExtendedDuration(const QString &text, QString *error);

/// The same for a value of JSON: a text, or a number of milliseconds.
[[nodiscard]] std::optional<std::int64_t> parseScriptDuration(const QJsonValue &value, QString *error);

/// Milliseconds as nanoseconds, a fraction cut off. Nothing where they don't fit into 64 bits.
[[nodiscard]] std::optional<std::int64_t> nanosecondsOf(double milliseconds);

/// Go's own form: "26h0m0s", "1.5s", "0s".
[[nodiscard]] QString formatGoDuration(std::int64_t nanoseconds);

} // namespace sockscope
