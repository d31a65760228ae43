// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/records/record_index.h"

#include <array>
#include <deque>

namespace sockscope {

/// The lifecycle of one socket as its records up to some moment tell it; what texts say is left to be read where it is
/// shown. Plain data. Bounded: the newest transitions and refused calls are kept one by one, all are counted.
struct LifecycleFacts
{
    static constexpr int States = 4;
    static constexpr int Events = 5;
    static constexpr std::size_t MaxTransitions = 1000;
    static constexpr std::size_t MaxRefusals = 200;
    static constexpr std::int64_t None = -1;

    struct Edge
    {
        std::int64_t count = 0;
        std::int64_t last = None; ///< number in the index, as all "last" here
    };
    struct Refusal
    {
        std::int64_t number = None;
        JournalState state = JournalState::Disconnected; ///< in which the call was made
    };
    struct EventCount
    {
        std::int64_t delivered = 0;
        std::int64_t unheard = 0; ///< occurred without a handler
    };

    JournalState state = JournalState::Disconnected;
    std::int64_t createdAt = None;
    std::int64_t stateSince = 0;
    std::array<std::int64_t, States> timeIn{}; ///< without the state it is in
    std::array<bool, States> visited{};
    std::array<std::array<Edge, States>, States> edges{}; ///< [from][to]
    std::deque<std::int64_t> transitions;                 ///< numbers
    std::int64_t transitionCount = 0;
    std::int64_t lastTransition = None;
    std::deque<Refusal> refusals;
    std::int64_t refusalCount = 0;
    std::array<EventCount, Events> events{}; ///< in the order of IndexEntry::ConnectEvent and so on
    std::int64_t errorCount = 0;
    std::int64_t lastError = None;
    std::int64_t lastConnect = None;
    std::int64_t lastEndpoints = None;
    std::int64_t lastTcpInfo = None;
    std::int64_t lastIdleTimeout = None; ///< set, not run out

    void apply(std::int64_t number, const IndexEntry &entry);

private:
    void applyTransition(std::int64_t number, const IndexEntry &entry);
    void applyEvent(const IndexEntry &entry);
};

} // namespace sockscope
