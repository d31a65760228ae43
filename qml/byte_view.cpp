// SPDX-License-Identifier: GPL-3.0-or-later
#include "byte_view.h"

#include "theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

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

QList<ByteView::Segment> ByteView::segmentsOf(const Line &line) const
{
    QList<Segment> segments;
    auto &messages = *m_bytes->messages();
    const auto &scan = messages.scan();
    const bool cuts = m_bytes->framing()->kind() != FramingSettings::Chunks;
    for (auto at = line.start; at < line.end;) {
        const auto piece = stream()->pieceAt(at);
        const auto inLane = piece.laneStart + at - piece.start;
        const int number = cuts ? scan.numberAt(piece.received, inLane) : 0;
        auto end = std::min(line.end, piece.start + piece.size);
        if (cuts && number < scan.count(piece.received))
            end = std::min(end, at + scan.endOf(piece.received, number) - inLane);
        segments.append({.start = at,
                         .end = end,
                         .received = piece.received,
                         .startsChunk = at == piece.start,
                         .startsMessage = cuts && messages.startsAt(piece.received, inLane),
                         .inOddMessage = cuts && number % 2 == 1});
        at = end;
    }
    return segments;
}

void ByteView::paint(QPainter *painter)
{
    if (!m_bytes || lines().isEmpty())
        return;
    painter->setFont(m_font);
    const auto bytes = stream()->read(m_top, lines().constLast().end - m_top);
    for (qsizetype i = 0; i < lines().size(); ++i) {
        const auto &line = lines().at(i);
        const auto from = std::min<qsizetype>(static_cast<qsizetype>(line.start - m_top), bytes.size());
        const auto length = std::min<qsizetype>(static_cast<qsizetype>(line.end - line.start), bytes.size() - from);
        paintLine(*painter, line, QByteArrayView(bytes).sliced(from, length), yOf(i));
    }
}

qreal ByteView::directionWidth() const
{
    QFont font(Theme::instance()->uiFamily());
    font.setPixelSize(Theme::instance()->smallSize());
    return QFontMetricsF(font).horizontalAdvance(tr("received")) + Theme::instance()->smallSize() +
           Theme::instance()->unit() * 2;
}

void ByteView::paintDirection(QPainter &painter, bool received, qreal x, qreal y) const
{
    const auto &theme = *Theme::instance();
    const qreal size = theme.smallSize() * 0.7;
    const qreal middle = y + lineHeight() / 2;
    const qreal tip = received ? x : x + size;
    const qreal tail = received ? x + size : x;
    const qreal back = received ? size / 2 : -size / 2;
    const QColor tint = received ? theme.colors().received : theme.colors().sent;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tint, 1.5));
    painter.drawLine(QPointF(tail, middle), QPointF(tip, middle));
    painter.drawLine(QPointF(tip, middle), QPointF(tip + back, middle - size / 2));
    painter.drawLine(QPointF(tip, middle), QPointF(tip + back, middle + size / 2));
    QFont font(theme.uiFamily());
    font.setPixelSize(theme.smallSize());
    painter.setFont(font);
    painter.drawText(QRectF(x + size + theme.unit(), y, directionWidth(), lineHeight()),
                     Qt::AlignVCenter | Qt::TextSingleLine, received ? tr("received") : tr("sent"));
    painter.restore();
}

} // namespace sockscope
