// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/tls_protocol.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>

namespace sockscope {

TlsProtocol::TlsProtocol(const std::shared_ptr<ssl_ctx_st> &identity)
    : m_session(SSL_new(identity.get()), SSL_free)
{
    if (!m_session)
        return;
    SSL_set_bio(m_session.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_accept_state(m_session.get());
}

/// Records that are not whole yet are kept in the session, one at the most.
qsizetype TlsProtocol::take(QByteArrayView input, PeerOutput &out)
{
    if (!m_session) {
        out.close();
        return input.size();
    }
    BIO_write(SSL_get_rbio(m_session.get()), input.data(), int(input.size()));
    const int done = SSL_is_init_finished(m_session.get()) ? 1 : SSL_do_handshake(m_session.get());
    flush(out);
    if (done == 1)
        echo(out);
    else if (!waitsForMore(done))
        out.close(); // where it was TLS, an alert says why
    ERR_clear_error();
    return input.size();
}

void TlsProtocol::echo(PeerOutput &out)
{
    std::array<char, SSL3_RT_MAX_PLAIN_LENGTH> block;
    int got = 0;
    while ((got = SSL_read(m_session.get(), block.data(), int(block.size()))) > 0) {
        SSL_write(m_session.get(), block.data(), got);
        flush(out);
    }
    const bool isOver = !waitsForMore(got);
    if (isOver && SSL_get_error(m_session.get(), got) == SSL_ERROR_ZERO_RETURN)
        SSL_shutdown(m_session.get()); // close_notify, as the client sent one
    flush(out);
    if (isOver)
        out.close();
}

void TlsProtocol::flush(PeerOutput &out)
{
    BIO *const sent = SSL_get_wbio(m_session.get());
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(sent, &bytes);
    if (size > 0)
        out.write(QByteArrayView(bytes, qsizetype(size)));
    (void)BIO_reset(sent);
}

bool TlsProtocol::waitsForMore(int result) const
{
    return SSL_get_error(m_session.get(), result) == SSL_ERROR_WANT_READ;
}

} // namespace sockscope
