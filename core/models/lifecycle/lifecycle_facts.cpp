// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lifecycle/lifecycle_facts.h"

namespace sockscope {

namespace {

constexpr auto at(JournalState state)
{
    return static_cast<std::size_t>(state);
}

} // namespace

void LifecycleFacts::apply(std::int64_t number, const IndexEntry &entry)
{
    if (createdAt == None) {
        createdAt = stateSince = entry.timeNs;
        visited[at(state)] = true;
    }
    switch (entry.kind) {
    case RecordKind::StateChanged:
        return applyTransition(number, entry);
    case RecordKind::EventDelivered:
        return applyEvent(entry);
    case RecordKind::BytesReceived: // unheard ones are never delivered
        events[1].unheard += entry.isUnheard() ? 1 : 0;
        return;
    case RecordKind::CallRefused:
        ++refusalCount;
        refusals.push_back({number, state});
        if (refusals.size() > MaxRefusals)
            refusals.pop_front();
        return;
    case RecordKind::SocketError:
        ++errorCount;
        lastError = number;
        return;
    case RecordKind::ConnectStarted:
        lastConnect = number;
        return;
    case RecordKind::Endpoints:
        lastEndpoints = number;
        return;
    case RecordKind::TcpInfo:
        lastTcpInfo = number;
        return;
    case RecordKind::IdleTimeoutSet:
        lastIdleTimeout = number;
        return;
    default:
        return;
    }
}

void LifecycleFacts::applyTransition(std::int64_t number, const IndexEntry &entry)
{
    if (entry.after == JournalState::None)
        return;
    timeIn[at(state)] += entry.timeNs - stateSince;
    auto &edge = edges[at(state)][at(entry.after)];
    ++edge.count;
    edge.last = number;
    state = entry.after;
    stateSince = entry.timeNs;
    visited[at(state)] = true;
    ++transitionCount;
    lastTransition = number;
    transitions.push_back(number);
    if (transitions.size() > MaxTransitions)
        transitions.pop_front();
}

void LifecycleFacts::applyEvent(const IndexEntry &entry)
{
    const auto detail = entry.detail();
    if (detail < IndexEntry::ConnectEvent || detail > IndexEntry::TimeoutEvent)
        return;
    auto &event = events[static_cast<std::size_t>(detail - IndexEntry::ConnectEvent)];
    ++(entry.isUnheard() ? event.unheard : event.delivered);
}

} // namespace sockscope
