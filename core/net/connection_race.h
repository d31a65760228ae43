// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace sockscope {

/// Connects to the first of several addresses of a host that answers: the addresses start one after the other, each
/// when the one before failed or had its head start ("Happy Eyeballs", RFC 8305 section 5). Has no deadline of its own;
/// delete it to give up.
class ConnectionRace : public QObject
{
    Q_OBJECT
public:
    using Factory = std::function<std::unique_ptr<QTcpSocket>()>; ///< a fresh socket for an attempt, e.g. a QSslSocket

    struct Target
    {
        QList<QHostAddress> addresses; ///< in the order of preference, at least one
        quint16 port = 0;
        QHostAddress source = {}; ///< to connect from, of the family of all addresses; null for the system's choice
        QIODevice::OpenMode mode = QIODevice::ReadWrite;
    };

    ConnectionRace(Target target, int headStartMs, Factory makeSocket, QObject *parent = nullptr);
    ~ConnectionRace() override;

    /// Ends in won() or lost(), possibly inside this call. Don't delete the race from within them.
    void start();
    [[nodiscard]] QString preferredEndpoint() const; ///< as errors name it
    /// After won(): hands over the open socket, which has no connections to this object any more.
    [[nodiscard]] std::unique_ptr<QTcpSocket> takeSocket();
    [[nodiscard]] QHostAddress winner() const;

Q_SIGNALS:
    void won();
    void lost(const QString &error); ///< the preferred address's failure, in Go's words

private:
    void startNext();
    void onConnected(std::size_t attempt);
    void onFailed(std::size_t attempt);
    void noteFailure(std::size_t attempt, const QString &error);
    void closeLosers();

    Target m_target;
    Factory m_makeSocket;
    QTimer m_headStart;
    std::vector<std::unique_ptr<QTcpSocket>> m_attempts; ///< in the order of the addresses
    std::unique_ptr<QTcpSocket> m_winner;
    QHostAddress m_winnerAddress;
    QString m_preferredError;
    std::size_t m_failed = 0;
};

} // namespace sockscope
