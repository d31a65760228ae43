// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace sockscope {

/// What Go's strconv.ParseFloat says to a text.
struct GoNumber
{
    enum class Problem { None, Syntax, Range };
    double value = 0;
    Problem problem = Problem::None;

    /// "strconv.ParseFloat: parsing \"x\": invalid syntax"; empty where there is none.
    [[nodiscard]] QString error(QStringView text) const;
};

/// Reads a number as Go does (https://pkg.go.dev/strconv#ParseFloat): decimal, hexadecimal with a binary exponent, inf
/// and nan in any case, underscores between digits. What is too small is 0, what is too large an error.
[[nodiscard]] GoNumber parseGoNumber(QStringView text);

} // namespace sockscope
