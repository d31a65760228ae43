// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/records/record_index.h"

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

std::uint8_t eventCode(const QByteArray &name)
{
    constexpr std::array<const char *, 5> names{"connect", "data", "close", "error", "timeout"};
    for (std::size_t i = 0; i < names.size(); ++i)
        if (name == names[i])
            return static_cast<std::uint8_t>(IndexEntry::ConnectEvent + i);
    return IndexEntry::None;
}

/// Socket::closed() lists the causes.
std::uint8_t closeCode(const QString &cause)
{
    if (cause.startsWith("peer RST"_L1) || cause.contains("reset by peer"_L1))
        return IndexEntry::PeerReset;
    return cause.startsWith("peer "_L1) ? IndexEntry::PeerFin : IndexEntry::LocalClose;
}

std::uint8_t codeOf(const Record &record)
{
    switch (record.kind) {
    case RecordKind::EventDelivered:
        return eventCode(record.payload);
    case RecordKind::PromiseSettled:
        return record.payload.contains(" rejected") ? IndexEntry::Rejected : IndexEntry::Fulfilled;
    case RecordKind::StateChanged:
        return record.stateAfter == JournalState::Destroyed ? closeCode(record.cause) : std::uint8_t{IndexEntry::None};
    default:
        return IndexEntry::None;
    }
}

IndexEntry entryOf(const Record &record)
{
    IndexEntry entry;
    entry.timeNs = record.timeNs;
    entry.offset = record.offset;
    entry.socket = record.socket;
    entry.size = static_cast<std::uint32_t>(record.payload.size());
    entry.kind = record.kind;
    entry.before = record.stateBefore;
    entry.after = record.stateAfter;
    entry.code = codeOf(record);
    if (record.cause == "no handler"_L1)
        entry.code |= IndexEntry::NoHandler;
    return entry;
}

} // namespace

void RecordIndex::append(const QList<Record> &records)
{
    for (const auto &record : records) {
        if (record.socket == 0)
            continue;
        const auto entry = entryOf(record);
        if (entry.kind == RecordKind::BytesReceived && !entry.isUnheard())
            m_undelivered[entry.socket].push_back(end());
        else if (entry.kind == RecordKind::EventDelivered)
            matchDelivery(entry);
        m_entries.push_back(entry);
    }
    if (end() - m_first <= m_limit)
        return;
    const auto excess = end() - m_first - (m_limit - m_limit / 10);
    m_entries.erase(m_entries.begin(), m_entries.begin() + excess);
    m_first += excess;
}

/// Data events of a socket are delivered in their order.
void RecordIndex::matchDelivery(const IndexEntry &entry)
{
    const auto waiting = m_undelivered.find(entry.socket);
    if (waiting == m_undelivered.end())
        return;
    if (entry.detail() == IndexEntry::CloseEvent) { // the last one: what is left is never delivered
        m_undelivered.erase(waiting);
        return;
    }
    if (entry.detail() != IndexEntry::DataEvent || waiting->empty())
        return;
    const auto number = waiting->front();
    waiting->pop_front();
    if (number < m_first)
        return;
    auto &data = m_entries[static_cast<std::size_t>(number - m_first)];
    const auto delay = std::max<std::int64_t>((entry.timeNs - data.timeNs + 999) / 1000, 1);
    data.delayUs = static_cast<std::uint32_t>(std::min<std::int64_t>(delay, std::numeric_limits<std::uint32_t>::max()));
}

void RecordIndex::clear()
{
    m_entries.clear();
    m_undelivered.clear();
    m_first = 0;
}

std::int64_t RecordIndex::from(std::int64_t timeNs) const
{
    const auto found = std::ranges::lower_bound(m_entries, timeNs, {}, &IndexEntry::timeNs);
    return m_first + (found - m_entries.begin());
}

std::int64_t RecordIndex::behind(std::int64_t timeNs) const
{
    if (timeNs < 0)
        return end();
    const auto found = std::ranges::upper_bound(m_entries, timeNs, {}, &IndexEntry::timeNs);
    return m_first + (found - m_entries.begin());
}

std::int64_t RecordIndex::numberOf(std::int64_t offset) const
{
    const auto found = std::ranges::lower_bound(m_entries, offset, {}, &IndexEntry::offset);
    return found != m_entries.end() && found->offset == offset ? m_first + (found - m_entries.begin()) : -1;
}

} // namespace sockscope
