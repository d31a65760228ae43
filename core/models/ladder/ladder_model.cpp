// SPDX-License-Identifier: GPL-3.0-or-later
// Which records the ladder has; ladder_slots.cpp groups them, ladder_labels.cpp puts them in words.
#include "models/ladder/ladder_model.h"

#include <algorithm>

namespace sockscope {

LadderModel::LadderModel(QObject *parent)
    : QObject(parent)
    , m_follower([this] { reset(); }, [this] { update(); }, this)
{
}

void LadderModel::setJournal(JournalSession *journal)
{
    if (journal != m_follower.journal())
        m_follower.setJournal(journal);
}

void LadderModel::setCursor(SessionCursor *cursor)
{
    if (cursor != m_follower.cursor())
        m_follower.setCursor(cursor);
}

void LadderModel::setShowsAll(bool showsAll)
{
    if (showsAll == m_showsAll)
        return;
    m_showsAll = showsAll;
    update();
}

void LadderModel::reset()
{
    m_records.setSocket(m_records.socket());
    m_slots.clear();
    m_end = 0;
    m_texts.clear();
    Q_EMIT changed();
}

void LadderModel::update()
{
    if (!journal())
        return;
    const auto wanted = m_showsAll || !cursor() ? 0 : cursor()->socket();
    if (wanted != m_records.socket()) {
        m_records.setSocket(wanted);
        m_slots.clear();
    }
    const auto &index = journal()->history().index();
    m_records.update(index);
    m_end = m_records.positionOf(index.behind(m_follower.instant()));
    Q_EMIT changed();
}

std::int64_t LadderModel::firstNs() const
{
    if (m_end == 0)
        return 0;
    const auto &index = journal()->history().index();
    return index[std::max(m_records[0], index.first())].timeNs; // dropped since the last update
}

std::int64_t LadderModel::lastNs() const
{
    if (m_end == 0)
        return 0;
    if (m_follower.instant() != SessionCursor::Latest)
        return std::max<std::int64_t>(m_follower.instant(), firstNs());
    return journal()->history().index()[m_records[m_end - 1]].timeNs;
}

std::optional<std::int64_t> LadderModel::timeOf(std::int64_t offset) const
{
    if (!journal())
        return std::nullopt;
    const auto &index = journal()->history().index();
    const auto number = index.numberOf(offset);
    return number < 0 ? std::nullopt : std::optional(index[number].timeNs);
}

QList<LadderSlot> LadderModel::slotsBetween(std::int64_t fromNs, std::int64_t toNs, std::int64_t slotNs) const
{
    if (!journal() || m_end == 0)
        return {};
    slotNs = std::max({slotNs, std::int64_t{1}, (toNs - fromNs) / MaxSlots});
    auto found = m_slots.between(journal()->history().index(), m_records, m_end, fromNs, toNs, slotNs);
    markSelected(found);
    return found;
}

std::uint32_t LadderModel::vuOfSocket() const
{
    const SocketsModel &sockets = *journal()->sockets();
    return socket() == 0 ? 0 : sockets.index(sockets.rowOf(socket())).data(SocketsModel::VuRole).toUInt();
}

QList<PausedTimes::Pause> LadderModel::pausesBetween(std::int64_t fromNs, std::int64_t toNs) const
{
    QList<PausedTimes::Pause> found;
    if (!journal())
        return found;
    const bool isPast = m_follower.instant() != SessionCursor::Latest;
    const std::int64_t last = isPast ? std::min<std::int64_t>(toNs, m_follower.instant()) : toNs;
    const std::uint32_t vu = vuOfSocket();
    for (PausedTimes::Pause pause : journal()->pausedTimes().all()) {
        if (pause.toNs < fromNs || pause.fromNs > last || (vu != 0 && pause.vu != vu))
            continue;
        if (isPast)
            pause.toNs = std::min<std::int64_t>(pause.toNs, m_follower.instant());
        found.append(pause);
    }
    return found;
}

void LadderModel::markSelected(QList<LadderSlot> &slots) const
{
    const auto selected = cursor() ? cursor()->record() : SessionCursor::NoRecord;
    const auto &index = journal()->history().index();
    const auto number = selected < 0 ? -1 : index.numberOf(selected);
    if (number < 0 || (socket() != 0 && index[number].socket != socket()))
        return;
    const auto kind = LadderSlots::kindOf(index[number]);
    const auto behind = std::ranges::upper_bound(slots, index[number].timeNs, {}, &LadderSlot::fromNs);
    if (!kind || behind == slots.begin())
        return;
    for (auto &group : std::prev(behind)->groups)
        group.isSelected = group.kind == *kind && group.offset <= selected && selected <= group.lastOffset;
}

std::int64_t LadderModel::neighbour(std::int64_t offset, int direction) const
{
    if (!journal() || m_end == 0)
        return -1;
    const auto &index = journal()->history().index();
    const auto number = index.numberOf(offset);
    auto position = number < 0      ? (direction > 0 ? 0 : m_end - 1)
                    : direction > 0 ? m_records.positionOf(number + 1)
                                    : m_records.positionOf(number) - 1;
    for (; position >= 0 && position < m_end; position += direction)
        if (const auto &entry = index[m_records[position]]; LadderSlots::kindOf(entry))
            return entry.offset;
    return -1;
}

} // namespace sockscope
