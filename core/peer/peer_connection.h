// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_counters.h"
#include "peer/peer_faults.h"
#include "peer/peer_protocol.h"

#include <QByteArray>

#include <span>

namespace sockscope {

/// One client of a built-in server: moves bytes between the socket and the protocol, and adds the faults. Never blocks;
/// PeerLoop tells it when the socket is ready and when its time has come.
///
/// A client that doesn't take a reply is not read from either. When the server closes, it sends FIN and then drops what
/// still arrives for a while: closing with unread bytes would be a reset, which can cost the client the last reply.
class PeerConnection final : private PeerOutput
{
public:
    using Clock = std::chrono::steady_clock;

    /// Takes over the non-blocking `descriptor`. `faults` and `counters` outlive it.
    PeerConnection(int descriptor, std::unique_ptr<PeerProtocol> protocol, const PeerFaults &faults,
                   PeerCounters &counters);
    ~PeerConnection(); ///< closes
    PeerConnection(const PeerConnection &) = delete;
    PeerConnection &operator=(const PeerConnection &) = delete;

    void start(); ///< the greeting
    void onReady(unsigned events,
                 std::span<char> scratch); ///< epoll(7) events; `scratch` is the loop's one read buffer
    void onDue();                          ///< dueAt() has come

    [[nodiscard]] bool isOver() const { return m_state == State::Over; }
    [[nodiscard]] unsigned wantedEvents() const;                    ///< what epoll is to watch for now
    [[nodiscard]] Clock::time_point dueAt() const { return m_due; } ///< notDue where it waits for no time
    static constexpr Clock::time_point notDue = Clock::time_point::max();

private:
    enum class State {
        Reading,  ///< waits for requests
        Resting,  ///< waits for the time to read on
        Sending,  ///< waits for room in the client's window
        Holding,  ///< waits for the time to send on
        Draining, ///< waits until the client has taken everything, to reset it then
        Ending,   ///< FIN is sent: waits for the client's
        Over
    };

    void write(QByteArrayView bytes) override;
    void pause(std::chrono::milliseconds time) override;
    void close() override { m_isClosing = true; }

    void read(std::span<char> scratch);
    void discard(std::span<char> scratch);
    [[nodiscard]] qsizetype serve(QByteArrayView input);
    [[nodiscard]] bool serveKept();
    void advance();
    [[nodiscard]] bool flush();
    [[nodiscard]] qint64 sendSome(QByteArrayView bytes);
    void listen();
    void finish();
    void abandon();
    [[nodiscard]] static bool isPassing(int error); ///< an errno that goes away by itself
    void wait(State state, Clock::time_point due = notDue);
    [[nodiscard]] bool isIdle() const { return m_unsent.isEmpty() && !m_isClosing && m_state != State::Over; }

    int m_descriptor;
    std::unique_ptr<PeerProtocol> m_protocol;
    const PeerFaults &m_faults;
    PeerCounters &m_counters;
    QByteArray m_input;  ///< received, not taken by the protocol yet
    QByteArray m_unsent; ///< written by the protocol, not taken by the client yet
    qint64 m_written = 0;
    State m_state = State::Reading;
    bool m_isClosing = false;
    bool m_hasRoom = true; ///< the kernel took everything last time
    Clock::time_point m_due = notDue;
    Clock::time_point m_sendAt; ///< not before
    Clock::time_point m_readAt; ///< not before
    Clock::time_point m_giveUpAt = notDue;
};

} // namespace sockscope
