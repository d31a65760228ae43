// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace sockscope {

// Numbers of a progress display, padded with zeros to the width of the largest one to come, as k6 shows them
// (k6-reference 5.2), so that nothing jumps about.

/// "03" where the largest is 25.
[[nodiscard]] QString fixedWidthInteger(std::int64_t value, std::int64_t largest);
/// "05.00" where the largest is 25 and there are two decimals.
[[nodiscard]] QString fixedWidthNumber(double value, double largest, int decimals);
/// "00m02.0s" where the longest is ten minutes; both are nanoseconds. Tenths of seconds.
[[nodiscard]] QString fixedWidthDuration(std::int64_t duration, std::int64_t longest);

} // namespace sockscope
