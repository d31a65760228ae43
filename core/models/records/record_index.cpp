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
    for (const auto &record : records)
        if (record.socket != 0)
            add(record);
    if (m_entries.count() > m_entries.limit())
        dropOldest();
}

void RecordIndex::add(const Record &record)
{
    const auto entry = entryOf(record);
    if (entry.kind == RecordKind::BytesReceived && !entry.isUnheard())
        m_undelivered[entry.socket].push_back(static_cast<std::uint32_t>(end()));
    else if (entry.kind == RecordKind::EventDelivered || entry.kind == RecordKind::StateChanged)
        matchDelivery(entry);
    m_bySocket.try_emplace(entry.socket, std::numeric_limits<int>::max())
        .first->second.append(static_cast<std::uint32_t>(end()));
    m_entries.append(entry);
}

void RecordIndex::dropOldest()
{
    m_entries.removeFirst(m_entries.count() - (m_entries.limit() - m_entries.limit() / 10));
    for (auto &[socket, numbers] : m_bySocket)
        numbers.removeFirst(numbers.partitionPoint([this](std::uint32_t number) { return number < first(); }));
    for (auto &waiting : m_undelivered)
        waiting.erase(waiting.begin(), std::ranges::lower_bound(waiting, first()));
    std::erase_if(m_bySocket, [](const auto &each) { return each.second.count() == 0; });
}

const RecordIndex::Numbers &RecordIndex::ofSocket(std::uint32_t socket) const
{
    static const Numbers none(1);
    const auto found = m_bySocket.find(socket);
    return found == m_bySocket.end() ? none : found->second;
}

/// Data events of a socket are delivered in their order.
void RecordIndex::matchDelivery(const IndexEntry &entry)
{
    const auto waiting = m_undelivered.find(entry.socket);
    if (waiting == m_undelivered.end())
        return;
    if (entry.kind == RecordKind::StateChanged) { // a socket that ends with its iteration has no close event
        if (entry.after == JournalState::Destroyed && waiting->empty())
            m_undelivered.erase(waiting);
        return;
    }
    if (entry.detail() == IndexEntry::CloseEvent) { // the last one: what is left is never delivered
        m_undelivered.erase(waiting);
        return;
    }
    if (entry.detail() != IndexEntry::DataEvent || waiting->empty())
        return;
    const std::int64_t number = waiting->front();
    waiting->pop_front();
    if (number < first())
        return;
    auto &data = m_entries[static_cast<int>(number - first())];
    const auto delay = std::max<std::int64_t>((entry.timeNs - data.timeNs + 999) / 1000, 1);
    data.delayUs = static_cast<std::uint32_t>(std::min<std::int64_t>(delay, std::numeric_limits<std::uint32_t>::max()));
}

void RecordIndex::clear()
{
    m_entries.clear();
    m_undelivered.clear();
    m_bySocket.clear();
}

std::int64_t RecordIndex::from(std::int64_t timeNs) const
{
    return first() + m_entries.partitionPoint([timeNs](const IndexEntry &each) { return each.timeNs < timeNs; });
}

std::int64_t RecordIndex::behind(std::int64_t timeNs) const
{
    if (timeNs < 0)
        return end();
    return first() + m_entries.partitionPoint([timeNs](const IndexEntry &each) { return each.timeNs <= timeNs; });
}

std::int64_t RecordIndex::numberOf(std::int64_t offset) const
{
    const int row = m_entries.partitionPoint([offset](const IndexEntry &each) { return each.offset < offset; });
    return row < m_entries.count() && m_entries[row].offset == offset ? first() + row : -1;
}

} // namespace sockscope
