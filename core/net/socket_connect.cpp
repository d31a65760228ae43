// SPDX-License-Identifier: GPL-3.0-or-later
// From connectToPeer() to the open connection: resolve, race the addresses, TLS (socket_tls.cpp), in one deadline.
#include "net/go_errors.h"
#include "net/socket_private.h"

#include <QNetworkProxy>
#include <QSslSocket>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr int keepAliveSeconds = 30; // as k6 (k6-reference 2.3)

void setKeepAlive(QTcpSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    const int descriptor = int(socket.socketDescriptor());
    for (const int option : {TCP_KEEPIDLE, TCP_KEEPINTVL})
        ::setsockopt(descriptor, IPPROTO_TCP, option, &keepAliveSeconds, sizeof keepAliveSeconds);
}

/// Qt mixes urgent bytes (RFC 6093) into the stream; k6 and most programs leave them out.
void keepUrgentDataOut(const QTcpSocket &socket)
{
    const int inlined = 0;
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_OOBINLINE, &inlined, sizeof inlined);
}

} // namespace

QString Socket::connectObstacle(const ConnectRequest &request) const
{
    switch (d->state) {
    case State::Opening:
        return u"already connecting to %1:%2; wait until that attempt has ended"_s.arg(d->request.host)
            .arg(d->request.port);
    case State::Open:
        return u"already connected to %1; use a new Socket for another connection"_s.arg(
            go::endpoint(d->remoteAddress, d->remotePort));
    case State::Destroyed:
        return u"the socket is destroyed; use a new Socket to connect again"_s;
    case State::Disconnected:
        break;
    }
    return request.port < 1 || request.port > 65535 ? go::invalidPort(request.port) : QString();
}

void Socket::connectToPeer(const ConnectRequest &request)
{
    if (const QString obstacle = connectObstacle(request); !obstacle.isEmpty()) {
        d->refusals.append(obstacle);
        return d->post(&Private::refuseConnects);
    }
    d->request = request;
    d->phase = Private::Phase::Resolving;
    d->connectPending = d->startPending = true;
    d->deadline.start(d->options.connectTimeoutMs);
    d->post(&Private::startConnecting);
    d->setState(State::Opening, u"connect()"_s);
}

void Socket::Private::refuseConnects()
{
    if (!refusals.isEmpty())
        Q_EMIT q->connectFailed({u"connect"_s, refusals.takeFirst()});
}

void Socket::Private::startConnecting()
{
    if (std::exchange(startPending, false) && state == State::Opening)
        resolver.resolve(request.host, request.port);
}

void Socket::Private::onResolved(const HostResolver::Result &result)
{
    const QString address = result.addresses.isEmpty() ? QString() : go::ipText(result.addresses.first());
    const QPointer<Socket> alive(q);
    Q_EMIT q->resolved(address, result.milliseconds);
    if (!alive || state != State::Opening)
        return;
    if (result.addresses.isEmpty())
        connectFailed(result.error);
    else
        startRace(fromSource(result.addresses));
}

/// Those that can be reached from the address that connections have to come from.
QList<QHostAddress> Socket::Private::fromSource(QList<QHostAddress> addresses) const
{
    if (!request.source.isNull())
        addresses.removeIf(
            [this](const QHostAddress &address) { return address.protocol() != request.source.protocol(); });
    return addresses;
}

void Socket::Private::startRace(const QList<QHostAddress> &addresses)
{
    if (addresses.isEmpty())
        return failLater(go::noSuitableAddress(request.source));
    phase = Phase::Dialing;
    // Unbuffered: bytes stay in the kernel until they are asked for; none is lost when a write finds the peer gone.
    const auto mode = request.tls ? QIODevice::ReadWrite : QIODevice::ReadWrite | QIODevice::Unbuffered;
    race =
        std::make_unique<ConnectionRace>(ConnectionRace::Target{addresses, quint16(request.port), request.source, mode},
                                         options.fallbackDelayMs, [this] { return makeTransport(); });
    connect(race.get(), &ConnectionRace::won, q, [this] { onRaceWon(); });
    connect(race.get(), &ConnectionRace::lost, q, [this](const QString &error) { failLater(error); });
    race->start();
}

std::unique_ptr<QTcpSocket> Socket::Private::makeTransport() const
{
    std::unique_ptr<QTcpSocket> socket;
    if (request.tls)
        socket = std::make_unique<QSslSocket>();
    else
        socket = std::make_unique<QTcpSocket>();
    socket->setProxy(QNetworkProxy::NoProxy);
    return socket;
}

void Socket::Private::onRaceWon()
{
    transport = race->takeSocket();
    transport->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    setKeepAlive(*transport);
    keepUrgentDataOut(*transport);
    rememberEndpoints(race->winner());
    if (!probe.open(int(transport->socketDescriptor())))
        return failLater(
            go::dialFailed(go::endpoint(remoteAddress, remotePort), QAbstractSocket::SocketResourceError, {}));
    if (request.tls && transport->readChannelCount() == 0) // Qt found no peer at the other end: it would never read
        return failLater(
            go::dialFailed(go::endpoint(remoteAddress, remotePort), QAbstractSocket::RemoteHostClosedError, {}));
    watchTransport();
    if (request.tls)
        startTls();
    else
        post(&Private::open);
}

void Socket::Private::open()
{
    if (state != State::Opening || !transport || !failure.isEmpty())
        return; // destroyed, or failed in the meantime
    const QPointer<Socket> alive(q);
    if (tls && !acceptHandshake())
        return;
    race.reset();
    deadline.stop();
    connectPending = false;
    setState(State::Open, u"connected"_s);
    if (alive && state == State::Open) {
        armIdleTimer();
        Q_EMIT q->connected();
    }
    if (alive && state == State::Open && (ended || (tls && transport->bytesAvailable() > 0)))
        requestRead(); // what came during the handshake isn't announced again
}

void Socket::Private::failLater(const QString &message)
{
    if (!failure.isEmpty())
        return; // the first reason counts
    failure = message;
    post(&Private::fail);
}

void Socket::Private::fail()
{
    if (state == State::Opening && !failure.isEmpty())
        connectFailed(failure);
}

void Socket::Private::onDeadline()
{
    if (phase == Phase::Resolving)
        connectFailed(go::lookupTimeout(request.host));
    else if (phase == Phase::Dialing)
        connectFailed(go::dialTimeout(race->preferredEndpoint()));
    else
        connectFailed(go::tlsFailed(
            go::readTimeout(go::endpoint(localAddress, localPort), go::endpoint(remoteAddress, remotePort))));
}

void Socket::Private::connectFailed(const QString &message)
{
    const QPointer<Socket> alive(q);
    const SocketError error{u"connect"_s, message}; // a copy: `message` may belong to what is dropped now
    cancelConnecting();
    closeTransport();
    connectPending = false;
    setState(State::Disconnected, error.message);
    if (alive)
        Q_EMIT q->connectFailed(error);
}

void Socket::Private::cancelConnecting()
{
    resolver.cancel();
    deadline.stop();
    race.reset();
    failure.clear();
}

void Socket::Private::rememberEndpoints(const QHostAddress &remote)
{
    localAddress = go::ipText(transport->localAddress());
    localPort = transport->localPort();
    remoteAddress = go::ipText(remote);
    remotePort = request.port;
}

void Socket::Private::forgetEndpoints()
{
    localAddress.clear();
    remoteAddress.clear();
    localPort = remotePort = 0;
}

} // namespace sockscope
