// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sockscope {

/// One row of two sessions side by side.
struct ComparisonRow
{
    enum Kind : std::uint8_t {
        Socket,  ///< a heading: what follows is of two sockets that stand at the same place in their sessions
        Bytes,   ///< a piece of a stream
        Stretch, ///< equal bytes of any number, which are not listed piece by piece
        States,  ///< what both sockets went through
        Unlisted ///< what there was no room for
    };
    enum Mark : std::uint8_t { Equal, Different, OnlyFirst, OnlySecond };

    std::int64_t first = 0; ///< offset in the stream of the first session; of Unlisted: how many rows
    std::int64_t second = 0;
    std::int32_t firstBytes = 0;
    std::int32_t secondBytes = 0;
    std::uint32_t place = 0; ///< which pair of sockets, from 0
    Kind kind = Bytes;
    Mark mark = Equal;
    bool isSent = false; ///< otherwise received
};

} // namespace sockscope
