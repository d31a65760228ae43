// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/compare/stream_window.h"

#include <functional>

namespace sockscope {

/// What stands beside each other: a piece of each stream, of which one may be empty.
struct AlignedPieces
{
    std::int64_t first = 0; ///< offset in its stream, also of an empty one
    std::int64_t second = 0;
    qsizetype firstBytes = 0;
    qsizetype secondBytes = 0;
    bool isEqual = false;
    bool operator==(const AlignedPieces &) const = default;
};

/// Finds what of two streams corresponds. The pieces that it gives make up both streams, in order; all are equal
/// exactly if the streams are, however either was cut into chunks. What one has in addition is skipped over and the
/// rest is equal again, up to StreamWindow::Bytes at a time. Works through both in windows, so the memory it needs
/// doesn't depend on their lengths.
class StreamAligner
{
public:
    using Take = std::function<void(const AlignedPieces &pieces)>;
    using Progress = std::function<bool(std::int64_t bytes)>; ///< told what is done of both; false cancels

    StreamAligner(StreamWindow first, StreamWindow second, Take take);

    /// False where `progress` cancelled.
    [[nodiscard]] bool run(const Progress &progress);

private:
    struct Side
    {
        std::vector<qsizetype> sizes; // of the pieces in the window
        std::vector<std::size_t> hashes;
    };
    [[nodiscard]] bool takeEqual();
    void takeDifferent();
    void takeBlock(qsizetype firstBytes, qsizetype secondBytes);
    void takePair(qsizetype firstBytes, qsizetype secondBytes);
    void takePairs(qsizetype firstBytes, qsizetype secondBytes);
    [[nodiscard]] static std::vector<qsizetype> sizesOf(const StreamWindow &window, qsizetype bytes);
    [[nodiscard]] std::vector<qsizetype> equalTail(qsizetype firstBytes, qsizetype secondBytes) const;
    [[nodiscard]] static Side cut(const StreamWindow &window);

    StreamWindow m_first;
    StreamWindow m_second;
    Take m_take;
};

} // namespace sockscope
