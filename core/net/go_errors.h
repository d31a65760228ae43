// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>
#include <QHostAddress>
#include <QString>

/// The error texts of Go's net and os packages, which k6 scripts match on (k6-reference 2.3, 2.4, 2.6). Pure functions,
/// any thread.
namespace sockscope::go {

/// "127.0.0.1:80", "[::1]:80": net.JoinHostPort.
[[nodiscard]] QString endpoint(const QString &address, int port);
[[nodiscard]] QString endpoint(const QHostAddress &address, int port);
/// How Go prints an address: IPv6 without brackets, no scope added.
[[nodiscard]] QString ipText(const QHostAddress &address);

[[nodiscard]] QString invalidPort(int port);              ///< "dial tcp: address 99999: invalid port"
[[nodiscard]] QString noSuchHost(const QString &host);    ///< "lookup x: no such host"
[[nodiscard]] QString lookupTimeout(const QString &host); ///< "lookup x: i/o timeout"
[[nodiscard]] QString blockedHost(const QString &host, const QString &pattern);
[[nodiscard]] QString blacklistedIp(const QString &address, const QString &range);
/// "dial tcp a: connect: connection refused", with the system call that failed.
[[nodiscard]] QString dialFailed(const QString &remote, QAbstractSocket::SocketError error, const QString &qtText);
/// "dial tcp a:0->b: bind: cannot assign requested address", of an address to connect from that can't be had.
[[nodiscard]] QString bindFailed(const QHostAddress &source, const QString &remote, QAbstractSocket::SocketError error,
                                 const QString &qtText);
/// "dial tcp: address a:0: no suitable address found", where the address to connect from is of the other family.
[[nodiscard]] QString noSuitableAddress(const QHostAddress &source);
[[nodiscard]] QString dialTimeout(const QString &remote); ///< "dial tcp a: i/o timeout"
[[nodiscard]] QString tlsFailed(const QString &reason);   ///< "TLS handshake failed: reason"
[[nodiscard]] QString readFailed(const QString &local, const QString &remote, const QString &reason);
[[nodiscard]] QString readTimeout(const QString &local, const QString &remote);
/// `done` is how many bytes of the failed write had left; `reason` as in "write: broken pipe".
[[nodiscard]] QString writeFailed(qint64 done, const QString &local, const QString &remote, const QString &reason);

/// strerror in Go's words for what Qt reports about a socket: "connection refused", "network is unreachable", ...
[[nodiscard]] QString reason(QAbstractSocket::SocketError error, const QString &qtText);

} // namespace sockscope::go
