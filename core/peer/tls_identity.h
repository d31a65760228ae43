// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

struct ssl_ctx_st; // OpenSSL's SSL_CTX

namespace sockscope {

/// A TLS server's settings with a key and a self-signed certificate for localhost, 127.0.0.1 and ::1 that are made here
/// and live in memory only: nobody trusts it, and a client has to be told not to verify. Null where OpenSSL fails.
/// May be used from any thread.
[[nodiscard]] std::shared_ptr<ssl_ctx_st> makeTlsIdentity();

} // namespace sockscope
