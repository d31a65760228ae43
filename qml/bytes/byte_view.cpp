// SPDX-License-Identifier: GPL-3.0-or-later
#include "byte_view.h"

#include "theme.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace sockscope {

ByteView::ByteView(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAcceptedMouseButtons(Qt::LeftButton);
    setFlag(ItemAcceptsInputMethod, false);
    setActiveFocusOnTab(true);
    setClip(true);
    connect(Theme::instance(), &Theme::changed, this, &ByteView::applyTheme);
    connect(this, &QQuickItem::visibleChanged, this, &ByteView::refresh);
    m_font = QFont(Theme::instance()->monoFamily());
}

void ByteView::setBytes(SessionBytes *bytes)
{
    if (bytes == m_bytes)
        return;
    if (m_bytes) {
        m_bytes->stream()->disconnect(this);
        m_bytes->selection()->disconnect(this);
        m_bytes->messages()->disconnect(this);
    }
    m_bytes = bytes;
    if (m_bytes)
        connectBytes();
    m_top = 0;
    applyTheme();
    Q_EMIT bytesChanged();
}

void ByteView::setScriptCursor(ScriptCursor *cursor)
{
    if (cursor == m_scriptCursor)
        return;
    if (m_scriptCursor)
        m_scriptCursor->disconnect(this);
    m_scriptCursor = cursor;
    if (cursor)
        connect(cursor, &ScriptCursor::moved, this, [this] { update(); });
    update();
    Q_EMIT scriptCursorChanged();
}

void ByteView::connectBytes()
{
    connect(m_bytes->stream(), &ByteStream::changed, this, &ByteView::refresh);
    connect(m_bytes->stream(), &ByteStream::readableChanged, this, &ByteView::refresh);
    connect(m_bytes->stream(), &ByteStream::replaced, this, [this] {
        m_top = 0;
        refresh();
    });
    connect(m_bytes->selection(), &ByteSelection::changed, this, [this] { update(); });
    connect(m_bytes->selection(), &ByteSelection::revealed, this, &ByteView::reveal);
    connect(m_bytes->messages(), &MessageModel::changed, this, [this] { update(); });
}

void ByteView::applyTheme()
{
    m_font.setPixelSize(Theme::instance()->bodySize());
    m_charWidth = QFontMetricsF(m_font).horizontalAdvance(u'0');
    refresh();
}

/// The same top shows the bytes that were there, if there are any.
void ByteView::refresh()
{
    m_linesAreValid = false;
    if (!isVisible())
        return;
    layOut(); // offsets may have got longer
    setTop(m_top);
    update();
    Q_EMIT scrolled();
}

void ByteView::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickPaintedItem::geometryChange(now, before);
    refresh();
}

qreal ByteView::lineHeight() const
{
    return Theme::instance()->unit() * 5.0;
}

qreal ByteView::padding()
{
    return Theme::instance()->unit();
}

int ByteView::rows() const
{
    return std::max(1, static_cast<int>((height() - 2 * padding()) / lineHeight()));
}

const QList<ByteView::Line> &ByteView::lines()
{
    if (m_linesAreValid)
        return m_lines;
    m_lines.clear();
    m_linesAreValid = true;
    const auto wanted = static_cast<int>(std::ceil((height() - padding()) / lineHeight()));
    for (auto at = m_top; at < streamSize() && m_lines.size() < wanted; at = m_lines.constLast().end) {
        m_lines.append(lineAt(at));
        if (m_lines.constLast().end <= at)
            break;
    }
    return m_lines;
}

qsizetype ByteView::lineIndexAt(qreal y)
{
    return std::clamp<qsizetype>(static_cast<qsizetype>(std::floor((y - padding()) / lineHeight())), 0,
                                 lines().size() - 1);
}

} // namespace sockscope
