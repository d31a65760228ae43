// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ladder/ladder_slots.h"
#include "models/records/record_texts.h"
#include "models/session/session_follower.h"

#include <QList>

#include <optional>

namespace sockscope {

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
    /// multiples of their length, so that groups stay together when the view is moved. Where there are very many
    /// records slots may be up to twice as long (LadderSlots).
    [[nodiscard]] QList<LadderSlot> slotsBetween(std::int64_t fromNs, std::int64_t toNs, std::int64_t slotNs) const;
    /// When the debugger had the socket's virtual user stand still, or any where all sockets are shown, in the order of
    /// their ends: what lies between two times, whole, but for what is behind the cursor's instant.
    [[nodiscard]] QList<PausedTimes::Pause> pausesBetween(std::int64_t fromNs, std::int64_t toNs) const;
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
    [[nodiscard]] std::uint32_t vuOfSocket() const; ///< 0: of all, or unknown
    void markSelected(QList<LadderSlot> &slots) const;

    SessionFollower m_follower;
    SocketRecords m_records;
    mutable LadderSlots m_slots;
    std::int64_t m_end = 0; ///< records that may be shown
    bool m_showsAll = false;
    mutable RecordTexts m_texts;
};

} // namespace sockscope
