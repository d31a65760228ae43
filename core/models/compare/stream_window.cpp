// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/stream_window.h"

#include <algorithm>

namespace sockscope {

namespace {

std::vector<std::int64_t> turnsOf(const StreamTrace &stream, const StreamTrace &other)
{
    std::vector<std::int64_t> turns;
    std::size_t theirs = 0;
    for (std::size_t own = 0; own < stream.chunkEnds().size(); ++own) {
        const std::size_t before = theirs;
        while (theirs < other.chunkEnds().size() && other.recordOf(theirs) < stream.recordOf(own))
            ++theirs;
        if (theirs > before && own > 0)
            turns.push_back(stream.chunkEnds()[own - 1]);
    }
    return turns;
}

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

} // namespace

StreamWindow::StreamWindow(const StreamTrace &stream, const StreamTrace &other, JournalReader &reader)
    : m_stream(stream)
    , m_reader(reader)
    , m_turns(turnsOf(stream, other))
{
}

void StreamWindow::fill()
{
    while (m_bytes.size() - m_at < Bytes && !isAtEnd())
        m_bytes += m_stream.chunk(m_reader, m_next++);
}

void StreamWindow::skip(qsizetype bytes)
{
    m_at += bytes;
    m_position += bytes;
    if (m_at > m_bytes.size() / 2) {
        m_bytes.remove(0, m_at);
        m_at = 0;
    }
}

qsizetype StreamWindow::pieceSize(qsizetype from, qsizetype to) const
{
    const std::int64_t start = m_position + from;
    const auto turn = std::upper_bound(m_turns.begin(), m_turns.end(), start);
    if (turn != m_turns.end())
        to = std::min<std::int64_t>(to, *turn - m_position);
    const QByteArrayView rest = bytes().sliced(from, to - from);
    const QByteArrayView piece = rest.first(std::min(rest.size(), MaxPieceBytes));
    if (const qsizetype lineEnd = piece.indexOf('\n'); lineEnd >= 0)
        return lineEnd + 1;
    qsizetype size = piece.size();
    while (size < rest.size() && size > piece.size() - 4 && isContinuation(rest[size]))
        --size;
    return size < rest.size() && isContinuation(rest[size]) ? piece.size() : size;
}

std::vector<qsizetype> StreamWindow::pieces(std::size_t most) const
{
    std::vector<qsizetype> sizes;
    const qsizetype all = bytes().size();
    for (qsizetype at = 0; at < all && sizes.size() < most;) {
        const qsizetype size = pieceSize(at, all);
        if (at + size == all && !isAtEnd())
            break; // it may go on
        sizes.push_back(size);
        at += size;
    }
    return sizes;
}

} // namespace sockscope
