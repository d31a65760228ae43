// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QSharedData>
#include <QSharedDataPointer>

#include <vector>

namespace sockscope {

/// A socket as its records up to some moment tell it. Plain data.
struct SocketState : QSharedData
{
    std::uint32_t socket = 0;
    JournalState state = JournalState::Disconnected;
    bool isTls = false;
    bool isVerified = false;
    std::uint32_t vu = 0;
    std::uint32_t iteration = 0;
    std::uint32_t timeouts = 0;
    std::uint32_t refusals = 0;
    std::int64_t createdAt = 0;
    std::int64_t stateSince = 0;
    std::int64_t openedAt = -1;
    std::int64_t closedAt = -1;
    std::int64_t sent = 0;
    std::int64_t received = 0;
    std::int64_t unheard = 0;
    int idleTimeoutMs = 0; ///< 0: none
    QString cause;
    QString target;
    QString local;
    QString remote;
    QString tls;
    QString error;
    QByteArray tags;       ///< JSON object
    QByteArray tlsDetails; ///< JSON object of the TlsEstablished record
    QByteArray tcpInfo;    ///< JSON object of the TcpInfo record

    /// A socket that nothing but this record tells of.
    [[nodiscard]] static SocketState firstSeen(const RecordHead &record);
    /// Adds what the record tells; records of other sockets are the caller's to keep away.
    void apply(const Record &record);

private:
    void changeState(const Record &record);
    void applyTls(const Record &record);
    void applyEndpoints(const Record &record);
};

/// Shared, so that a copy of all sockets costs a pointer each, and only what changes afterwards is copied.
using SharedSocketState = QSharedDataPointer<SocketState>;
using SocketStates = std::vector<SharedSocketState>;

} // namespace sockscope
