// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace sockscope {

/// The cipher suites of option tlsCipherSuites for OpenSSL, "ECDHE-RSA-AES128-GCM-SHA256:…"
/// (https://docs.openssl.org/3.0/man1/openssl-ciphers/#cipher-suite-names). Only suites of TLS 1.2 and below are named:
/// those of TLS 1.3 can't be chosen, as in Go (https://pkg.go.dev/crypto/tls#Config). Empty where none is left.
[[nodiscard]] QByteArray openSslCiphers(const QStringList &suites);

} // namespace sockscope
