// SPDX-License-Identifier: GPL-3.0-or-later
// What part of the time is shown and selected; ladder_painter.cpp draws it.
#include "ladder_view.h"

#include "ladder_painter.h"
#include "theme.h"

#include <algorithm>
#include <cmath>

namespace sockscope {

namespace {

constexpr qreal MinSpan = 1'000;  // a microsecond: records aren't closer
constexpr qreal MarginShare = 25; // above and below the first and the last record

} // namespace

LadderView::LadderView(QQuickItem *parent)
    : QQuickPaintedItem(parent)
    , m_model(this)
{
    setAntialiasing(true);
    connect(&m_model, &LadderModel::changed, this, &LadderView::onChanged);
    connect(Theme::instance(), &Theme::changed, this, [this] {
        m_areSlotsKnown = false;
        update();
    });
}

void LadderView::setJournal(JournalSession *journal)
{
    m_model.setJournal(journal);
    fit();
    Q_EMIT sessionChanged();
}

void LadderView::setCursor(SessionCursor *cursor)
{
    m_model.setCursor(cursor);
    Q_EMIT sessionChanged();
}

qreal LadderView::head() const
{
    return LadderPainter::headHeight();
}

qreal LadderView::firstNs() const
{
    return qreal(m_model.firstNs());
}

qreal LadderView::lastNs() const
{
    return std::max(qreal(m_model.lastNs()), firstNs() + MinSpan);
}

void LadderView::onChanged()
{
    m_areSlotsKnown = false;
    if (m_mode == Fit)
        return fit();
    if (m_mode == Follow)
        show(lastNs() + (m_to - m_from) / MarginShare - (m_to - m_from), lastNs() + (m_to - m_from) / MarginShare);
    centreSelected();
    update();
    Q_EMIT viewChanged();
}

/// The selection of another view is brought here; one that is in view stays where it is.
void LadderView::centreSelected()
{
    const auto selected = cursor() ? cursor()->record() : SessionCursor::NoRecord;
    if (std::exchange(m_centred, selected) == selected || selected == SessionCursor::NoRecord)
        return;
    const auto time = m_model.timeOf(selected);
    if (!time || (qreal(*time) >= m_from && qreal(*time) <= m_to))
        return;
    m_mode = Stay;
    const qreal half = (m_to - m_from) / 2;
    show(qreal(*time) - half, qreal(*time) + half);
}

void LadderView::show(qreal from, qreal to)
{
    m_from = from;
    m_to = std::max(to, from + MinSpan);
    m_areSlotsKnown = false;
    update();
    Q_EMIT viewChanged();
}

void LadderView::fit()
{
    m_mode = Fit;
    m_centred = cursor() ? cursor()->record() : SessionCursor::NoRecord;
    show(firstNs() - margin(), lastNs() + margin());
}

/// Above the first and below the last record, so that their labels are in view, too.
qreal LadderView::margin() const
{
    const qreal span = lastNs() - firstNs();
    const qreal label = LadderPainter::slotHeight();
    const qreal room = std::max(height() - head() - 2 * label, 2 * label);
    return std::max(span / MarginShare, span / room * label);
}

void LadderView::zoom(qreal factor, qreal y)
{
    const qreal whole = lastNs() - firstNs() + 2 * margin();
    const qreal span = std::max((m_to - m_from) * factor, MinSpan);
    if (span >= whole)
        return fit();
    const qreal at = timeAt(y);
    const qreal share = (at - m_from) / (m_to - m_from);
    m_mode = Stay;
    show(at - span * share, at - span * share + span);
    pan(0);
}

void LadderView::pan(qreal pixels)
{
    const qreal span = m_to - m_from;
    if (m_mode == Fit && pixels != 0)
        return; // all is in view
    const qreal margin = span / MarginShare;
    const qreal least = firstNs() - margin;
    const qreal most = std::max(lastNs() + margin - span, least);
    const qreal from = std::clamp(m_from + pixels / std::max(height() - head(), 1.0) * span, least, most);
    m_mode = from >= most && journal() && journal()->state() == JournalSession::Live ? Follow : Stay;
    show(from, from + span);
}

void LadderView::toStart()
{
    pan(-1e18);
}

void LadderView::toEnd()
{
    pan(1e18);
}

qreal LadderView::yOf(qreal timeNs) const
{
    return head() + (timeNs - m_from) / (m_to - m_from) * (height() - head());
}

qreal LadderView::timeAt(qreal y) const
{
    return m_from + (y - head()) / std::max(height() - head(), 1.0) * (m_to - m_from);
}

const QList<LadderSlot> &LadderView::shown() const
{
    if (m_areSlotsKnown)
        return m_slots;
    m_areSlotsKnown = true;
    const qreal slot = (m_to - m_from) * LadderPainter::slotHeight() / std::max(height() - head(), 1.0);
    m_slots = m_model.slotsBetween(qint64(std::max(m_from, 0.0)), qint64(m_to), qint64(slot));
    return m_slots;
}

void LadderView::select(int direction)
{
    if (!cursor())
        return;
    const auto offset = m_model.neighbour(cursor()->record(), direction);
    const auto number = offset < 0 ? -1 : journal()->history().index().numberOf(offset);
    if (number >= 0)
        cursor()->selectRecord(offset, journal()->history().index()[number].socket);
}

bool LadderView::selectAt(qreal x, qreal y)
{
    const auto &groups = shown();
    const auto hit = LadderPainter(*this, m_model, groups).groupAt({x, y});
    if (!hit || !cursor())
        return false;
    cursor()->selectRecord(hit->offset, hit->socket);
    return true;
}

QString LadderView::selectedText() const
{
    const auto &groups = shown();
    for (const auto &slot : groups)
        for (const auto &group : slot.groups)
            if (group.isSelected)
                return m_model.label(group);
    return {};
}

void LadderView::geometryChange(const QRectF &after, const QRectF &before)
{
    QQuickPaintedItem::geometryChange(after, before);
    m_areSlotsKnown = false;
    if (m_mode == Fit)
        return fit();
    Q_EMIT viewChanged();
}

void LadderView::paint(QPainter *painter)
{
    const auto &groups = shown();
    LadderPainter(*this, m_model, groups).paint(*painter);
}

} // namespace sockscope
