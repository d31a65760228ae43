// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_protocol.h"

struct ssl_ctx_st; // OpenSSL's SSL_CTX
struct ssl_st;     // OpenSSL's SSL

namespace sockscope {

/// Echo over TLS 1.2 or 1.3. A client that doesn't speak TLS sees the end of the connection.
class TlsProtocol final : public PeerProtocol
{
public:
    explicit TlsProtocol(const std::shared_ptr<ssl_ctx_st> &identity); ///< see makeTlsIdentity()

    [[nodiscard]] qsizetype take(QByteArrayView input, PeerOutput &out) override;

private:
    void echo(PeerOutput &out);
    void flush(PeerOutput &out);
    [[nodiscard]] bool waitsForMore(int result) const;

    std::unique_ptr<ssl_st, void (*)(ssl_st *)> m_session;
};

} // namespace sockscope
