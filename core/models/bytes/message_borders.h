// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

/// Which messages a read or write carried, or parts of them. Numbers count from 1, each direction by itself.
struct MessageBorders
{
    int first = 0; ///< 0 where nothing is known
    int last = 0;
    bool begins = false; ///< the first one starts with its first byte
    bool ends = false;   ///< the last one ends with its last byte

    /// For a row of a list: "msg 3", "msg 3 ▸" where it goes on, "ends msg 3", "in msg 3", "▸ msgs 3–5". A brief one
    /// has numbers and arrows alone. Empty where nothing is known.
    [[nodiscard]] QString label(bool brief = false) const;
    /// The same in words: "ends message 2, holds messages 3 to 4, begins message 5".
    [[nodiscard]] QString text() const;

    bool operator==(const MessageBorders &) const = default;
};

} // namespace sockscope
