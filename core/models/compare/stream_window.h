// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/session_trace.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace sockscope {

/// A stretch of a recorded stream in memory that moves on through it, and how it is cut into the pieces that stand on
/// one row: behind each LF, before each turn of the conversation, and after 32 bytes (within no UTF-8 character).
class StreamWindow
{
public:
    static constexpr qsizetype Bytes = 256 << 10; ///< that are in memory, and what a longer chunk has
    static constexpr qsizetype MaxPieceBytes = 32;

    /// `other` is what the same socket did in the other direction: where it did is a turn. All must outlive the window.
    StreamWindow(const StreamTrace &stream, const StreamTrace &other, JournalReader &reader);

    /// Reads on until it is full or the stream ends.
    void fill();
    [[nodiscard]] QByteArrayView bytes() const { return QByteArrayView(m_bytes).sliced(m_at); }
    [[nodiscard]] std::int64_t position() const { return m_position; } ///< of its first byte, in the stream
    /// Nothing comes behind the window's bytes.
    [[nodiscard]] bool isAtEnd() const { return m_next == m_stream.chunkEnds().size(); }
    void skip(qsizetype bytes);

    /// The size of the piece that begins `from` bytes behind the window's start and may reach to `to`.
    [[nodiscard]] qsizetype pieceSize(qsizetype from, qsizetype to) const;
    /// The sizes of all whole pieces in the window, `most` at most.
    [[nodiscard]] std::vector<qsizetype> pieces(std::size_t most) const;

private:
    const StreamTrace &m_stream;
    JournalReader &m_reader;
    std::vector<std::int64_t> m_turns; // offsets in the stream at which the other direction came between
    QByteArray m_bytes;
    qsizetype m_at = 0; // bytes of m_bytes that are done
    std::int64_t m_position = 0;
    std::size_t m_next = 0; // chunk
};

} // namespace sockscope
