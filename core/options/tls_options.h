// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace sockscope {

/// The versions of TLS that a run may use (k6-reference 4.3): "tls1.0" to "tls1.3", blank for no bound.
struct TlsVersions
{
    QString min;
    QString max;

    bool operator==(const TlsVersions &) const = default;
};

/// A client certificate of a run, PEM text.
struct TlsAuth
{
    QString cert;
    QString key;
    std::optional<QString> password;
    std::optional<QStringList> domains;

    bool operator==(const TlsAuth &) const = default;
};

} // namespace sockscope
