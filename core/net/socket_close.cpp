// SPDX-License-Identifier: GPL-3.0-or-later
// The two ways to the end: the peer's (finish) and ours (destroy). closed() is always the last signal.
#include "net/socket_private.h"

#include <QSslSocket>

#include <utility>

using namespace Qt::StringLiterals;

namespace sockscope {

void Socket::destroy(const QString &cause)
{
    if (d->state == State::Destroyed)
        return;
    d->cancelConnecting();
    d->failWrites(u"use of closed network connection"_s);
    d->closeTransport();
    d->closeCause = cause;
    d->post(&Private::finishDestroyed);
    d->setState(State::Destroyed, cause);
}

void Socket::Private::finishDestroyed()
{
    const QPointer<Socket> alive(q);
    if (std::exchange(connectPending, false))
        Q_EMIT q->connectFailed(
            {u"connect"_s,
             u"the socket was destroyed while it was connecting to %1:%2"_s.arg(request.host).arg(request.port)});
    if (alive)
        settle();
    if (alive)
        Q_EMIT q->closed(closeCause);
}

void Socket::Private::finish(const StreamEnd &streamEnd)
{
    const StreamEnd end = streamEnd; // not the member, which a handler might outlive
    const QPointer<Socket> alive(q);
    failWrites(end.writeReason);
    closeTransport();
    setState(State::Destroyed, end.cause);
    if (alive)
        settle();
    if (alive && !end.readError.isEmpty())
        Q_EMIT q->errorOccurred({u"read"_s, end.readError});
    if (alive)
        Q_EMIT q->closed(end.cause);
}

void Socket::Private::closeTransport()
{
    idleTimer.stop();
    if (state == State::Open)
        Q_EMIT q->closing();
    if (transport) {
        transport->disconnect(q);
        if (tls && state == State::Open && !ended && !halfClosed) {
            tls->disconnectFromHost(); // makes close_notify ...
            tls->flush();              // ... and sends it
        }
        transport->abort();
        transport.reset();
    }
    tls = nullptr;
    ended.reset();
    probe.close();
    forgetEndpoints();
}

} // namespace sockscope
