// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explanation.h"

#include <array>
#include <optional>

namespace sockscope {

/// The events that a socket has, in the order of k6's documentation.
enum class SocketEvent { Connect, Data, Close, Error, Timeout };
inline constexpr std::size_t SocketEventCount = 5;

/// The event of this name; nothing for others.
[[nodiscard]] std::optional<SocketEvent> socketEventOf(QByteArrayView name);

/// How a text that was written ends.
enum class LineEnd { NotText, None, Escaped, Lf, Cr, CrLf }; ///< Escaped: a backslash and a letter instead

[[nodiscard]] LineEnd lineEndOf(QByteArrayView bytes);
/// Letters, digits and punctuation of any script and white space: nothing that a text protocol would not send. Looks at
/// no more than the first and the last kilobyte.
[[nodiscard]] bool isText(QByteArrayView bytes);

/// What rules know of one socket, as the journal tells it; a fixed amount of memory however long it lives.
struct SocketFacts
{
    std::uint32_t number = 0;
    std::uint32_t vu = 0;
    std::uint32_t iteration = 0;
    JournalState state = JournalState::Disconnected;
    bool isTls = false;
    QString target; ///< "host:port" of the last connect()
    RecordRef created;
    RecordRef connect;   ///< the last connect()
    RecordRef opened;    ///< the last time that it opened
    RecordRef destroyed; ///< with `endCause`
    QString endCause;
    RecordRef lastError; ///< with `errorText`
    QString errorText;

    struct Handler
    {
        RecordRef registered;     ///< the last on() for the event
        bool isNone = true;       ///< there is no function
        bool hasOccurred = false; ///< the event, with a handler or without
    };
    std::array<Handler, SocketEventCount> handlers;
    [[nodiscard]] const Handler &handler(SocketEvent event) const { return handlers[static_cast<std::size_t>(event)]; }

    RecordRef idleTimeout;     ///< the last setTimeout()
    int timeoutsInSilence = 0; ///< since anything was sent or received
    RecordRef lastTimeout;
    RecordRef firstWrite;
    RecordRef lastWrite;
    LineEnd lastWriteEnd = LineEnd::NotText;
    std::int64_t bytesSent = 0;
    RecordRef firstData;
    RecordRef lastData;
    std::int64_t bytesReceived = 0;
    bool peerSendsCrLf = false;    ///< a line of the peer ended with CR LF
    bool isAnswered = false;       ///< something was received since the last write
    std::int64_t lastActionNs = 0; ///< connect, opening, data, write

    /// The answer to the last write, or what came unasked: its chunks so far.
    struct Answer
    {
        std::int64_t chunks = 0;
        std::int64_t bytes = 0;
        qsizetype lastSize = 0;
        LineEnd lastEnd = LineEnd::NotText; ///< of the last chunk
        /// How long the whole is if the first chunk begins with a length of 2 or 4 bytes, in either byte order; 0 where
        /// that would make no sense.
        std::array<std::int64_t, 4> announced{};
    };
    Answer answer;

    bool isWatched = false;         ///< the Explainer looks for silence
    std::int64_t quietSinceNs = -1; ///< the action behind which silence was told
    bool hasEnded = false;          ///< rules were told

    static constexpr std::size_t MaxRules = 16;
    std::array<int, MaxRules> notes{}; ///< what each rule keeps of the socket, see ExplainRule::note()

    /// What happened to it: to be called behind the rules, with every record of this socket.
    void apply(const Record &record, const RecordRef &ref);

private:
    void applyState(const Record &record, const RecordRef &ref);
    void applyHandler(const Record &record, const RecordRef &ref);
    void applyData(const Record &record, const RecordRef &ref);
    void applyWrite(const Record &record, const RecordRef &ref);
};

} // namespace sockscope
