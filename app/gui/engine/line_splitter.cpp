// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_splitter.h"

#include <utility>

namespace sockscope {

QList<QByteArray> LineSplitter::feed(QByteArrayView bytes)
{
    QList<QByteArray> lines;
    for (;;) {
        const qsizetype end = bytes.indexOf('\n');
        append(end < 0 ? bytes : bytes.first(end));
        if (end < 0)
            return lines;
        QByteArray line = std::exchange(m_pending, {});
        if (std::exchange(m_tooLong, false))
            ++m_skipped;
        else if (!line.trimmed().isEmpty())
            lines += std::move(line);
        bytes = bytes.sliced(end + 1);
    }
}

void LineSplitter::append(QByteArrayView part)
{
    if (m_tooLong || m_pending.size() + part.size() > m_maxLength) {
        m_tooLong = true;
        m_pending.clear();
    } else {
        m_pending.append(part);
    }
}

} // namespace sockscope
