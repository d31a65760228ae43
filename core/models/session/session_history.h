// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"
#include "models/records/record_index.h"
#include "models/records/time_buckets.h"
#include "models/sockets/socket_state.h"

#include <vector>

namespace sockscope {

/// A session's past, for views of any of its instants: its records by time, how busy it was, and its sockets as they
/// were. Sockets are copied every few thousand records and what came in between is applied again, so an instant costs
/// milliseconds. Bounded: copies are thinned out when they get too many (MaxCopiedBytes), and what the index has
/// dropped is shown as it was at the first instant that is left.
class SessionHistory
{
public:
    using Buckets = TimeBuckets<512>;
    static constexpr std::int64_t FirstInterval = 4096; ///< records between two copies, at first
    static constexpr std::int64_t MaxCopiedBytes = 32LL << 20;

    /// `reader` must outlive the history.
    explicit SessionHistory(JournalReader &reader, int indexLimit = RecordIndex::DefaultLimit)
        : m_reader(reader)
        , m_index(indexLimit)
    {
    }

    /// `after`: the sockets as they are after these records.
    void append(const QList<Record> &records, const SocketStates &after);
    void clear();

    [[nodiscard]] const RecordIndex &index() const { return m_index; }
    [[nodiscard]] const Buckets &activity() const { return m_activity; } ///< records of all kinds
    [[nodiscard]] const Buckets &troubles() const { return m_troubles; } ///< errors, refused calls, exceptions
    /// The sockets in the order of their first record, as they were at this time. Quick for times that move forward.
    [[nodiscard]] const SocketStates &socketsAt(std::int64_t timeNs);

private:
    struct Copy
    {
        std::int64_t end = 0; ///< number of the first entry that it doesn't know
        SocketStates states;
    };
    void copy(const SocketStates &states);
    void thinOut();
    [[nodiscard]] std::int64_t copiedBytes() const;
    void startFrom(std::int64_t end);
    void replay(const IndexEntry &entry);
    [[nodiscard]] SharedSocketState &stateOf(const IndexEntry &entry);

    JournalReader &m_reader;
    RecordIndex m_index;
    Buckets m_activity;
    Buckets m_troubles;
    std::vector<Copy> m_copies;
    std::int64_t m_interval = FirstInterval;
    Copy m_shown; ///< what socketsAt() returned last
    QHash<std::uint32_t, std::size_t> m_rowOf;
};

} // namespace sockscope
