// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/delimiter_framer.h"

#include <algorithm>

namespace sockscope {

DelimiterFramer::DelimiterFramer(const QByteArray &delimiter)
    : m_delimiter(delimiter)
    , m_matcher(delimiter)
{
}

void DelimiterFramer::feed(const FramedPiece &piece, QList<qint64> &ends)
{
    const auto bytes = m_rest + piece.bytes.toByteArray();
    qsizetype from = 0;
    for (auto at = m_matcher.indexIn(bytes); at >= 0; at = m_matcher.indexIn(bytes, from)) {
        from = at + m_delimiter.size();
        ends.append(m_position + from);
    }
    const auto keep = std::min(bytes.size() - from, m_delimiter.size() - 1);
    m_position += bytes.size() - keep;
    m_rest = bytes.last(keep);
}

} // namespace sockscope
