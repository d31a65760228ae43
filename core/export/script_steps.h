// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QByteArray>
#include <QString>

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace sockscope {

/// One step of a recorded conversation, to be taken again.
struct ScriptStep
{
    enum class Kind {
        Create,   ///< a new socket; `text`: its tags, JSON
        Connect,  ///< `host`, `port`, `tls`
        Write,    ///< `bytes`
        Written,  ///< waits for an earlier Write that isOpenEnded
        Received, ///< waits until `count` bytes have come in all; `bytes`: the first of the new ones
        SetIdle,  ///< sets the idle timeout to `count` ms, 0 for none
        Idle,     ///< waits until the idle timeout runs out, as it did after `count` ms without received bytes
        Closed,   ///< waits until the peer has closed; `text`: how
        Destroy,  ///< `text`: the cause where it was no call of the author's
        Comment,  ///< `text`
    };
    enum class Outcome { Opened, Failed, Abandoned }; ///< of a Connect

    Kind kind = Kind::Comment;
    std::uint32_t socket = 0;
    QString text{}; ///< of a Connect that failed: why
    QString host{};
    int port = 0;
    bool tls = false;
    Outcome outcome = Outcome::Abandoned;
    QByteArray bytes{};
    std::int64_t count = 0;
    bool isOpenEnded = false; ///< a Write during which other steps were taken
};

/// Turns records into the steps that repeat what they tell: what the script did, and before each of its actions a wait
/// for whatever had been received by then, on any socket. Give it all records in order, then finish().
class ScriptSteps
{
public:
    void add(const Record &record);
    void finish(); ///< what is still open is waited for and destroyed

    [[nodiscard]] const std::vector<ScriptStep> &steps() const { return m_steps; }
    [[nodiscard]] bool hasSockets() const { return !m_sockets.empty(); }
    [[nodiscard]] bool usesUnverifiedTls() const { return m_usesUnverifiedTls; }
    /// The longest time from an action to something that was heard before the next one, nanoseconds.
    [[nodiscard]] std::int64_t longestWait() const { return m_longestWaitNs; }
    /// Why the conversation can't be a script, empty where it can.
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    struct Socket
    {
        bool isCreated = false;
        JournalState state = JournalState::Disconnected;
        std::int64_t received = 0;
        QByteArray preview;                 ///< of what was received since the last wait
        QString peerClose;                  ///< how the peer closed, until that was waited for
        std::int64_t idleMs = 0;            ///< an idle timer ran out, until that was waited for
        bool hasIdleTimeout = false;        ///< it is known when the idle timeout was set, and to what
        std::int64_t lastNs = 0;            ///< when it was heard of last
        bool isDue = false;                 ///< there is something to wait for
        std::optional<std::size_t> connect; ///< step whose outcome isn't known yet
        std::deque<std::size_t> writes;     ///< steps of writes that aren't finished
        int refusedConnects = 0;            ///< whose errors are still to come
    };

    std::size_t act(ScriptStep step);
    void waitForAll();
    void connectStarted(const Record &record, Socket &socket);
    void written(const Record &record, Socket &socket);
    void refused(const Record &record, Socket &socket);
    void failed(const Record &record, Socket &socket);
    void received(const Record &record, Socket &socket);
    void idleTimeoutSet(const Record &record, Socket &socket);
    void idled(const Record &record, Socket &socket);
    void waitForSilence(std::uint32_t number, const Socket &socket, std::int64_t ms);
    void stateChanged(const Record &record, Socket &socket);
    void explainVerification();
    void due(std::uint32_t number, Socket &socket);
    void comment(const QString &text, std::uint32_t socket = 0);

    std::vector<ScriptStep> m_steps;
    std::map<std::uint32_t, Socket> m_sockets;
    std::vector<std::uint32_t> m_due; ///< in the order in which they were heard
    std::int64_t m_bytes = 0;
    std::int64_t m_nowNs = 0;
    std::int64_t m_actedNs = 0; ///< when the last action was taken
    std::int64_t m_longestWaitNs = 0;
    bool m_usesUnverifiedTls = false;
    QString m_problem;
};

} // namespace sockscope
