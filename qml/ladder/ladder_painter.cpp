// SPDX-License-Identifier: GPL-3.0-or-later
// The ground of the ladder: its lanes, its time axis, and where texts go; ladder_painter_items.cpp draws what happened.
#include "ladder_painter.h"

#include "ladder_view.h"
#include "theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QtMath>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

/// 1, 2 or 5 times a power of ten, at least this.
qreal niceStep(qreal least)
{
    const qreal power = std::pow(10, std::floor(std::log10(std::max(least, 1.0))));
    for (const qreal factor : {1, 2, 5})
        if (power * factor >= least)
            return power * factor;
    return power * 10;
}

/// "00:02.5" with as many decimals as the step needs.
QString timeText(qreal ns, qreal stepNs)
{
    const int decimals = std::clamp(int(std::ceil(9 - std::log10(stepNs) - 1e-9)), 0, 9);
    const auto total = qint64(std::llround(ns));
    const auto minutes = total / 60'000'000'000;
    QString seconds = QString::number(qreal(total % 60'000'000'000) / 1e9, 'f', decimals);
    seconds = seconds.rightJustified(decimals == 0 ? 2 : decimals + 3, u'0');
    return QString::number(minutes).rightJustified(2, u'0') + u':' + seconds;
}

/// Control pictures, which fonts draw too small to be read, as a script would write them.
QString escaped(QString text)
{
    constexpr std::array<std::pair<char16_t, const char *>, 4> escapes{
        {{0x2400, "\\0"}, {0x2409, "\\t"}, {0x240a, "\\n"}, {0x240d, "\\r"}}};
    for (const auto &[picture, escape] : escapes)
        text.replace(QChar(picture), QString::fromLatin1(escape));
    return text;
}

} // namespace

LadderPainter::LadderPainter(const LadderView &view, const LadderModel &model, const QList<LadderSlot> &slotList)
    : m_view(view)
    , m_model(model)
    , m_slots(slotList)
    , m_colors(Theme::instance()->colors())
    , m_font(Theme::instance()->uiFamily())
    , m_unit(Theme::instance()->unit())
{
    m_font.setPixelSize(Theme::instance()->smallSize());
    m_axis = m_unit * 21;
    m_script = m_axis + std::clamp(view.width() * 0.22, m_unit * 16, m_unit * 56);
    m_peer = std::max(view.width() - m_unit * 8, m_script + m_unit * 10);
}

qreal LadderPainter::headHeight()
{
    return Theme::instance()->unit() * 7;
}

qreal LadderPainter::slotHeight()
{
    return Theme::instance()->unit() * 5.5;
}

void LadderPainter::paint(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_font);
    painter.save();
    painter.setClipRect(QRectF(0, headHeight(), m_view.width(), m_view.height() - headHeight()));
    paintAxis(painter);
    paintPauses(painter);
    painter.restore();
    paintLanes(painter);
    painter.setClipRect(QRectF(0, headHeight(), m_view.width(), m_view.height() - headHeight()));
    for (const auto &slot : m_slots)
        paintSlot(painter, slot);
    paintInstant(painter);
}

void LadderPainter::paintAxis(QPainter &painter) const
{
    const qreal perPixel = (m_view.to() - m_view.from()) / std::max(m_view.height() - headHeight(), 1.0);
    const qreal step = niceStep(perPixel * m_unit * 12);
    const qreal first = std::max(std::ceil(m_view.from() / step), 0.0);
    const int count = qFloor(m_view.to() / step - first) + 1; // of lines, which stand well apart
    for (int line = 0; line < count; ++line) {
        const qreal time = (first + line) * step;
        const qreal y = std::floor(m_view.yOf(time)) + 0.5;
        painter.setPen(QPen(m_colors.border, 1));
        painter.drawLine(QPointF(m_axis, y), QPointF(m_view.width() - m_unit, y));
        painter.setPen(m_colors.muted);
        painter.drawText(QRectF(0, y - m_unit * 3, m_axis - m_unit * 2, m_unit * 6), Qt::AlignRight | Qt::AlignVCenter,
                         timeText(time, step));
    }
}

/// Time in which the debugger had the script stand still: it is none of the script's.
void LadderPainter::paintPauses(QPainter &painter) const
{
    const QList<PausedTimes::Pause> pauses =
        m_model.pausesBetween(std::int64_t(m_view.from()), std::int64_t(m_view.to()));
    for (const PausedTimes::Pause &pause : pauses) {
        const qreal top = std::max(m_view.yOf(qreal(pause.fromNs)), headHeight());
        const qreal bottom = std::min(m_view.yOf(qreal(pause.toNs)), m_view.height());
        const QRectF band(m_script - m_unit * 2, top, m_unit * 4, std::max(bottom - top, 2.0));
        painter.fillRect(band, m_colors.raised);
        painter.fillRect(band, QBrush(m_colors.warning, Qt::BDiagPattern));
        if (bottom - top < m_unit * 5)
            continue;
        const QRectF room(m_script + m_unit * 3, (top + bottom) / 2 - m_unit * 2.5, m_peer - m_script - m_unit * 6,
                          m_unit * 5);
        painter.setPen(m_colors.muted);
        painter.drawText(
            room, Qt::AlignLeft | Qt::AlignVCenter,
            LadderView::tr("paused by the debugger for %1 s").arg(qreal(pause.toNs - pause.fromNs) / 1e9, 0, 'f', 1));
    }
}

