// SPDX-License-Identifier: GPL-3.0-or-later
// Where in its stream a view of bytes stands.
#include "byte_view.h"

#include <algorithm>
#include <utility>

namespace sockscope {

qint64 ByteView::linesFrom(qint64 start, int count)
{
    for (; count < 0 && start > 0; ++count)
        start = lineAt(start - 1).start;
    for (; count > 0; --count) {
        const auto line = lineAt(start);
        if (line.end >= streamSize())
            break;
        start = line.end;
    }
    return start;
}

qint64 ByteView::lastTop()
{
    return streamSize() > 0 ? linesFrom(lineAt(streamSize() - 1).start, 1 - rows()) : 0;
}

void ByteView::setTop(qint64 top)
{
    const auto inside = std::clamp<qint64>(top, 0, std::max<qint64>(streamSize() - 1, 0));
    const auto line = streamSize() > 0 ? lineAt(inside).start : 0;
    const auto bounded = std::min(line, lastTop());
    m_linesAreValid = m_linesAreValid && bounded == m_top;
    if (std::exchange(m_top, bounded) == bounded)
        return;
    update();
    Q_EMIT scrolled();
}

qreal ByteView::position() const
{
    return streamSize() > 0 ? static_cast<qreal>(m_top) / static_cast<qreal>(streamSize()) : 0;
}

qreal ByteView::pageSize() const
{
    const auto &shown = const_cast<ByteView *>(this)->lines();
    const auto whole = std::min<qsizetype>(shown.size(), rows());
    if (whole == 0)
        return 1;
    return static_cast<qreal>(shown.at(whole - 1).end - m_top) / static_cast<qreal>(streamSize());
}

void ByteView::scrollTo(qreal position)
{
    setTop(static_cast<qint64>(position * static_cast<qreal>(streamSize())));
}

void ByteView::scrollLines(int count)
{
    setTop(linesFrom(m_top, count));
}

/// A place far away comes to a third of the height, a near one just into view.
void ByteView::reveal(qint64 position)
{
    const auto &shown = lines();
    const auto whole = std::min<qsizetype>(shown.size(), rows());
    if (whole == 0 || (position >= m_top && position < shown.at(whole - 1).end))
        return;
    const auto line = lineAt(position).start;
    const auto page = shown.at(whole - 1).end - m_top;
    const bool isNear = position >= m_top - page && position < m_top + 2 * page;
    setTop(linesFrom(line, !isNear ? -rows() / 3 : position < m_top ? 0 : 1 - rows()));
}

} // namespace sockscope
