// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace sockscope {

/// A loopback peer that keeps its reply to itself until it is told to answer, and counts what went both ways.
class HoldingPeer : public QObject
{
    Q_OBJECT
public:
    HoldingPeer()
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            m_socket = m_server.nextPendingConnection();
            connect(m_socket, &QIODevice::readyRead, this, [this] { m_received += m_socket->readAll().size(); });
        });
        m_listening = m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] bool isListening() const { return m_listening; }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] qint64 received() const { return m_received; }
    [[nodiscard]] qint64 sent() const { return m_sent; }
    void answer(const QByteArray &bytes)
    {
        if (m_socket)
            m_sent += m_socket->write(bytes);
    }

private:
    QTcpServer m_server;
    QPointer<QTcpSocket> m_socket;
    qint64 m_received = 0;
    qint64 m_sent = 0;
    bool m_listening = false;
};

} // namespace sockscope
