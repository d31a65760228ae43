// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <deque>
#include <span>

namespace sockscope {

/// The writes of one connection, in order: which bytes come next, which tickets are complete. Plain bookkeeping, no
/// I/O.
class WriteQueue
{
public:
    struct Settled
    {
        quint64 ticket = 0;
        qint64 bytes = 0;
        QString failure; ///< empty: all bytes went to the operating system
    };

    /// Appends a write; an empty one is complete when all before it are.
    quint64 add(const QByteArray &bytes);
    /// A ticket that failed before it was queued.
    quint64 addFailed(const QString &failure);

    /// The next piece to hand to the transport, at most `limit` bytes of one write; empty when there is none.
    [[nodiscard]] std::span<const char> next(qint64 limit) const;
    void fed(qint64 bytes);  ///< the transport took so many of next()
    void sent(qint64 total); ///< so many bytes went out since the connection opened; completes tickets

    [[nodiscard]] qint64 fedBytes() const { return m_fed; }
    [[nodiscard]] qint64 waitingBytes() const { return m_added - m_sent; } ///< not yet with the operating system
    [[nodiscard]] bool isDrained() const { return m_pending.empty(); }

    /// Fails what is pending; `describe` turns the bytes of the failed write that had left into its message.
    template <typename Describe>
    void failAll(Describe describe)
    {
        for (const Pending &write : m_pending) {
            const qint64 done = std::max(qint64(0), m_sent - (write.end - write.bytes.size()));
            m_settled.push_back({write.ticket, 0, describe(done)});
        }
        clear();
    }

    [[nodiscard]] bool hasSettled() const { return !m_settled.empty(); }
    [[nodiscard]] Settled takeSettled(); ///< one at a time, in the order they settled; only when hasSettled()

private:
    struct Pending
    {
        quint64 ticket;
        QByteArray bytes;
        qint64 end; ///< position of its last byte + 1 in the stream of all writes
    };

    void complete();
    void skipFed();
    void clear();

    std::deque<Pending> m_pending;
    std::deque<Settled> m_settled;
    std::size_t m_feeding = 0; ///< index of the write that next() takes from
    qint64 m_added = 0, m_fed = 0, m_sent = 0;
    quint64 m_lastTicket = 0;
};

} // namespace sockscope
