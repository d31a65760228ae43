// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace sockscope {

/// The options of a run that concern connections (k6-reference 4.3). Plain data, shared read-only by all sockets.
struct NetOptions
{
    bool insecureSkipTlsVerify = false;
    QString tlsMinVersion; ///< "", "tls1.0" .. "tls1.3"
    QString tlsMaxVersion;
    QStringList tlsCipherSuites; ///< of TLS 1.2 and below, by their names in Go; empty for the usual ones
    QString caFile; ///< PEM file of roots used instead of the system's (SSL_CERT_FILE), empty for the system's
    struct ClientCertificate
    {
        QByteArray certificatePem;
        QByteArray keyPem;
        QByteArray password;
    };
    QList<ClientCertificate> clientCertificates; ///< tlsAuth
    QHash<QString, QString> hosts; ///< lower-case "host" or "host:port", leading "*" allowed -> "ip" or "ip:port"
    QStringList blockHostnames;    ///< host patterns with an optional leading "*"
    QStringList blacklistIPs;      ///< CIDR
    QString dnsPolicy = QStringLiteral("preferIPv4"); ///< preferIPv4 preferIPv6 onlyIPv4 onlyIPv6 any
    QString dnsSelect = QStringLiteral("random");     ///< random first roundRobin: which address of several
    qint64 dnsTtlNs = 300'000'000'000;                ///< how long looked-up addresses are kept, 0 for not at all
    QString localIPs; ///< what to connect from, for SourceAddresses; empty to leave the choice to the system
    int connectTimeoutMs = 30'000;
    int fallbackDelayMs = 250;                ///< head start of one address family over the other (RFC 8305 section 5)
    qint64 maxQueuedWriteBytes = 256LL << 20; ///< bound of bytes waiting in one socket because the peer doesn't read
};

} // namespace sockscope
