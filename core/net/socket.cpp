// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socket.h"

#include "net/socket_private.h"

#include <utility>

namespace sockscope {

Socket::Private::Private(Socket *socket, const NetOptions &netOptions)
    : q(socket)
    , options(netOptions)
    , turns(TurnQueue::ofThread())
    , resolver(netOptions)
{
    deadline.setSingleShot(true);
    deadline.setTimerType(Qt::PreciseTimer);
    idleTimer.setSingleShot(true);
    idleTimer.setTimerType(Qt::PreciseTimer);
    connect(&deadline, &QTimer::timeout, q, [this] { onDeadline(); });
    connect(&idleTimer, &QTimer::timeout, q, [this] { onIdle(); });
    connect(&resolver, &HostResolver::finished, q, [this](const HostResolver::Result &result) { onResolved(result); });
}

Socket::Private::~Private()
{
    turns.forget(*this);
}

void Socket::Private::setState(State after, const QString &cause)
{
    const State before = std::exchange(state, after);
    Q_EMIT q->stateChanged(before, after, cause);
}

void Socket::Private::post(void (Private::*step)())
{
    steps.push_back(step);
    turns.add(*this);
}

void Socket::Private::takeTurn()
{
    const auto step = steps.front();
    steps.pop_front();
    (this->*step)();
}

Socket::Socket(const NetOptions &options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, options))
{
}

Socket::~Socket()
{
    d->cancelConnecting();
    d->closeTransport();
}

Socket::State Socket::state() const
{
    return d->state;
}

bool Socket::isConnected() const
{
    return d->state == State::Open;
}

QString Socket::localAddress() const
{
    return isConnected() ? d->localAddress : QString();
}

int Socket::localPort() const
{
    return isConnected() ? d->localPort : 0;
}

QString Socket::remoteAddress() const
{
    return isConnected() ? d->remoteAddress : QString();
}

int Socket::remotePort() const
{
    return isConnected() ? d->remotePort : 0;
}

qint64 Socket::bytesRead() const
{
    return d->bytesRead;
}

qint64 Socket::bytesWritten() const
{
    return d->bytesWritten;
}

int Socket::nativeDescriptor() const
{
    return d->state == State::Open ? d->probe.descriptor() : -1;
}

} // namespace sockscope
