// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/records/time_buckets.h"
#include "models/session/session_follower.h"
#include "models/sockets/socket_records.h"

#include <QList>

namespace sockscope {

/// Bytes a second, sent and received, over the life of the cursor's socket, or of all sockets where none is selected;
/// up to the cursor's instant. A fixed number of buckets: the longer the time, the wider they are.
class Throughput : public QObject
{
    Q_OBJECT
    Q_PROPERTY(sockscope::JournalSession *journal READ journal WRITE setJournal NOTIFY sessionChanged)
    Q_PROPERTY(sockscope::SessionCursor *cursor READ cursor WRITE setCursor NOTIFY sessionChanged)
    Q_PROPERTY(QList<qreal> sent READ sent NOTIFY changed)
    Q_PROPERTY(QList<qreal> received READ received NOTIFY changed)
    Q_PROPERTY(qreal peakSent READ peakSent NOTIFY changed)
    Q_PROPERTY(qreal peakReceived READ peakReceived NOTIFY changed)
    Q_PROPERTY(qreal bucketNs READ bucketNs NOTIFY changed)
public:
    static constexpr int Count = 128;

    explicit Throughput(QObject *parent = nullptr);

    [[nodiscard]] JournalSession *journal() const { return m_follower.journal(); }
    [[nodiscard]] SessionCursor *cursor() const { return m_follower.cursor(); }
    void setJournal(JournalSession *journal);
    void setCursor(SessionCursor *cursor);

    /// Bytes a second in each bucket that has begun, at most Count of them.
    [[nodiscard]] QList<qreal> sent() const { return rates(m_sent); }
    [[nodiscard]] QList<qreal> received() const { return rates(m_received); }
    [[nodiscard]] qreal peakSent() const;
    [[nodiscard]] qreal peakReceived() const;
    [[nodiscard]] qreal bucketNs() const { return qreal(m_sent.width()); } ///< width of a bucket

Q_SIGNALS:
    void sessionChanged();
    void changed();

private:
    using Buckets = TimeBuckets<Count>;
    void reset();
    void restart();
    void update();
    void add(const IndexEntry &entry);
    [[nodiscard]] QList<qreal> rates(const Buckets &buckets) const;

    SessionFollower m_follower;
    SocketRecords m_records;
    std::int64_t m_applied = 0;
    std::int64_t m_shownUntil = 0;
    Buckets m_sent;
    Buckets m_received;
};

} // namespace sockscope
