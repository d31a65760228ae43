// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <optional>

namespace sockscope {

/// Nanoseconds of a duration as Go writes it: "1h30m", "1.5s", "100ms" (https://pkg.go.dev/time#ParseDuration); a unit
/// is mandatory. With `days`, a leading whole number of days too, as k6 allows in scripts: "1d2h".
[[nodiscard]] std::optional<std::int64_t> parseGoDuration(const QString &text, bool days, QString *error);

/// A duration of a script's options: a Go duration string, or a number (also as a string) of milliseconds.
[[nodiscard]] std::optional<std::int64_t> parseScriptDuration(const QJsonValue &value, QString *error);

/// Go's own form: "26h0m0s", "1.5s", "0s".
[[nodiscard]] QString formatGoDuration(std::int64_t nanoseconds);

} // namespace sockscope
