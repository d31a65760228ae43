// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// Which hosts may be reached, and under which address (options hosts, blockHostnames, blacklistIPs, dns.policy;
/// k6-reference 4.3). Pure functions, any thread.
namespace sockscope {

/// The pattern that matches `host`: an exact one first, else the longest with a leading "*" (which also stands for
/// nothing). Letter case doesn't matter; the pattern is returned in lower case.
[[nodiscard]] std::optional<QString> matchHostPattern(const QString &host, const QStringList &patterns);

/// An address written as such ("127.0.0.1", "::1"), in the strict form Go accepts: "127.1" or "0x7f.1" are names.
[[nodiscard]] std::optional<QHostAddress> literalAddress(const QString &host);

/// What the hosts option says about host:port, then about host; the port of a mapped "ip:port" is dropped, as k6 dials
/// the port of connect().
[[nodiscard]] std::optional<QHostAddress> mappedAddress(const QString &host, int port,
                                                        const QHash<QString, QString> &hosts);

/// The first range of `ranges` (CIDR) that holds `address`, written as Go does ("10.0.0.0/8").
[[nodiscard]] std::optional<QString> blacklistedRange(const QHostAddress &address, const QStringList &ranges);

/// Candidates in the order to try: families alternate, the policy's preferred first (RFC 8305 section 4); "any" keeps
/// the resolver's first family first, "only..." drops the other family.
[[nodiscard]] QList<QHostAddress> orderByPolicy(const QList<QHostAddress> &addresses, const QString &dnsPolicy);

/// The candidates of orderByPolicy() with one of the preferred family, or under "any" one of all, moved to the front:
/// number `choice`, modulo how many there are (dns.select).
[[nodiscard]] QList<QHostAddress> withFirst(const QList<QHostAddress> &ordered, quint32 choice,
                                            const QString &dnsPolicy);

} // namespace sockscope