void LadderPainter::paintLanes(QPainter &painter) const
{
    QFont strong = m_font;
    strong.setWeight(QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(m_colors.text);
    const qreal height = headHeight() - m_unit;
    painter.drawText(QRectF(m_script - m_unit * 20, 0, m_unit * 40, height), Qt::AlignHCenter | Qt::AlignVCenter,
                     LadderView::tr("script"));
    painter.drawText(QRectF(m_peer - m_unit * 40, 0, m_unit * 46, height), Qt::AlignRight | Qt::AlignVCenter,
                     LadderView::tr("peer"));
    painter.setFont(m_font);
    painter.setPen(QPen(m_colors.outline, 2));
    for (const qreal x : {m_script, m_peer})
        painter.drawLine(QPointF(x, headHeight()), QPointF(x, m_view.height()));
}

void LadderPainter::paintInstant(QPainter &painter) const
{
    if (!m_view.cursor() || m_view.cursor()->atLatest())
        return;
    const qreal y = std::floor(m_view.yOf(qreal(m_view.cursor()->instant()))) + 0.5;
    painter.setPen(QPen(m_colors.accent, 1, Qt::DashLine));
    painter.drawLine(QPointF(m_axis, y), QPointF(m_view.width(), y));
}

QList<LadderPainter::Piece> LadderPainter::pieces(const LadderSlot &slot) const
{
    QList<Piece> arrows;
    QList<Piece> marks;
    for (const auto &group : slot.groups)
        (group.isArrow() ? arrows : marks).append({group, escaped(m_model.label(group)), {}});
    place(arrows, slot, m_script + m_unit * 5, m_peer - m_unit * 5, true);
    place(marks, slot, m_axis, m_script - m_unit * 4, false);
    return arrows + marks;
}

/// Side by side on the slot's line, each cut to its share where there isn't room for all.
void LadderPainter::place(QList<Piece> &pieces, const LadderSlot &slot, qreal left, qreal right, bool isCentred) const
{
    if (pieces.isEmpty())
        return;
    const QFontMetricsF metrics(m_font);
    const qreal gap = m_unit * 2;
    const qreal share = (right - left + gap) / qreal(pieces.size()) - gap;
    qreal total = -gap;
    for (auto &piece : pieces) {
        const qreal arrow =
            isCentred && pieces.size() > 1 && share > m_unit * 16 ? m_unit * 4 : 0; // which way it goes, in the text
        const qreal room = pieces.size() == 1 ? right - left : std::max(share, m_unit * 6);
        const qreal textRoom = room - arrow - m_unit * 2;
        if (metrics.horizontalAdvance(piece.text) > textRoom && textRoom < m_unit * 24)
            piece.text = LadderModel::shortLabel(piece.group);
        piece.text = metrics.elidedText(piece.text, Qt::ElideRight, textRoom);
        piece.box.setWidth(metrics.horizontalAdvance(piece.text) + arrow + m_unit * 2);
        total += piece.box.width() + gap;
    }
    const qreal height = slotHeight() - m_unit * 0.5;
    const qreal y = lineY(slot, pieces) - height / 2;
    qreal x = isCentred ? std::max((left + right - total) / 2, left) : std::max(right - total, left);
    for (auto &piece : pieces) {
        piece.box = QRectF(x, y, piece.box.width(), height);
        x += piece.box.width() + gap;
    }
}

/// The height of one thing is its time's; of several, the middle of the slot. Always within the slot.
qreal LadderPainter::lineY(const LadderSlot &slot, const QList<Piece> &pieces) const
{
    const qreal top = m_view.yOf(qreal(slot.fromNs));
    const qreal bottom = m_view.yOf(qreal(slot.toNs));
    const qreal half = slotHeight() / 2;
    const qreal wanted = pieces.size() == 1 ? m_view.yOf(qreal(pieces.first().group.firstNs)) : (top + bottom) / 2;
    return std::round(std::clamp(wanted, std::min(top + half, bottom - half), std::max(top + half, bottom - half)));
}

std::optional<LadderGroup> LadderPainter::groupAt(const QPointF &point) const
{
    std::optional<LadderGroup> nearest;
    qreal distance = slotHeight();
    for (const auto &slot : m_slots) {
        const auto texts = pieces(slot);
        for (const auto &piece : texts) {
            if (piece.box.contains(point))
                return piece.group;
            const bool isOnItsSide = (point.x() < m_script) != piece.group.isArrow();
            const qreal away = std::abs(m_view.yOf(qreal(piece.group.firstNs)) - point.y());
            if (isOnItsSide && away < distance) {
                nearest = piece.group;
                distance = away;
            }
        }
    }
    return nearest;
}

} // namespace sockscope
