// SPDX-License-Identifier: GPL-3.0-or-later
// Which records the ladder has, and how they are grouped; ladder_labels.cpp puts them in words.
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
    m_end = 0;
    m_texts.clear();
    Q_EMIT changed();
}

void LadderModel::update()
{
    if (!journal())
        return;
    const auto wanted = m_showsAll || !cursor() ? 0 : cursor()->socket();
    if (wanted != m_records.socket())
        m_records.setSocket(wanted);
    const auto &index = journal()->history().index();
    m_records.update(index);
    m_end = m_records.positionOf(index.behind(m_follower.instant()));
    Q_EMIT changed();
}

std::int64_t LadderModel::firstNs() const
{
    return m_end == 0 ? 0 : journal()->history().index()[m_records[0]].timeNs;
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

std::optional<LadderGroup::Kind> LadderModel::kindOf(const IndexEntry &entry)
{
    switch (entry.kind) {
    case RecordKind::ConnectStarted:
        return LadderGroup::Connect;
    case RecordKind::BytesSent:
        return LadderGroup::Write;
    case RecordKind::BytesReceived:
        return LadderGroup::Data;
    case RecordKind::TlsEstablished:
        return LadderGroup::Tls;
    case RecordKind::PromiseSettled:
        return entry.detail() == IndexEntry::Rejected ? LadderGroup::Rejected : LadderGroup::Fulfilled;
    case RecordKind::CallRefused:
        return LadderGroup::Refused;
    case RecordKind::SocketError:
        return LadderGroup::Error;
    case RecordKind::SocketTimeout:
        return LadderGroup::Timeout;
    case RecordKind::StateChanged:
        break;
    default:
        return std::nullopt;
    }
    if (entry.after == JournalState::Open)
        return LadderGroup::Opened;
    if (entry.after == JournalState::Disconnected)
        return LadderGroup::Failed;
    if (entry.after != JournalState::Destroyed)
        return std::nullopt;
    return entry.detail() == IndexEntry::PeerFin     ? LadderGroup::PeerFin
           : entry.detail() == IndexEntry::PeerReset ? LadderGroup::PeerReset
                                                     : LadderGroup::LocalClose;
}

void LadderModel::add(LadderSlot &slot, LadderGroup::Kind kind, const IndexEntry &entry, std::int64_t selected)
{
    auto group = std::ranges::find(slot.groups, kind, &LadderGroup::kind);
    if (group == slot.groups.end()) {
        LadderGroup added;
        added.kind = kind;
        added.firstNs = entry.timeNs;
        added.offset = entry.offset;
        added.socket = entry.socket;
        slot.groups.append(added);
        group = std::prev(slot.groups.end());
    }
    ++group->count;
    group->bytes += entry.size;
    group->lastNs = entry.timeNs;
    group->lastOffset = entry.offset;
    group->delayUs = std::max(group->delayUs, entry.delayUs);
    group->isUnheard = group->isUnheard || (kind == LadderGroup::Data && entry.isUnheard());
    group->isSelected = group->isSelected || entry.offset == selected;
}

QList<LadderSlot> LadderModel::slotsBetween(std::int64_t fromNs, std::int64_t toNs, std::int64_t slotNs) const
{
    QList<LadderSlot> found;
    if (!journal() || m_end == 0)
        return found;
    slotNs = std::max({slotNs, std::int64_t{1}, (toNs - fromNs) / MaxSlots});
    const auto selected = cursor() ? cursor()->record() : SessionCursor::NoRecord;
    const auto &index = journal()->history().index();
    const auto first = std::max<std::int64_t>(fromNs, 0) / slotNs * slotNs;
    for (auto position = m_records.positionOf(index.from(first)); position < m_end; ++position) {
        const auto &entry = index[m_records[position]];
        if (entry.timeNs > toNs)
            break;
        const auto kind = kindOf(entry);
        if (!kind)
            continue;
        const auto start = entry.timeNs / slotNs * slotNs;
        if (found.isEmpty() || found.last().fromNs != start)
            found.append({start, start + slotNs, {}});
        add(found.last(), *kind, entry, selected);
    }
    return found;
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
        if (const auto &entry = index[m_records[position]]; kindOf(entry))
            return entry.offset;
    return -1;
}

} // namespace sockscope
