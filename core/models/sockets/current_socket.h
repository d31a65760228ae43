// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sockets/sockets_model.h"

#include <QObject>

namespace sockscope {

class SessionCursor;

/// The socket that the window's strip and composer are about: the one that the cursor selects, otherwise the newest.
/// A view of one row of the SocketsModel, with a single signal for all of it. The properties' types are those that
/// QML's tools know.
class CurrentSocket : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int number READ number NOTIFY changed)
    Q_PROPERTY(sockscope::SocketsModel::State state READ state NOTIFY changed)
    Q_PROPERTY(QString stateWord READ stateWord NOTIFY changed)
    Q_PROPERTY(QString cause READ cause NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QString local READ local NOTIFY changed)
    Q_PROPERTY(QString target READ target NOTIFY changed)
    Q_PROPERTY(QString peer READ peer NOTIFY changed)
    Q_PROPERTY(double bytesSent READ bytesSent NOTIFY changed)
    Q_PROPERTY(double bytesReceived READ bytesReceived NOTIFY changed)
    Q_PROPERTY(bool tls READ isTls NOTIFY changed)
    Q_PROPERTY(bool tlsVerified READ isTlsVerified NOTIFY changed)
public:
    /// Both must outlive it.
    CurrentSocket(SocketsModel &sockets, SessionCursor &cursor, QObject *parent = nullptr);

    [[nodiscard]] quint32 number() const; ///< 0 while the session has no socket; everything else is empty then
    [[nodiscard]] SocketsModel::State state() const;
    [[nodiscard]] QString stateWord() const;
    [[nodiscard]] QString cause() const;
    [[nodiscard]] QString error() const;
    [[nodiscard]] QString local() const;
    [[nodiscard]] QString target() const; ///< "host:port" as it was given
    [[nodiscard]] QString peer() const;   ///< the remote endpoint, before it is known the target
    [[nodiscard]] qint64 bytesSent() const;
    [[nodiscard]] qint64 bytesReceived() const;
    [[nodiscard]] bool isTls() const;
    [[nodiscard]] bool isTlsVerified() const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QVariant value(int role) const;

    SocketsModel &m_sockets;
    SessionCursor &m_cursor;
};

} // namespace sockscope
