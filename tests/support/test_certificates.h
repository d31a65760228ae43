// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace sockscope::test {

/// A key pair and its certificate, both PEM.
struct Identity
{
    QByteArray certificate;
    QByteArray key;
};

/// What a certificate made for a test says.
struct CertificateRequest
{
    QString commonName;
    QStringList alternativeNames; ///< as OpenSSL writes them: "DNS:localhost", "IP:127.0.0.1"
    int validFromDays = -1;       ///< relative to today
    int validToDays = 30;
    bool authority = false; ///< may sign others
};

/// Makes an EC P-256 identity, signed by `issuer` or by itself; empty on failure.
[[nodiscard]] Identity makeIdentity(const CertificateRequest &request, const Identity *issuer = nullptr);

} // namespace sockscope::test
