// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/session_history.h"

#include <algorithm>

namespace sockscope {

namespace {

constexpr std::int64_t MaxPayloadRead = 64 << 10;

bool isTrouble(RecordKind kind)
{
    return kind == RecordKind::SocketError || kind == RecordKind::CallRefused || kind == RecordKind::Exception;
}

} // namespace

void SessionHistory::append(const QList<Record> &records, const SocketStates &after)
{
    for (const auto &record : records) {
        m_activity.add(record.timeNs, 1);
        m_troubles.stretchTo(record.timeNs); // both keep the same width
        if (isTrouble(record.kind))
            m_troubles.add(record.timeNs, 1);
    }
    m_index.append(records);
    const auto tooOld = [this](const Copy &copy) { return copy.end < m_index.first(); };
    std::erase_if(m_copies, tooOld);
    if (m_index.end() - (m_copies.empty() ? 0 : m_copies.back().end) >= m_interval)
        copy(after);
}

void SessionHistory::copy(const SocketStates &states)
{
    m_copies.push_back({m_index.end(), states});
    while (copiedBytes() > MaxCopiedBytes && m_copies.size() > 1)
        thinOut();
}

void SessionHistory::thinOut()
{
    std::vector<Copy> kept;
    for (std::size_t i = 1; i < m_copies.size(); i += 2)
        kept.push_back(std::move(m_copies[i]));
    m_copies = std::move(kept);
    m_interval *= 2;
}

/// An upper bound: of each copy the pointers, and the states that can have changed since the one before.
std::int64_t SessionHistory::copiedBytes() const
{
    constexpr std::int64_t bytesOfState = 400;
    std::int64_t bytes = 0;
    for (const auto &copy : m_copies) {
        const auto count = static_cast<std::int64_t>(copy.states.size());
        bytes += count * std::int64_t{sizeof(SharedSocketState)} + std::min(count, m_interval) * bytesOfState;
    }
    return bytes;
}

const SocketStates &SessionHistory::socketsAt(std::int64_t timeNs)
{
    const auto end = m_index.behind(timeNs);
    startFrom(end);
    for (; m_shown.end < end; ++m_shown.end)
        replay(m_index[m_shown.end]);
    return m_shown.states;
}

/// Goes to the nearest state that is known: what was shown last, a copy, or the start.
void SessionHistory::startFrom(std::int64_t end)
{
    const auto behind = std::ranges::upper_bound(m_copies, end, {}, &Copy::end);
    const auto *best = behind == m_copies.begin() ? nullptr : &*std::prev(behind);
    const bool canGoOn = m_shown.end <= end && m_shown.end >= m_index.first() && m_shown.end > 0;
    if (canGoOn && (!best || best->end <= m_shown.end))
        return;
    if (best)
        m_shown = *best;
    else if (m_index.first() > 0 && !m_copies.empty())
        m_shown = m_copies.front(); // the first instant that is left
    else
        m_shown = {m_index.first(), {}};
    m_rowOf.clear();
    for (std::size_t row = 0; row < m_shown.states.size(); ++row)
        m_rowOf.insert(m_shown.states[row].constData()->socket, row);
}

SharedSocketState &SessionHistory::stateOf(const IndexEntry &entry)
{
    if (const auto known = m_rowOf.constFind(entry.socket); known != m_rowOf.constEnd())
        return m_shown.states[*known];
    RecordHead head;
    if (const auto read = m_reader.at(entry.offset, 0))
        head = *read;
    head.socket = entry.socket;
    head.timeNs = entry.timeNs;
    m_rowOf.insert(entry.socket, m_shown.states.size());
    return m_shown.states.emplace_back(new SocketState(SocketState::firstSeen(head)));
}

/// Reads from the file only what the index doesn't know.
void SessionHistory::replay(const IndexEntry &entry)
{
    auto &state = stateOf(entry);
    switch (entry.kind) {
    case RecordKind::BytesSent:
        state->sent += entry.size;
        return;
    case RecordKind::BytesReceived:
        state->received += entry.size;
        state->unheard += entry.isUnheard() ? entry.size : 0;
        return;
    case RecordKind::SocketTimeout:
        ++state->timeouts;
        return;
    case RecordKind::CallRefused:
        ++state->refusals;
        return;
    case RecordKind::EventDelivered:
    case RecordKind::PromiseSettled:
    case RecordKind::Console:
        return;
    default:
        if (const auto read = m_reader.at(entry.offset, MaxPayloadRead))
            state->apply(*read);
    }
}

void SessionHistory::clear()
{
    m_index.clear();
    m_activity = Buckets();
    m_troubles = Buckets();
    m_copies.clear();
    m_interval = FirstInterval;
    m_shown = {};
    m_rowOf.clear();
}

} // namespace sockscope
