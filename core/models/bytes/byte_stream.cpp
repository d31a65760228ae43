// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/byte_stream.h"

#include <algorithm>
#include <utility>

namespace sockscope {

ByteStream::ByteStream(const ByteIndex &index, JournalReader &reader, QObject *parent)
    : QObject(parent)
    , m_index(index)
    , m_reader(reader)
{
    connect(&index, &ByteIndex::grown, this, &ByteStream::update);
    connect(&index, &ByteIndex::cleared, this, [this] {
        update();
        Q_EMIT replaced();
    });
}

void ByteStream::setView(const View &view)
{
    if (view == m_view)
        return;
    auto same = view;
    same.instant = m_view.instant;
    const bool isOther = same != m_view;
    m_view = view;
    update();
    if (isOther)
        Q_EMIT replaced();
}

void ByteStream::update()
{
    const auto &all = chunks();
    m_chunks = m_view.instant == Latest ? all.count() : all.countAt(m_view.instant);
    m_start = 0;
    m_size = all.size(m_view.lane, m_chunks);
    if (m_view.record >= 0) {
        const int chunk = all.chunkOf(m_view.record);
        const bool isShown = chunk >= 0 && chunk < m_chunks && all.isIn(chunk, m_view.lane);
        m_start = isShown ? all.start(m_view.lane, chunk) : 0;
        m_size = isShown ? all.size(chunk) : 0;
    }
    Q_EMIT changed();
    if (!std::exchange(m_isReadable, true))
        Q_EMIT readableChanged();
}

QByteArray ByteStream::read(qint64 position, qint64 bytes)
{
    position = std::max<qint64>(position, 0);
    bytes = std::min(bytes, m_size - position);
    QByteArray result;
    result.reserve(static_cast<qsizetype>(std::max<qint64>(bytes, 0)));
    while (bytes > 0) {
        const auto from = pieceAt(position);
        const auto part =
            m_reader.payload(from.record, position - from.start, std::min(bytes, from.start + from.size - position));
        result += part;
        position += part.size();
        bytes -= part.size();
        if (part.isEmpty()) {
            if (std::exchange(m_isReadable, false))
                Q_EMIT readableChanged();
            break;
        }
    }
    return result;
}

ByteStream::Piece ByteStream::piece(int chunk) const
{
    const auto &all = chunks();
    const auto own = all.direction(chunk);
    return {.start = all.start(m_view.lane, chunk) - m_start,
            .size = all.size(chunk),
            .laneStart = all.start(own, chunk),
            .record = all.record(chunk),
            .timeNs = all.timeNs(chunk),
            .received = own == ByteLane::Received};
}

ByteStream::Piece ByteStream::pieceAt(qint64 position) const
{
    if (position < 0 || position >= m_size)
        return {};
    return piece(chunks().chunkAt(m_view.lane, m_start + position));
}

ByteStream::Piece ByteStream::pieceOf(qint64 record) const
{
    const int chunk = chunks().chunkOf(record);
    if (chunk < 0 || chunk >= m_chunks || !chunks().isIn(chunk, m_view.lane))
        return {};
    if (m_view.record >= 0 && m_view.record != record)
        return {};
    return piece(chunk);
}

qint64 ByteStream::positionOf(bool received, qint64 lanePosition) const
{
    const auto lane = received ? ByteLane::Received : ByteLane::Sent;
    const auto &all = chunks();
    if (lanePosition < 0 || lanePosition >= all.size(lane, m_chunks))
        return -1;
    const int chunk = all.chunkAt(lane, lanePosition);
    if (!all.isIn(chunk, m_view.lane))
        return -1;
    const auto position = all.start(m_view.lane, chunk) + lanePosition - all.start(lane, chunk) - m_start;
    return position >= 0 && position < m_size ? position : -1;
}

qint64 ByteStream::lanePosition(qint64 position) const
{
    const auto from = pieceAt(position);
    return from.size > 0 ? from.laneStart + position - from.start : -1;
}

} // namespace sockscope
