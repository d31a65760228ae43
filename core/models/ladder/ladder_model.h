// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/records/record_texts.h"
#include "models/session/session_follower.h"
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

/// What passed between a script and its peer, for a ladder diagram: of the cursor's socket, or of all, up to the
/// cursor's instant. Groups are made for the scale they are asked for, so a view gets a bounded number of them.
class LadderModel : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxSlots = 1000;

    explicit LadderModel(QObject *parent = nullptr);

    [[nodiscard]] JournalSession *journal() const { return m_follower.journal(); }
    [[nodiscard]] SessionCursor *cursor() const { return m_follower.cursor(); }
    void setJournal(JournalSession *journal);
    void setCursor(SessionCursor *cursor);
    [[nodiscard]] bool showsAll() const { return m_showsAll; }
    void setShowsAll(bool showsAll);                                          ///< all sockets, whichever is selected
    [[nodiscard]] std::uint32_t socket() const { return m_records.socket(); } ///< 0 for all

    [[nodiscard]] bool isEmpty() const { return m_end == 0; }
    [[nodiscard]] std::int64_t firstNs() const; ///< time of the first record that may be shown
    [[nodiscard]] std::int64_t lastNs() const;  ///< of the last, or the instant
    /// Time of the record at an offset, nothing where it isn't one of a socket.
    [[nodiscard]] std::optional<std::int64_t> timeOf(std::int64_t offset) const;

    /// The groups between two times in slots of this length, at most MaxSlots; empty slots are left out. Slots lie at
    /// multiples of their length, so that groups stay together when the view is moved.
    [[nodiscard]] QList<LadderSlot> slotsBetween(std::int64_t fromNs, std::int64_t toNs, std::int64_t slotNs) const;
    /// Offset of the next record of the ladder in this direction (1, -1) from the one at an offset; from none, of the
    /// last. -1 where there is none.
    [[nodiscard]] std::int64_t neighbour(std::int64_t offset, int direction) const;
    /// What a group says: "data 7 B +PONG", "34 writes, 12 kB".
    [[nodiscard]] QString label(const LadderGroup &group) const;
    /// The same in one or two words, for narrow places: "data", "write ×34".
    [[nodiscard]] static QString shortLabel(const LadderGroup &group);

Q_SIGNALS:
    void changed();

private:
    void reset();
    void update();
    static std::optional<LadderGroup::Kind> kindOf(const IndexEntry &entry);
    static void add(LadderSlot &slot, LadderGroup::Kind kind, const IndexEntry &entry, std::int64_t selected);

    SessionFollower m_follower;
    SocketRecords m_records;
    std::int64_t m_end = 0; ///< records that may be shown
    bool m_showsAll = false;
    mutable RecordTexts m_texts;
};

} // namespace sockscope
