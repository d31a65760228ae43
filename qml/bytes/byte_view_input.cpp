// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keyboard of the views of bytes.
#include "byte_view.h"

#include "theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sockscope {

/// The byte below (above) in the line so many lines away.
qint64 ByteView::vertical(qint64 from, int count)
{
    const auto line = lineAt(from);
    const auto target = lineAt(linesFrom(line.start, count));
    if (target.start == line.start) // there is no such line
        return count < 0 ? 0 : streamSize() - 1;
    return std::min(target.start + from - line.start, target.end - 1);
}

/// Where a key leads, -1 for keys that don't move.
qint64 ByteView::keyTarget(QKeyEvent *event, qint64 from)
{
    const bool wholeStream = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Left:
        return std::max<qint64>(from - 1, 0);
    case Qt::Key_Right:
        return from + 1;
    case Qt::Key_Up:
        return vertical(from, -1);
    case Qt::Key_Down:
        return vertical(from, 1);
    case Qt::Key_PageUp:
        return vertical(from, -rows());
    case Qt::Key_PageDown:
        return vertical(from, rows());
    case Qt::Key_Home:
        return wholeStream ? 0 : lineAt(from).start;
    case Qt::Key_End:
        return wholeStream ? streamSize() - 1 : lineAt(from).end - 1;
    default:
        return -1;
    }
}

void ByteView::keyPressEvent(QKeyEvent *event)
{
    if (!m_bytes || streamSize() == 0)
        return event->ignore();
    auto &selection = *m_bytes->selection();
    if (event->matches(QKeySequence::SelectAll))
        return selection.selectAll();
    if (event->matches(QKeySequence::Copy))
        return copyRequested();
    if (event->matches(QKeySequence::Find))
        return findRequested();
    if (event->key() == Qt::Key_Escape && selection.length() > 1)
        return selection.moveTo(selection.position(), false);
    const auto target = keyTarget(event, selection.isEmpty() ? m_top : selection.position());
    if (target < 0)
        return event->ignore();
    if (selection.isEmpty())
        return selection.moveTo(m_top, false);
    selection.moveTo(target, event->modifiers() & Qt::ShiftModifier);
}

void ByteView::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    const auto position = positionAt(event->position());
    if (m_bytes && position >= 0)
        m_bytes->selection()->moveTo(position, event->modifiers() & Qt::ShiftModifier);
}

/// Beyond the edges it scrolls, a line for each move.
void ByteView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_bytes)
        return;
    if (event->position().y() < 0)
        scrollLines(-1);
    else if (event->position().y() > height())
        scrollLines(1);
    const auto position = positionAt(event->position());
    if (position >= 0 && position != m_bytes->selection()->position())
        m_bytes->selection()->moveTo(position, true);
}

/// The whole chunk.
void ByteView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const auto position = positionAt(event->position());
    if (!m_bytes || position < 0)
        return;
    const auto piece = stream()->pieceAt(position);
    m_bytes->selection()->select(piece.start, piece.size);
}

void ByteView::wheelEvent(QWheelEvent *event)
{
    m_wheelRest -=
        event->pixelDelta().y() != 0 ? event->pixelDelta().y() / lineHeight() : event->angleDelta().y() / 40.0;
    const auto whole = static_cast<int>(std::trunc(m_wheelRest));
    m_wheelRest -= whole;
    scrollLines(whole);
    event->accept();
}

void ByteView::focusInEvent(QFocusEvent *event)
{
    QQuickPaintedItem::focusInEvent(event);
    update();
}

void ByteView::focusOutEvent(QFocusEvent *event)
{
    QQuickPaintedItem::focusOutEvent(event);
    update();
}

} // namespace sockscope
