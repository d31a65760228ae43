// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sockets/socket_state.h"

#include <QAbstractListModel>
#include <QHash>
#include <QList>

namespace sockscope {

/// The sockets of a session, a row each in the order of their first record, as they were after the last record that was
/// applied. Bounded: closed sockets go first and are counted.
class SocketsModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int openCount READ openCount NOTIFY openCountChanged)
    Q_PROPERTY(qint64 droppedSockets READ droppedSockets NOTIFY countChanged)
public:
    /// The numbers equal those of Socket::State.
    enum State { Disconnected, Opening, Open, Destroyed };
    Q_ENUM(State)
    enum Role {
        SocketRole = Qt::UserRole, ///< its number in the session, from 1
        StateRole,                 ///< State
        StateWordRole,
        CauseRole,      ///< why it is in that state: "connect()", "peer FIN"
        StateSinceRole, ///< nanoseconds since the session's start, as all times here
        TargetRole,     ///< "host:port" as the script gave it
        LocalRole,      ///< "ip:port" of the last connection, empty before
        RemoteRole,
        BytesSentRole,
        BytesReceivedRole,
        BytesUnheardRole, ///< received without a data handler
        TlsRole,          ///< a TLS session was established
        TlsTextRole,      ///< "TLSv1.3 TLS_AES_256_GCM_SHA384"
        TlsVerifiedRole,  ///< the peer's certificate was verified
        ErrorRole,        ///< the last error: "connect: dial tcp ...: connection refused"
        IdleTimeoutRole,  ///< milliseconds after which the idle timer runs out, 0 for none
        TimeoutsRole,     ///< how often it ran out
        RefusalsRole,     ///< calls that its state didn't allow
        CreatedAtRole,
        OpenedAtRole, ///< -1 before
        ClosedAtRole, ///< -1 before
        VuRole,
        IterationRole,
        TagsRole,       ///< a map: those of the constructor, from the first connection on those of its samples
        TlsDetailsRole, ///< a map, see the TlsEstablished record; empty without TLS
        TcpInfoRole,    ///< the kernel's last view as a map, see the TcpInfo record
    };
    Q_ENUM(Role)
    static constexpr int DefaultLimit = 50'000;

    explicit SocketsModel(int limit = DefaultLimit, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int openCount() const { return m_openCount; }
    [[nodiscard]] qint64 droppedSockets() const { return m_dropped; }
    /// The row of a socket's number, -1 where it is unknown or was dropped.
    Q_INVOKABLE int rowOf(quint32 socket) const { return m_rowOf.value(socket, -1); }

    void apply(const QList<Record> &records);
    /// Shows these instead. Rows that are there already only change: a view keeps its place.
    void show(const SocketStates &states);
    [[nodiscard]] const SocketStates &states() const { return m_rows; }
    void clear();

Q_SIGNALS:
    void countChanged();
    void openCountChanged();

private:
    void insertNew(const QList<Record> &records);
    void dropClosed(int atLeast);
    void setOpenCount(int openCount);
    void rebuildRowOf();
    [[nodiscard]] const SocketState &row(int number) const { return *m_rows[static_cast<std::size_t>(number)]; }
    [[nodiscard]] static QVariant textData(const SocketState &row, int role);
    [[nodiscard]] static QVariant numberData(const SocketState &row, int role);
    [[nodiscard]] static QVariant mapData(const SocketState &row, int role);

    SocketStates m_rows;
    QHash<std::uint32_t, int> m_rowOf;
    int m_limit;
    int m_openCount = 0;
    qint64 m_dropped = 0;
    std::uint32_t m_lastSocket = 0; ///< the highest number seen: lower ones that have no row were dropped
};

} // namespace sockscope
