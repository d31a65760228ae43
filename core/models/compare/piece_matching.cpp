// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/piece_matching.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <unordered_map>

namespace sockscope {

namespace {

using Hashes = std::span<const std::size_t>;

constexpr std::size_t mostInTable = 1 << 20; ///< pairs of pieces for which a table is made

/// The pieces that both lists have exactly once, in the order of the first.
std::vector<PieceMatch> uniquePairs(Hashes first, Hashes second)
{
    struct Places
    {
        std::uint32_t firstCount = 0;
        std::uint32_t secondCount = 0;
        std::size_t second = 0;
    };
    std::unordered_map<std::size_t, Places> places;
    places.reserve(first.size() + second.size());
    for (const std::size_t hash : first)
        ++places[hash].firstCount;
    for (std::size_t at = 0; at < second.size(); ++at) {
        Places &known = places[second[at]];
        ++known.secondCount;
        known.second = at;
    }
    std::vector<PieceMatch> pairs;
    for (std::size_t at = 0; at < first.size(); ++at) {
        const Places &known = places[first[at]];
        if (known.firstCount == 1 && known.secondCount == 1)
            pairs.push_back({at, known.second});
    }
    return pairs;
}

/// The longest part of it that rises on the second side, too.
std::vector<PieceMatch> rising(const std::vector<PieceMatch> &pairs)
{
    constexpr std::size_t none = SIZE_MAX;
    std::vector<std::size_t> tails; // the pair with the lowest end of all rising sequences of each length
    std::vector<std::size_t> before(pairs.size(), none);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto place =
            std::lower_bound(tails.begin(), tails.end(), pairs[i].second,
                             [&](std::size_t tail, std::size_t end) { return pairs[tail].second < end; });
        before[i] = place == tails.begin() ? none : *(place - 1);
        if (place == tails.end())
            tails.push_back(i);
        else
            *place = i;
    }
    std::vector<PieceMatch> result;
    for (std::size_t i = tails.empty() ? none : tails.back(); i != none; i = before[i])
        result.push_back(pairs[i]);
    std::reverse(result.begin(), result.end());
    return result;
}

/// Adds the longest common sequence, if the table for it is small enough. `first` and `second` begin at `from`.
void addCommon(Hashes first, Hashes second, const PieceMatch &from, std::vector<PieceMatch> &matches)
{
    if (first.empty() || second.empty() || first.size() > mostInTable / second.size())
        return;
    const std::size_t width = second.size() + 1;
    std::vector<std::uint32_t> lengths((first.size() + 1) * width); // of what is common from each pair on
    for (std::size_t i = first.size(); i-- > 0;) {
        for (std::size_t j = second.size(); j-- > 0;)
            lengths[i * width + j] = first[i] == second[j]
                                         ? lengths[(i + 1) * width + j + 1] + 1
                                         : std::max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
    for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
        if (first[i] == second[j])
            matches.push_back({from.first + i++, from.second + j++});
        else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])
            ++i;
        else
            ++j;
    }
}

} // namespace

std::vector<PieceMatch> matchPieces(const std::vector<std::size_t> &first, const std::vector<std::size_t> &second)
{
    const Hashes all(first);
    const Hashes others(second);
    std::vector<PieceMatch> matches;
    PieceMatch from;
    for (const PieceMatch &anchor : rising(uniquePairs(all, others))) {
        addCommon(all.subspan(from.first, anchor.first - from.first),
                  others.subspan(from.second, anchor.second - from.second), from, matches);
        matches.push_back(anchor);
        from = {anchor.first + 1, anchor.second + 1};
    }
    addCommon(all.subspan(from.first), others.subspan(from.second), from, matches);
    return matches;
}

} // namespace sockscope
