// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/stream_aligner.h"

#include "models/compare/piece_matching.h"
#include "models/compare/similar_pieces.h"

#include <algorithm>
#include <numeric>

namespace sockscope {

namespace {

constexpr std::size_t mostPieces = 16 << 10; ///< of a window that are matched at a time

qsizetype sum(const std::vector<qsizetype> &sizes, std::size_t from, std::size_t to)
{
    return std::accumulate(sizes.begin() + static_cast<std::ptrdiff_t>(from),
                           sizes.begin() + static_cast<std::ptrdiff_t>(to), qsizetype(0));
}

} // namespace

StreamAligner::StreamAligner(StreamWindow first, StreamWindow second, Take take)
    : m_first(std::move(first))
    , m_second(std::move(second))
    , m_take(std::move(take))
{
}

bool StreamAligner::run(const Progress &progress)
{
    while (true) {
        m_first.fill();
        m_second.fill();
        if (m_first.bytes().isEmpty() && m_second.bytes().isEmpty())
            return true;
        if (!takeEqual())
            takeDifferent();
        if (progress && !progress(m_first.position() + m_second.position()))
            return false;
    }
}

/// All whole pieces of the first stream that the second has here, too. False where there is none.
bool StreamAligner::takeEqual()
{
    const QByteArrayView first = m_first.bytes();
    const QByteArrayView second = m_second.bytes();
    const qsizetype most = std::min(first.size(), second.size());
    const qsizetype equal = std::mismatch(first.begin(), first.begin() + most, second.begin()).first - first.begin();
    qsizetype done = 0;
    while (done < equal) {
        const qsizetype size = m_first.pieceSize(done, first.size());
        const bool isWhole = done + size < first.size() || m_first.isAtEnd();
        if (done + size > equal || !isWhole)
            break;
        m_take({m_first.position() + done, m_second.position() + done, size, size, true});
        done += size;
    }
    m_first.skip(done);
    m_second.skip(done);
    return done > 0;
}

StreamAligner::Side StreamAligner::cut(const StreamWindow &window)
{
    Side side{.sizes = window.pieces(mostPieces), .hashes = {}};
    side.hashes.reserve(side.sizes.size());
    qsizetype at = 0;
    for (const qsizetype size : side.sizes) {
        side.hashes.push_back(qHash(window.bytes().sliced(at, size)));
        at += size;
    }
    return side;
}

/// The windows begin with a piece that is not the same in both. Goes on to the last one that is, or to the half of the
/// windows, where enough will be in sight again.
void StreamAligner::takeDifferent()
{
    const Side first = cut(m_first);
    const Side second = cut(m_second);
    const auto isAll = [](const StreamWindow &window, const Side &side) {
        return window.isAtEnd() && side.sizes.size() < mostPieces;
    };
    const bool isLast = isAll(m_first, first) && isAll(m_second, second);
    std::size_t i = 0;
    std::size_t j = 0;
    for (const PieceMatch &match : matchPieces(first.hashes, second.hashes)) {
        takeBlock(sum(first.sizes, i, match.first), sum(second.sizes, j, match.second));
        takePair(first.sizes[match.first], second.sizes[match.second]);
        i = match.first + 1;
        j = match.second + 1;
    }
    const auto half = [isLast](std::size_t done, std::size_t all) {
        return isLast ? all : std::max(done, (all + 1) / 2);
    };
    const bool isFar = i > first.sizes.size() / 2 || j > second.sizes.size() / 2;
    if (isLast || !isFar)
        takeBlock(sum(first.sizes, i, half(i, first.sizes.size())), sum(second.sizes, j, half(j, second.sizes.size())));
}

void StreamAligner::takePair(qsizetype firstBytes, qsizetype secondBytes)
{
    const bool isEqual = m_first.bytes().first(firstBytes) == m_second.bytes().first(secondBytes);
    m_take({m_first.position(), m_second.position(), firstBytes, secondBytes, isEqual});
    m_first.skip(firstBytes);
    m_second.skip(secondBytes);
}

/// So many bytes of both, between two pieces that correspond. Where they were only cut elsewhere they are equal all the
/// same.
void StreamAligner::takeBlock(qsizetype firstBytes, qsizetype secondBytes)
{
    while (firstBytes > 0) {
        const qsizetype size = m_first.pieceSize(0, firstBytes);
        if (size > secondBytes || m_first.bytes().first(size) != m_second.bytes().first(size))
            break;
        takePair(size, size);
        firstBytes -= size;
        secondBytes -= size;
    }
    const std::vector<qsizetype> tail = equalTail(firstBytes, secondBytes);
    const qsizetype tailBytes = sum(tail, 0, tail.size());
    takePairs(firstBytes - tailBytes, secondBytes - tailBytes);
    for (const qsizetype size : tail)
        takePair(size, size);
}

/// The sizes of the pieces at the end of the block that are the end of the other, too.
std::vector<qsizetype> StreamAligner::equalTail(qsizetype firstBytes, qsizetype secondBytes) const
{
    std::vector<qsizetype> sizes = sizesOf(m_first, firstBytes);
    const QByteArrayView first = m_first.bytes().first(firstBytes);
    const QByteArrayView second = m_second.bytes().first(secondBytes);
    std::size_t begin = sizes.size();
    for (qsizetype tail = 0; begin > 0; --begin) {
        tail += sizes[begin - 1];
        if (tail > secondBytes || first.last(tail) != second.last(tail))
            break;
    }
    sizes.erase(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(begin));
    return sizes;
}

std::vector<qsizetype> StreamAligner::sizesOf(const StreamWindow &window, qsizetype bytes)
{
    std::vector<qsizetype> sizes;
    for (qsizetype at = 0; at < bytes; at += sizes.back())
        sizes.push_back(window.pieceSize(at, bytes));
    return sizes;
}

/// Piece beside piece, and what one has more beside nothing.
void StreamAligner::takePairs(qsizetype firstBytes, qsizetype secondBytes)
{
    const std::vector<qsizetype> first = sizesOf(m_first, firstBytes);
    const std::vector<qsizetype> second = sizesOf(m_second, secondBytes);
    const std::vector<PieceMatch> pairs =
        pairSimilar({m_first.bytes().first(firstBytes), first}, {m_second.bytes().first(secondBytes), second});
    std::size_t i = 0;
    std::size_t j = 0;
    const auto takeTo = [&](std::size_t firstEnd, std::size_t secondEnd) {
        while (i < firstEnd)
            takePair(first[i++], 0);
        while (j < secondEnd)
            takePair(0, second[j++]);
    };
    for (const PieceMatch &pair : pairs) {
        takeTo(pair.first, pair.second);
        takePair(first[i++], second[j++]);
    }
    takeTo(first.size(), second.size());
}

} // namespace sockscope
