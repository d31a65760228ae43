// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connection_race.h"

#include "net/go_errors.h"

#include <utility>

namespace sockscope {

ConnectionRace::ConnectionRace(Target target, int headStartMs, Factory makeSocket, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_makeSocket(std::move(makeSocket))
{
    m_headStart.setSingleShot(true);
    m_headStart.setTimerType(Qt::PreciseTimer);
    m_headStart.setInterval(headStartMs);
    connect(&m_headStart, &QTimer::timeout, this, &ConnectionRace::startNext);
}

ConnectionRace::~ConnectionRace()
{
    closeLosers();
}

void ConnectionRace::start()
{
    startNext();
}

QString ConnectionRace::preferredEndpoint() const
{
    return go::endpoint(m_target.addresses.first(), m_target.port);
}

std::unique_ptr<QTcpSocket> ConnectionRace::takeSocket()
{
    return std::move(m_winner);
}

QHostAddress ConnectionRace::winner() const
{
    return m_winnerAddress;
}

void ConnectionRace::startNext()
{
    const std::size_t index = m_attempts.size();
    if (m_winner || index >= std::size_t(m_target.addresses.size()))
        return;
    if (index + 1 < std::size_t(m_target.addresses.size()))
        m_headStart.start();
    QTcpSocket *socket = m_attempts.emplace_back(m_makeSocket()).get();
    if (!m_target.source.isNull() && !socket->bind(m_target.source))
        return noteFailure(index, go::bindFailed(m_target.source,
                                                 go::endpoint(m_target.addresses.at(qsizetype(index)), m_target.port),
                                                 socket->error(), socket->errorString()));
    connect(socket, &QTcpSocket::connected, this, [this, index] { onConnected(index); });
    connect(socket, &QTcpSocket::errorOccurred, this, [this, index] { onFailed(index); });
    socket->connectToHost(m_target.addresses.at(qsizetype(index)), m_target.port, m_target.mode);
}

void ConnectionRace::onConnected(std::size_t attempt)
{
    m_headStart.stop();
    m_winner = std::move(m_attempts[attempt]);
    m_winnerAddress = m_target.addresses.at(qsizetype(attempt));
    m_winner->disconnect(this);
    closeLosers();
    Q_EMIT won();
}

void ConnectionRace::onFailed(std::size_t attempt)
{
    QTcpSocket &socket = *m_attempts[attempt];
    socket.disconnect(this);
    noteFailure(attempt, go::dialFailed(preferredEndpoint(), socket.error(), socket.errorString()));
}

/// Goes on to the next address, if there is one.
void ConnectionRace::noteFailure(std::size_t attempt, const QString &error)
{
    if (attempt == 0)
        m_preferredError = error;
    if (++m_failed == std::size_t(m_target.addresses.size())) {
        Q_EMIT lost(m_preferredError);
    } else if (attempt + 1 == m_attempts.size()) {
        m_headStart.stop();
        startNext();
    }
}

/// They are deleted with the race: one of them may be in a signal.
void ConnectionRace::closeLosers()
{
    for (const auto &attempt : m_attempts) {
        if (attempt) {
            attempt->disconnect(this);
            attempt->abort();
        }
    }
}

} // namespace sockscope
