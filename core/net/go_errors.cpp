// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/go_errors.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace sockscope::go {

namespace {

struct EngineText
{
    const char *qt; ///< source text in the context QNativeSocketEngine, so that a translated Qt is understood as well
    QLatin1String go;
};

// Qt folds these into NetworkError; only the text tells them apart.
constexpr std::array<EngineText, 5> engineTexts{{
    {"Network unreachable", QLatin1String("network is unreachable")},
    {"Host unreachable", QLatin1String("no route to host")},
    {"Connection timed out", QLatin1String("connection timed out")},
    {"Permission denied", QLatin1String("permission denied")},
    {"Out of resources", QLatin1String("too many open files")},
}};

} // namespace

QString endpoint(const QString &address, int port)
{
    return (address.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address).arg(port);
}

QString endpoint(const QHostAddress &address, int port)
{
    return endpoint(ipText(address), port);
}

QString ipText(const QHostAddress &address)
{
    bool mapped = false;
    const quint32 v4 = address.toIPv4Address(&mapped);
    return mapped ? QHostAddress(v4).toString() : address.toString();
}

QString invalidPort(int port)
{
    return u"dial tcp: address %1: invalid port"_s.arg(port);
}

QString noSuchHost(const QString &host)
{
    return u"lookup %1: no such host"_s.arg(host);
}

QString lookupTimeout(const QString &host)
{
    return u"lookup %1: i/o timeout"_s.arg(host);
}

QString blockedHost(const QString &host, const QString &pattern)
{
    return u"hostname (%1) is in a blocked pattern (%2)"_s.arg(host, pattern);
}

QString blacklistedIp(const QString &address, const QString &range)
{
    return u"IP (%1) is in a blacklisted range (%2)"_s.arg(address, range);
}

QString dialFailed(const QString &remote, QAbstractSocket::SocketError error, const QString &qtText)
{
    const QString call = error == QAbstractSocket::SocketResourceError ? u"socket"_s : u"connect"_s;
    return u"dial tcp %1: %2: %3"_s.arg(remote, call, reason(error, qtText));
}

QString bindFailed(const QHostAddress &source, const QString &remote, QAbstractSocket::SocketError error,
                   const QString &qtText)
{
    return u"dial tcp %1->%2: bind: %3"_s.arg(endpoint(source, 0), remote, reason(error, qtText));
}

QString noSuitableAddress(const QHostAddress &source)
{
    return u"dial tcp: address %1: no suitable address found"_s.arg(endpoint(source, 0));
}

QString dialTimeout(const QString &remote)
{
    return u"dial tcp %1: i/o timeout"_s.arg(remote);
}

QString tlsFailed(const QString &why)
{
    return u"TLS handshake failed: "_s + why;
}

QString readFailed(const QString &local, const QString &remote, const QString &why)
{
    return u"read tcp %1->%2: read: %3"_s.arg(local, remote, why);
}

QString readTimeout(const QString &local, const QString &remote)
{
    return u"read tcp %1->%2: i/o timeout"_s.arg(local, remote);
}

QString writeFailed(qint64 done, const QString &local, const QString &remote, const QString &why)
{
    return u"failed to write data after %1 bytes: write tcp %2->%3: %4"_s.arg(done).arg(local, remote, why);
}

QString reason(QAbstractSocket::SocketError error, const QString &qtText)
{
    for (const EngineText &text : engineTexts) {
        if (qtText == QCoreApplication::translate("QNativeSocketEngine", text.qt))
            return text.go;
    }
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return u"connection refused"_s;
    case QAbstractSocket::RemoteHostClosedError:
        return u"connection reset by peer"_s;
    case QAbstractSocket::SocketTimeoutError:
        return u"connection timed out"_s;
    case QAbstractSocket::SocketAccessError:
        return u"permission denied"_s;
    case QAbstractSocket::SocketResourceError:
        return u"too many open files"_s;
    case QAbstractSocket::AddressInUseError:
        return u"address already in use"_s;
    case QAbstractSocket::SocketAddressNotAvailableError:
        return u"cannot assign requested address"_s;
    case QAbstractSocket::UnsupportedSocketOperationError:
        return u"address family not supported by protocol"_s;
    default:
        return qtText.toLower();
    }
}

} // namespace sockscope::go
