// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tls_peer.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>

namespace sockscope::test {

namespace {

X509 *readCertificate(const QByteArray &pem)
{
    BIO *bio = BIO_new_mem_buf(pem.constData(), int(pem.size()));
    X509 *certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    return certificate;
}

void useIdentity(SSL_CTX *context, const Identity &identity)
{
    X509 *certificate = readCertificate(identity.certificate);
    SSL_CTX_use_certificate(context, certificate);
    X509_free(certificate);
    BIO *bio = BIO_new_mem_buf(identity.key.constData(), int(identity.key.size()));
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
    BIO_free(bio);
    SSL_CTX_use_PrivateKey(context, key);
    EVP_PKEY_free(key);
}

void requireClientCertificate(SSL_CTX *context, const QByteArray &authority)
{
    X509 *certificate = readCertificate(authority);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate);
    SSL_CTX_add_client_CA(context, certificate);
    X509_free(certificate);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

int acceptFirstProtocol(SSL *, const unsigned char **chosen, unsigned char *size, const unsigned char *offered,
                        unsigned, void *)
{
    *size = offered[0];
    *chosen = offered + 1;
    return SSL_TLSEXT_ERR_OK;
}

} // namespace

struct TlsPeer::Context
{
    explicit Context(const TlsPeerOptions &options)
        : ssl(SSL_CTX_new(TLS_server_method()))
    {
        useIdentity(ssl, options.identity);
        SSL_CTX_set_security_level(ssl, 0); // TLS 1.0 too, when a test asks for it
        SSL_CTX_set_min_proto_version(ssl, options.minVersion);
        SSL_CTX_set_max_proto_version(ssl, options.maxVersion);
        SSL_CTX_set_session_id_context(ssl, reinterpret_cast<const unsigned char *>("test"), 4);
        if (!options.clientAuthority.isEmpty())
            requireClientCertificate(ssl, options.clientAuthority);
    }
    ~Context() { SSL_CTX_free(ssl); }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;

    SSL_CTX *ssl;
};

TlsPeer::TlsPeer(const TlsPeerOptions &options)
    : Peer([this](PeerConnection &connection) { serve(connection); })
    , m_options(options)
    , m_context(std::make_shared<Context>(options))
{
    SSL_CTX_set_alpn_select_cb(m_context->ssl, acceptFirstProtocol, nullptr);
    SSL_CTX_set_client_hello_cb(
        m_context->ssl,
        [](SSL *session, int *, void *self) {
            const unsigned char *bytes = nullptr;
            std::size_t size = 0;
            auto *peer = static_cast<TlsPeer *>(self);
            const std::lock_guard lock(peer->m_lastMutex);
            peer->m_alpn.clear();
            if (SSL_client_hello_get0_ext(session, TLSEXT_TYPE_application_layer_protocol_negotiation, &bytes, &size) ==
                1)
                peer->m_alpn = QByteArray(reinterpret_cast<const char *>(bytes), qsizetype(size));
            return SSL_CLIENT_HELLO_SUCCESS;
        },
        this);
}

TlsPeer::~TlsPeer()
{
    stop();
}

QString TlsPeer::serverName() const
{
    const std::lock_guard lock(m_lastMutex);
    return m_serverName;
}

QByteArray TlsPeer::alpn() const
{
    const std::lock_guard lock(m_lastMutex);
    return m_alpn;
}

QString TlsPeer::clientSubject() const
{
    const std::lock_guard lock(m_lastMutex);
    return m_clientSubject;
}

void TlsPeer::serve(PeerConnection &connection)
{
    SSL *session = SSL_new(m_context->ssl);
    SSL_set_fd(session, connection.descriptor());
    if (SSL_accept(session) == 1) {
        remember(session);
        ++m_handshakes;
        speak(session, connection);
    } else {
        connection.finish();
        connection.waitForEnd(); // so that the alert isn't lost to a reset
    }
    ERR_clear_error();
    SSL_free(session);
}

void TlsPeer::speak(SSL *session, PeerConnection &connection)
{
    if (m_options.speech == TlsPeerOptions::Speech::NeverRead)
        return connection.waitForStop();
    if (m_options.speech == TlsPeerOptions::Speech::SayAndClose) {
        SSL_write(session, m_options.text.constData(), int(m_options.text.size()));
        if (m_options.ending == TlsPeerOptions::Ending::Reset)
            return connection.reset();
        if (m_options.ending == TlsPeerOptions::Ending::CloseNotify)
            SSL_shutdown(session);
        connection.finish();
        return connection.waitForEnd();
    }
    std::array<char, 16384> block;
    int got;
    while ((got = SSL_read(session, block.data(), int(block.size()))) > 0) {
        m_plainBytes += got;
        if (SSL_write(session, block.data(), got) <= 0)
            return;
    }
    m_cleanEnds += SSL_get_error(session, got) == SSL_ERROR_ZERO_RETURN ? 1 : 0;
    SSL_shutdown(session);
}

void TlsPeer::remember(SSL *session)
{
    const std::lock_guard lock(m_lastMutex);
    const char *name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name);
    m_serverName = QString::fromUtf8(name);
    m_clientSubject.clear();
    if (X509 *certificate = SSL_get1_peer_certificate(session)) {
        std::array<char, 256> text{};
        X509_NAME_oneline(X509_get_subject_name(certificate), text.data(), int(text.size()));
        m_clientSubject = QString::fromLatin1(text.data());
        X509_free(certificate);
    }
}

} // namespace sockscope::test
