// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/byte_selection.h"

#include <algorithm>

namespace sockscope {

ByteSelection::ByteSelection(const ByteStream &stream, QObject *parent)
    : QObject(parent)
    , m_stream(stream)
{
    connect(&stream, &ByteStream::replaced, this, &ByteSelection::clear);
    connect(&stream, &ByteStream::changed, this, [this] {
        const auto last = m_stream.size() - 1; // an earlier instant may have fewer bytes
        if (m_position > last || m_anchor > last)
            set(std::min(m_anchor, last), std::min(m_position, last));
    });
}

qint64 ByteSelection::start() const
{
    return std::min(m_anchor, m_position);
}

qint64 ByteSelection::length() const
{
    return m_position < 0 ? 0 : std::max(m_anchor, m_position) - start() + 1;
}

void ByteSelection::moveTo(qint64 position, bool extend)
{
    const auto bounded = std::clamp<qint64>(position, 0, std::max<qint64>(m_stream.size() - 1, 0));
    if (m_stream.size() == 0)
        return;
    set(extend && m_anchor >= 0 ? m_anchor : bounded, bounded);
    Q_EMIT moved();
    Q_EMIT revealed(bounded);
}

void ByteSelection::select(qint64 start, qint64 length)
{
    const auto from = std::max<qint64>(start, 0);
    const auto end = std::min(start + length, m_stream.size());
    if (end <= from)
        return clear();
    set(end - 1, from);
    Q_EMIT moved();
    Q_EMIT revealed(from);
}

void ByteSelection::selectAll()
{
    if (m_stream.size() == 0)
        return;
    set(m_stream.size() - 1, 0);
    Q_EMIT moved();
}

void ByteSelection::clear()
{
    set(-1, -1);
}

void ByteSelection::set(qint64 anchor, qint64 position)
{
    if (anchor == m_anchor && position == m_position)
        return;
    m_anchor = anchor;
    m_position = position;
    Q_EMIT changed();
}

} // namespace sockscope
