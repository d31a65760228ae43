// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace sockscope {

/// Two pieces that are the same: their places in the first and in the second list.
struct PieceMatch
{
    std::size_t first = 0;
    std::size_t second = 0;
    bool operator==(const PieceMatch &) const = default;
};

/// Which pieces of two lists, given as hashes, correspond, in rising order on both sides. Pieces that both lists have
/// exactly once hold the lists together (as in a patience diff); between them the longest common sequence is looked for
/// where it costs little, otherwise nothing matches there. Time grows about linearly, whatever the lists. Pure.
[[nodiscard]] std::vector<PieceMatch> matchPieces(const std::vector<std::size_t> &first,
                                                  const std::vector<std::size_t> &second);

} // namespace sockscope
