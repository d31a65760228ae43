// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslError>
#include <QString>

/// Why TLS failed, in the words of Go's crypto/tls and crypto/x509, which k6 scripts see (k6-reference 2.3). Pure
/// functions.
namespace sockscope::go {

/// Why `leaf` doesn't stand for `host`, or empty. As Go: IP literals only match IP SANs, and a common name never
/// counts.
[[nodiscard]] QString hostnameReason(const QSslCertificate &leaf, const QString &host);
/// Of several verification errors the one Go would name: validity first, then the name, then the issuer.
[[nodiscard]] QString certificateReason(const QList<QSslError> &errors, const QSslCertificate &leaf,
                                        const QString &host);
/// What OpenSSL's error text ("error:0A00042E:SSL routines::tlsv1 alert protocol version") means; unknown texts come
/// back shortened.
[[nodiscard]] QString opensslReason(const QString &text);

} // namespace sockscope::go
