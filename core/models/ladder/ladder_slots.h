// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sockets/socket_records.h"

#include <QList>

#include <optional>

namespace sockscope {

/// Some records of one kind that are too close together in time to be shown one by one, or just one.
struct LadderGroup
{
    enum Kind : std::uint8_t {
        Connect,    ///< the script asked for a connection
        Opened,     ///< the peer accepted it
        Failed,     ///< it didn't come about
        Write,      ///< bytes to the peer
        Data,       ///< bytes from the peer
        PeerFin,    ///< the peer closed
        PeerReset,  ///< the peer aborted
        LocalClose, ///< the script closed
        Tls,        ///< the TLS handshake is done
        Fulfilled,  ///< a promise of the script
        Rejected,
        Refused, ///< a call that the state didn't allow
        Error,
        Timeout,
    };
    Kind kind = Connect;
    std::int64_t count = 0;
    std::int64_t bytes = 0;
    std::int64_t firstNs = 0;
    std::int64_t lastNs = 0;
    std::int64_t offset = -1; ///< of the first one's record
    std::int64_t lastOffset = -1;
    std::uint32_t socket = 0;
    std::uint32_t delayUs = 0; ///< of data: the longest wait for its handler; 0 where there was none
    bool isUnheard = false;    ///< of data: some had no handler
    bool isSelected = false;   ///< the cursor's record is among them

    /// It passes between the lanes; otherwise it is a mark on the script's.
    [[nodiscard]] bool isArrow() const { return kind <= Tls; }
    /// From the script to the peer.
    [[nodiscard]] bool isOutward() const { return kind == Connect || kind == Write || kind == LocalClose; }
};

/// A stretch of time with what happened in it, in order of the first of each kind.
struct LadderSlot
{
    std::int64_t fromNs = 0;
    std::int64_t toNs = 0;
    QList<LadderGroup> groups;
};

/// Puts records into slots. Up to DirectRecords that is done anew each time; of more it keeps what it made, so that a
/// view of millions of records that grow costs only what has come: then slots last a power of two of nanoseconds, and
/// neighbours are merged when they get longer.
class LadderSlots
{
public:
    static constexpr int DirectRecords = 20'000;
    /// So many of the last records are looked at anew each time: their handlers may not have been entered yet.
    static constexpr int UnsettledRecords = 1024;

    void clear() { m_slotNs = 0; } ///< other records come
    /// Of the records up to the position `end`, those between two times.
    [[nodiscard]] QList<LadderSlot> between(const RecordIndex &index, const SocketRecords &records, std::int64_t end,
                                            std::int64_t fromNs, std::int64_t toNs, std::int64_t slotNs);

    /// What the ladder shows a record as, nothing where it doesn't show it.
    [[nodiscard]] static std::optional<LadderGroup::Kind> kindOf(const IndexEntry &entry);

private:
    void keep(const RecordIndex &index, const SocketRecords &records, std::int64_t last, std::int64_t fromNs,
              std::int64_t slotNs);
    void mergePairs();

    QList<LadderSlot> m_kept;
    std::int64_t m_slotNs = 0; ///< 0 while nothing is kept
    std::int64_t m_fromNs = 0;
    std::int64_t m_next = 0; ///< number of the first record that isn't among the kept
};

} // namespace sockscope
