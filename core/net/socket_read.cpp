// SPDX-License-Identifier: GPL-3.0-or-later
// From the peer's bytes to data(), and from the end of the stream to closed(). One block is read and delivered per turn
// of the event loop, so that timers and other sockets get their turn; what isn't read waits in the kernel, which slows
// the peer down.
#include "net/go_errors.h"
#include "net/socket_private.h"

#include <QSslSocket>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qsizetype blockSize = 16 * Socket::MaxChunk;

bool isTlsError(QAbstractSocket::SocketError error)
{
    return error == QAbstractSocket::SslInternalError || error == QAbstractSocket::SslHandshakeFailedError ||
           error == QAbstractSocket::SslInvalidUserDataError;
}

} // namespace

void Socket::Private::watchTransport()
{
    QTcpSocket *socket = transport.get();
    connect(socket, &QTcpSocket::readyRead, q, [this] { requestRead(); });
    connect(socket, &QTcpSocket::errorOccurred, q, [this] { onTransportLost(); });
    connect(socket, &QTcpSocket::disconnected, q, [this] { onTransportLost(); });
    connect(socket, &QTcpSocket::bytesWritten, q, [this] { pump(); });
}

void Socket::Private::requestRead()
{
    if (!readRequested)
        post(&Private::readTurn);
    readRequested = true;
}

// Not called from within readyRead(): Qt doesn't repeat that signal to an event loop that a data handler may run.
void Socket::Private::readTurn()
{
    readRequested = false;
    if (state != State::Open)
        return;
    if (delivering) { // later bytes wait until the earlier ones are delivered
        readAgain = true;
        return;
    }
    std::array<char, blockSize> block;
    const qint64 size = readBlock(block.data(), blockSize);
    if (size == 0 && ended)
        return finish(*ended);
    if (size == 0)
        return;
    if (idleMs > 0)
        sinceRead.restart();
    if (deliver(block.data(), size) && (ended || readAgain || (tls && transport->bytesAvailable() > 0)))
        requestRead();
}

qint64 Socket::Private::readBlock(char *block, qint64 size)
{
    if (!ended) {
        probe.beforeRead();
        const qint64 got = transport->read(block, size);
        if (got >= 0)
            return got;
        ended = streamEnd();
    }
    return tls ? std::max(qint64(0), transport->read(block, size)) : probe.receive(block, size);
}

bool Socket::Private::deliver(const char *block, qint64 size)
{
    const QPointer<Socket> alive(q);
    delivering = true;
    readAgain = false;
    for (qint64 at = 0; at < size; at += MaxChunk) {
        const qint64 length = std::min(qint64(MaxChunk), size - at);
        bytesRead += length;
        Q_EMIT q->data(QByteArray(block + at, length));
        if (!alive)
            return false;
        if (state != State::Open)
            break;
    }
    delivering = false;
    Q_EMIT q->countersChanged();
    return alive && state == State::Open;
}

void Socket::Private::onTransportLost()
{
    if (tls && !tls->isEncrypted() && state == State::Opening)
        return failLater(handshakeFailure());
    if (!ended)
        ended = streamEnd();
    requestRead(); // the end comes after the data that is still here
}

Socket::Private::StreamEnd Socket::Private::streamEnd() const
{
    if (tls && isTlsError(tls->error()))
        return tlsStreamEnd();
    const QString local = go::endpoint(localAddress, localPort), remote = go::endpoint(remoteAddress, remotePort);
    if (transport->error() != QAbstractSocket::RemoteHostClosedError) {
        const QString why = go::reason(transport->error(), transport->errorString());
        return {why, go::readFailed(local, remote, why), u"write: "_s + why};
    }
    if (probe.peerEnd() == ConnectionProbe::PeerEnd::Reset)
        return {u"peer RST"_s, go::readFailed(local, remote, u"connection reset by peer"_s),
                u"write: connection reset by peer"_s};
    return {tls ? tlsStreamEnd().cause : u"peer FIN"_s,
            {},
            probe.foundFinByWriting() ? u"write: broken pipe"_s : u"use of closed network connection"_s};
}

void Socket::setIdleTimeout(int ms)
{
    d->idleMs = std::max(0, ms);
    d->armIdleTimer();
}

void Socket::Private::armIdleTimer()
{
    if (state != State::Open || idleMs == 0)
        return idleTimer.stop();
    sinceRead.start();
    idleTimer.start(idleMs);
}

void Socket::Private::onIdle()
{
    // Reads only note the time: restarting a timer for each would cost more than the read.
    const qint64 left = idleMs - sinceRead.elapsed();
    if (left > 0)
        return idleTimer.start(int(left));
    armIdleTimer();
    if (transport->bytesAvailable() == 0 && !delivering)
        Q_EMIT q->timedOut();
}

} // namespace sockscope
