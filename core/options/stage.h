// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace sockscope {

/// One stage of a ramp (k6-reference 4.3, 4.4). Absent values were not given; the executor says that they are missing.
struct Stage
{
    std::optional<std::int64_t> duration; ///< nanoseconds
    std::optional<std::int64_t> target;   ///< VUs, or iterations for each time unit

    bool operator==(const Stage &) const = default;
};

} // namespace sockscope
