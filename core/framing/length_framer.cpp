// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/length_framer.h"

#include <QCoreApplication>

#include <algorithm>

namespace sockscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sockscope::Framing", text);
}

} // namespace

LengthFramer::LengthFramer(const FramingSpec &spec)
    : m_spec(spec)
{
}

void LengthFramer::feed(const FramedPiece &piece, QList<qint64> &ends)
{
    auto bytes = piece.bytes;
    while (!bytes.isEmpty() && m_error.isEmpty()) {
        const bool inHeader = m_left < 0;
        const auto taken = std::min<qint64>(bytes.size(), inHeader ? headerBytes() - m_header.size() : m_left);
        if (inHeader)
            m_header += bytes.first(static_cast<qsizetype>(taken));
        else
            m_left -= taken;
        m_position += taken;
        bytes = bytes.sliced(static_cast<qsizetype>(taken));
        if (inHeader && m_header.size() == headerBytes())
            m_left = bodyLength();
        if (m_left == 0) {
            ends.append(m_position);
            m_start = m_position;
            m_left = -1;
            m_header.clear();
        }
    }
}

quint64 LengthFramer::fieldValue() const
{
    quint64 value = 0;
    for (int i = 0; i < m_spec.fieldWidth; ++i) {
        const int at = m_spec.fieldOffset + (m_spec.isBigEndian ? i : m_spec.fieldWidth - 1 - i);
        value = value << 8 | static_cast<uchar>(m_header.at(at));
    }
    return value;
}

/// Why the length is impossible, a sentence; empty where it isn't.
QString LengthFramer::problemOf(quint64 value) const
{
    if (value > static_cast<quint64>(m_spec.maxMessage))
        return tr("The message at byte %1 states a length of %2, which is over the limit of %3. Is the width, "
                  "the byte order or the offset another?")
            .arg(m_start)
            .arg(value)
            .arg(m_spec.maxMessage);
    if (m_spec.countsHeader && value < static_cast<quint64>(headerBytes()))
        return tr("The message at byte %1 states a length of %2, which is less than its header of %3 bytes. Does "
                  "the length count only what is behind it?")
            .arg(m_start)
            .arg(value)
            .arg(headerBytes());
    return {};
}

/// Of what is behind the header; sets the error where it is impossible.
qint64 LengthFramer::bodyLength()
{
    const auto value = fieldValue();
    m_error = problemOf(value);
    if (!m_error.isEmpty())
        return -1;
    return static_cast<qint64>(m_spec.countsHeader ? value - static_cast<quint64>(headerBytes()) : value);
}

} // namespace sockscope
