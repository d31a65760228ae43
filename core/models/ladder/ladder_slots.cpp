// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ladder/ladder_slots.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace sockscope {

namespace {

LadderGroup &groupOf(LadderSlot &slot, LadderGroup::Kind kind)
{
    const auto known = std::ranges::find(slot.groups, kind, &LadderGroup::kind);
    if (known != slot.groups.end())
        return *known;
    LadderGroup added;
    added.kind = kind;
    slot.groups.append(added);
    return slot.groups.last();
}

void add(LadderSlot &slot, LadderGroup::Kind kind, const IndexEntry &entry)
{
    auto &group = groupOf(slot, kind);
    if (group.count++ == 0) {
        group.firstNs = entry.timeNs;
        group.offset = entry.offset;
        group.socket = entry.socket;
    }
    group.bytes += entry.size;
    group.lastNs = entry.timeNs;
    group.lastOffset = entry.offset;
    group.delayUs = std::max(group.delayUs, entry.delayUs);
    group.isUnheard = group.isUnheard || (kind == LadderGroup::Data && entry.isUnheard());
}

/// `later` begins where `slot` ends.
void merge(LadderSlot &slot, const LadderSlot &later)
{
    for (const auto &from : later.groups) {
        auto &group = groupOf(slot, from.kind);
        if (group.count == 0) {
            group = from;
            continue;
        }
        group.count += from.count;
        group.bytes += from.bytes;
        group.lastNs = from.lastNs;
        group.lastOffset = from.lastOffset;
        group.delayUs = std::max(group.delayUs, from.delayUs);
        group.isUnheard = group.isUnheard || from.isUnheard;
    }
}

std::int64_t startOf(std::int64_t timeNs, std::int64_t slotNs)
{
    return timeNs / slotNs * slotNs;
}

LadderSlot &slotAt(QList<LadderSlot> &slots, std::int64_t start, std::int64_t slotNs)
{
    if (slots.isEmpty() || slots.last().fromNs != start)
        slots.append({start, start + slotNs, {}});
    return slots.last();
}

/// Adds the records of the positions [from, to).
void collect(QList<LadderSlot> &slots, const RecordIndex &index, const SocketRecords &records, std::int64_t from,
             std::int64_t to, std::int64_t slotNs)
{
    for (auto position = from; position < to; ++position) {
        const auto &entry = index[records[position]];
        if (const auto kind = LadderSlots::kindOf(entry))
            add(slotAt(slots, startOf(entry.timeNs, slotNs), slotNs), *kind, entry);
    }
}

} // namespace

std::optional<LadderGroup::Kind> LadderSlots::kindOf(const IndexEntry &entry)
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

QList<LadderSlot> LadderSlots::between(const RecordIndex &index, const SocketRecords &records, std::int64_t end,
                                       std::int64_t fromNs, std::int64_t toNs, std::int64_t slotNs)
{
    QList<LadderSlot> found;
    if (toNs < 0)
        return found;
    const auto to = std::min(records.positionOf(index.behind(toNs)), end);
    auto from = records.positionOf(index.from(startOf(std::max<std::int64_t>(fromNs, 0), slotNs)));
    if (to - from > DirectRecords) {
        slotNs = static_cast<std::int64_t>(std::bit_ceil(static_cast<std::uint64_t>(slotNs)));
        keep(index, records, to - UnsettledRecords, startOf(std::max<std::int64_t>(fromNs, 0), slotNs), slotNs);
        found = m_kept;
        from = records.positionOf(m_next);
    }
    collect(found, index, records, from, to, slotNs);
    return found;
}

/// Makes m_kept the slots from that time to the record at the position `last`.
void LadderSlots::keep(const RecordIndex &index, const SocketRecords &records, std::int64_t last, std::int64_t fromNs,
                       std::int64_t slotNs)
{
    while (m_slotNs > 0 && m_slotNs < slotNs)
        mergePairs();
    if (m_slotNs != slotNs || fromNs < m_fromNs) {
        m_kept.clear();
        m_slotNs = slotNs;
        m_next = index.from(fromNs);
    }
    if (records.positionOf(m_next) > last) { // an earlier instant
        const auto start = startOf(index[records[last]].timeNs, slotNs);
        while (!m_kept.isEmpty() && m_kept.last().fromNs >= start)
            m_kept.removeLast();
        m_next = index.from(start);
    }
    while (!m_kept.isEmpty() && m_kept.first().fromNs < fromNs)
        m_kept.removeFirst();
    m_fromNs = fromNs;
    collect(m_kept, index, records, records.positionOf(m_next), last, slotNs);
    m_next = records[last];
}

/// A first slot whose records aren't all kept is left out.
void LadderSlots::mergePairs()
{
    m_slotNs *= 2;
    const auto start = startOf(m_fromNs + m_slotNs - 1, m_slotNs);
    QList<LadderSlot> merged;
    for (const auto &slot : std::as_const(m_kept))
        if (slot.fromNs >= start)
            merge(slotAt(merged, startOf(slot.fromNs, m_slotNs), m_slotNs), slot);
    m_kept = merged;
    m_fromNs = start;
}

} // namespace sockscope
