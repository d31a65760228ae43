// SPDX-License-Identifier: GPL-3.0-or-later
// From write() to written(): the transport gets a bounded amount at a time, the rest stays in the queue as shared byte
// arrays.
#include "net/go_errors.h"
#include "net/socket_private.h"

#include <QScopedValueRollback>
#include <QSslSocket>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qint64 inTransport = 256LL * 1024; ///< bytes at most that the transport buffers
constexpr qint64 tlsPiece = 64LL * 1024;     ///< progress under TLS is known in steps of this size

} // namespace

quint64 Socket::write(const QByteArray &bytes)
{
    if (!acceptsWrite(bytes.size())) {
        const quint64 ticket = d->writes.addFailed(d->writeRefusal(bytes.size()));
        d->settleLater();
        return ticket;
    }
    const quint64 ticket = d->writes.add(bytes);
    d->pump();
    return ticket;
}

bool Socket::acceptsWrite(qint64 bytes) const
{
    return d->state == State::Open && !d->ended && !d->halfClosing &&
           d->writes.waitingBytes() + bytes <= d->options.maxQueuedWriteBytes;
}

/// Why acceptsWrite() is false.
QString Socket::Private::writeRefusal(qint64 bytes) const
{
    if (state != State::Open)
        return u"no active connection"_s;
    const QString local = go::endpoint(localAddress, localPort), remote = go::endpoint(remoteAddress, remotePort);
    if (ended || halfClosing)
        return go::writeFailed(0, local, remote, ended ? ended->writeReason : u"write: broken pipe"_s);
    return go::writeFailed(
        0, local, remote,
        u"%1 bytes are waiting because the peer does not read, and %2 more would exceed the limit of %3; "
        "await earlier writes first"_s.arg(writes.waitingBytes())
            .arg(bytes)
            .arg(options.maxQueuedWriteBytes));
}

void Socket::halfClose()
{
    if (d->state != State::Open || d->halfClosing)
        return;
    d->halfClosing = true;
    d->shutdownWhenDrained();
}

void Socket::Private::shutdownWhenDrained()
{
    if (!halfClosing || halfClosed || ended || !writes.isDrained())
        return;
    halfClosed = true;
    probe.shutdownWrite();
    post(&Private::tellSendingEnded);
}

void Socket::Private::tellSendingEnded()
{
    Q_EMIT q->sendingEnded();
}

void Socket::Private::pump()
{
    if (pumping || state != State::Open || ended)
        return;
    const QScopedValueRollback guard(pumping, true); // feeding may report progress at once
    noteProgress();
    for (;;) {
        const qint64 waiting = writes.fedBytes() - bytesWritten;
        const auto piece = writes.next(std::min(inTransport - waiting, tls ? tlsPiece : inTransport));
        if (piece.empty() || (waiting > 0 && !tls))
            break;
        const qint64 taken = feed(piece.data(), qint64(piece.size()));
        if (taken < 0) {
            onTransportLost();
            failWrites(ended->writeReason);
            break;
        }
        writes.fed(taken);
        noteProgress();
    }
    shutdownWhenDrained();
    settleLater();
}

qint64 Socket::Private::feed(const char *bytes, qint64 size)
{
    probe.beforeWrite();
    const qint64 taken = transport->write(bytes, size); // a plain transport sends at once what the kernel takes
    if (taken < 0)
        probe.afterFailedWrite();
    if (tls && taken > 0)
        tls->flush(); // encrypts and sends
    return taken;
}

void Socket::Private::noteProgress()
{
    // Ciphertext is never shorter than its plaintext, so this is a lower bound under TLS, and exact when all is sent.
    const qint64 waiting = transport->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
    const qint64 before = std::exchange(bytesWritten, std::max(bytesWritten, writes.fedBytes() - waiting));
    progressed = progressed || bytesWritten > before;
    writes.sent(bytesWritten);
}

void Socket::Private::settleLater()
{
    if (settleRequested || !(progressed || writes.hasSettled()))
        return;
    settleRequested = true;
    post(&Private::settle);
}

void Socket::Private::settle()
{
    settleRequested = false;
    const QPointer<Socket> alive(q);
    if (std::exchange(progressed, false))
        Q_EMIT q->countersChanged();
    while (alive && writes.hasSettled()) {
        const WriteQueue::Settled write = writes.takeSettled();
        if (write.failure.isEmpty())
            Q_EMIT q->written(write.ticket, write.bytes);
        else
            Q_EMIT q->writeFailed(write.ticket, write.failure);
    }
}

void Socket::Private::failWrites(const QString &reason)
{
    const QString local = go::endpoint(localAddress, localPort), remote = go::endpoint(remoteAddress, remotePort);
    writes.failAll([&](qint64 done) { return go::writeFailed(done, local, remote, reason); });
    settleLater();
}

} // namespace sockscope
