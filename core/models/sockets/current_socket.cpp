// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sockets/current_socket.h"

#include "models/session/session_cursor.h"

namespace sockscope {

CurrentSocket::CurrentSocket(SocketsModel &sockets, SessionCursor &cursor, QObject *parent)
    : QObject(parent)
    , m_sockets(sockets)
    , m_cursor(cursor)
{
    connect(&cursor, &SessionCursor::socketChanged, this, &CurrentSocket::changed);
    connect(&sockets, &SocketsModel::dataChanged, this, &CurrentSocket::changed);
    connect(&sockets, &SocketsModel::countChanged, this, &CurrentSocket::changed);
}

quint32 CurrentSocket::number() const
{
    return value(SocketsModel::SocketRole).toUInt();
}

SocketsModel::State CurrentSocket::state() const
{
    return static_cast<SocketsModel::State>(value(SocketsModel::StateRole).toInt());
}

QString CurrentSocket::stateWord() const
{
    return value(SocketsModel::StateWordRole).toString();
}

QString CurrentSocket::cause() const
{
    return value(SocketsModel::CauseRole).toString();
}

QString CurrentSocket::error() const
{
    return value(SocketsModel::ErrorRole).toString();
}

QString CurrentSocket::local() const
{
    return value(SocketsModel::LocalRole).toString();
}

QString CurrentSocket::target() const
{
    return value(SocketsModel::TargetRole).toString();
}

QString CurrentSocket::peer() const
{
    const QString remote = value(SocketsModel::RemoteRole).toString();
    return remote.isEmpty() ? target() : remote;
}

qint64 CurrentSocket::bytesSent() const
{
    return value(SocketsModel::BytesSentRole).toLongLong();
}

qint64 CurrentSocket::bytesReceived() const
{
    return value(SocketsModel::BytesReceivedRole).toLongLong();
}

bool CurrentSocket::isTls() const
{
    return value(SocketsModel::TlsRole).toBool();
}

bool CurrentSocket::isTlsVerified() const
{
    return value(SocketsModel::TlsVerifiedRole).toBool();
}

QVariant CurrentSocket::value(int role) const
{
    const int selected = m_cursor.socket() == 0 ? -1 : m_sockets.rowOf(m_cursor.socket());
    const int row = selected < 0 ? m_sockets.count() - 1 : selected;
    return row < 0 ? QVariant() : m_sockets.index(row).data(role);
}

} // namespace sockscope
