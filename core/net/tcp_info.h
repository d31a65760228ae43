// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace sockscope {

/// What the kernel knows about a TCP connection (Linux TCP_INFO, tcp(7); states of RFC 9293 section 3.3.2). Plain data.
struct TcpInfo
{
    QString state;    ///< "ESTABLISHED", "CLOSE_WAIT", ...
    qint64 rttUs = 0; ///< smoothed round-trip time
    qint64 rttVarUs = 0;
    qint64 minRttUs = 0;
    qint64 retransmitTimeoutUs = 0;
    int retransmits = 0;         ///< of the segment that is overdue now
    qint64 totalRetransmits = 0; ///< of the connection
    qint64 lostSegments = 0;
    qint64 unackedSegments = 0;
    qint64 sendMss = 0; ///< bytes
    qint64 receiveMss = 0;
    qint64 pathMtu = 0;
    qint64 congestionWindow = 0; ///< segments
    qint64 sendWindow = 0;       ///< bytes the peer offers
    qint64 receiveSpace = 0;     ///< bytes of receive buffer that this end plans with
    qint64 bytesAcked = 0;
    qint64 bytesReceived = 0;
    qint64 segmentsOut = 0;
    qint64 segmentsIn = 0;
    qint64 deliveryRate = 0; ///< bytes/s, of late
    qint64 sendQueue = 0;    ///< bytes sent or waiting that the peer hasn't acknowledged
    qint64 receiveQueue = 0; ///< bytes arrived that nobody has read

    /// Reads from a socket descriptor; nothing when it isn't a TCP socket. Fields an older kernel doesn't know stay 0.
    [[nodiscard]] static std::optional<TcpInfo> read(int descriptor);
    [[nodiscard]] QJsonObject toJson() const;
};

} // namespace sockscope
