// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/similar_pieces.h"

#include <algorithm>

namespace sockscope {

namespace {

constexpr std::size_t mostCompared = 64 << 10; ///< pairs of pieces

std::vector<QByteArrayView> cut(const CutBytes &from)
{
    std::vector<QByteArrayView> pieces;
    qsizetype at = 0;
    for (const qsizetype size : from.sizes) {
        pieces.push_back(from.bytes.sliced(at, size));
        at += size;
    }
    return pieces;
}

/// How much of the longer one is the same at the beginning and at the end of both, line ends aside, 0 to 100.
int similarity(QByteArrayView first, QByteArrayView second)
{
    first = first.trimmed();
    second = second.trimmed();
    const qsizetype shorter = std::min(first.size(), second.size());
    const qsizetype begin = std::mismatch(first.begin(), first.begin() + shorter, second.begin()).first - first.begin();
    qsizetype tail = 0;
    while (tail < shorter - begin && first[first.size() - 1 - tail] == second[second.size() - 1 - tail])
        ++tail;
    const qsizetype longer = std::max<qsizetype>(std::max(first.size(), second.size()), 1);
    return static_cast<int>(100 * (begin + tail) / longer);
}

std::vector<PieceMatch> inOrder(std::size_t count)
{
    std::vector<PieceMatch> pairs;
    for (std::size_t i = 0; i < count; ++i)
        pairs.push_back({i, i});
    return pairs;
}

} // namespace

std::vector<PieceMatch> pairSimilar(const CutBytes &first, const CutBytes &second)
{
    const std::size_t shorter = std::min(first.sizes.size(), second.sizes.size());
    const std::size_t longer = std::max(first.sizes.size(), second.sizes.size());
    if (shorter == longer || shorter == 0 || longer > mostCompared / shorter)
        return inOrder(shorter);
    constexpr int each = 1000; // a pair more is worth more than all that is similar in others
    const std::vector<QByteArrayView> ours = cut(first);
    const std::vector<QByteArrayView> theirs = cut(second);
    const std::size_t width = theirs.size() + 1;
    std::vector<int> worth((ours.size() + 1) * width); // of what follows each pair
    const auto pairWorth = [&](std::size_t i, std::size_t j) {
        return each + similarity(ours[i], theirs[j]) + worth[(i + 1) * width + j + 1];
    };
    for (std::size_t i = ours.size(); i-- > 0;) {
        for (std::size_t j = theirs.size(); j-- > 0;)
            worth[i * width + j] = std::max({pairWorth(i, j), worth[(i + 1) * width + j], worth[i * width + j + 1]});
    }
    std::vector<PieceMatch> pairs;
    for (std::size_t i = 0, j = 0; i < ours.size() && j < theirs.size();) {
        const int here = worth[i * width + j];
        if (here == pairWorth(i, j))
            pairs.push_back({i++, j++});
        else if (here == worth[(i + 1) * width + j])
            ++i;
        else
            ++j;
    }
    return pairs;
}

} // namespace sockscope
