// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace sockscope {

/// A text as Go quotes it in messages (https://pkg.go.dev/strconv#Quote): "a\"b\n".
[[nodiscard]] QString quotedAsGo(const QString &text);

/// Whole numbers as Go reads them (https://pkg.go.dev/strconv#ParseInt). With base 0 the prefixes 0x, 0o, 0b and 0 and
/// underscores between digits count. `error` is Go's sentence: strconv.ParseInt: parsing "x": invalid syntax.
[[nodiscard]] std::optional<std::int64_t> parseGoInteger(const QString &text, int base, QString *error);

/// A floating-point number as Go reads it: decimal with an exponent, underscores between digits, never blank. NaN and
/// infinities are numbers here, too.
[[nodiscard]] std::optional<double> parseGoFloat(const QString &text);

/// 1, t, true, 0, f, false in Go's spellings (https://pkg.go.dev/strconv#ParseBool).
[[nodiscard]] std::optional<bool> parseGoBoolean(const QString &text, QString *error);

/// A number as Go's JSON encoder prints it: 5, 1.5, 1e+30, 1e-7.
[[nodiscard]] QString goNumber(double number);

} // namespace sockscope
