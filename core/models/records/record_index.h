// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"
#include "models/records/bounded_rows.h"
#include "models/records/mapped_allocator.h"

#include <QHash>
#include <QList>

#include <deque>
#include <unordered_map>

namespace sockscope {

/// What the views need of a socket's record without reading the file again, 32 bytes.
struct IndexEntry
{
    /// What a record's texts say, as far as views count or draw it; Detail of the kind in question, or None.
    enum Detail : std::uint8_t {
        None,
        ConnectEvent, ///< EventDelivered, in the order of Event names
        DataEvent,
        CloseEvent,
        ErrorEvent,
        TimeoutEvent,
        Fulfilled, ///< PromiseSettled
        Rejected,
        PeerFin, ///< StateChanged to destroyed
        PeerReset,
        LocalClose,
    };

    std::int64_t timeNs = 0;
    std::int64_t offset = 0;
    std::uint32_t socket = 0;
    std::uint32_t size = 0;    ///< bytes of payload
    std::uint32_t delayUs = 0; ///< BytesReceived: until its handler was entered; 0 where that isn't known (yet)
    RecordKind kind = RecordKind::Note;
    JournalState before = JournalState::None;
    JournalState after = JournalState::None;
    std::uint8_t code = None; ///< a Detail, with NoHandler or'ed to it

    static constexpr std::uint8_t NoHandler = 0x80;
    [[nodiscard]] Detail detail() const { return static_cast<Detail>(code & ~NoHandler); }
    [[nodiscard]] bool isUnheard() const { return (code & NoHandler) != 0; }
};
static_assert(sizeof(IndexEntry) == 32);

/// The records of all sockets in the order of the journal, to find them by time. An entry has a number that stays when
/// older ones go. Bounded: the oldest tenth goes first. A journal of more than 2^32 records is beyond it.
class RecordIndex
{
public:
    using Numbers = BoundedRows<std::uint32_t, 8>;
    static constexpr int DefaultLimit = 4'000'000; ///< 144 MB

    explicit RecordIndex(int limit = DefaultLimit)
        : m_entries(limit)
    {
    }

    void append(const QList<Record> &records);
    void clear();

    [[nodiscard]] std::int64_t first() const
    {
        return m_entries.dropped();
    } ///< number of the oldest entry that is kept
    [[nodiscard]] std::int64_t end() const { return first() + m_entries.count(); }
    [[nodiscard]] const IndexEntry &operator[](std::int64_t number) const
    {
        return m_entries[static_cast<int>(number - first())];
    }
    /// Numbers of the entries of one socket, growing.
    [[nodiscard]] const Numbers &ofSocket(std::uint32_t socket) const;
    /// Number of the first entry that is not before this time.
    [[nodiscard]] std::int64_t from(std::int64_t timeNs) const;
    /// Number of the first entry behind this time; a negative time (SessionCursor::Latest) means all.
    [[nodiscard]] std::int64_t behind(std::int64_t timeNs) const;
    /// Number of the entry of the record at this offset of the file, -1 where there is none.
    [[nodiscard]] std::int64_t numberOf(std::int64_t offset) const;

private:
    void add(const Record &record);
    void matchDelivery(const IndexEntry &entry);
    void dropOldest();

    BoundedRows<IndexEntry, 12, MappedAllocator<IndexEntry>> m_entries;
    std::unordered_map<std::uint32_t, Numbers> m_bySocket;
    QHash<std::uint32_t, std::deque<std::uint32_t>> m_undelivered; ///< data entries whose handler wasn't entered yet
};

} // namespace sockscope
