// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/peer.h"
#include "support/test_certificates.h"

#include <QString>

#include <memory>

struct ssl_st; // OpenSSL's SSL

namespace sockscope::test {

/// How a TlsPeer behaves.
struct TlsPeerOptions
{
    enum class Speech { Echo, SayAndClose, NeverRead };
    enum class Ending { CloseNotify, Truncate, Reset }; ///< of SayAndClose; Truncate is FIN without close_notify

    Identity identity;
    QByteArray clientAuthority; ///< PEM; when set, clients must present a certificate it signed
    int minVersion = 0;         ///< e.g. TLS1_2_VERSION, 0 for the default
    int maxVersion = 0;
    Speech speech = Speech::Echo;
    Ending ending = Ending::CloseNotify;
    QByteArray text = "bye";
};

/// A TLS server on loopback. Counts plaintext bytes and remembers what the last client asked for.
class TlsPeer : public Peer
{
public:
    explicit TlsPeer(const TlsPeerOptions &options);
    ~TlsPeer() override;

    [[nodiscard]] int handshakes() const { return m_handshakes; } ///< completed ones
    [[nodiscard]] int cleanEnds() const { return m_cleanEnds; }   ///< clients that said close_notify
    [[nodiscard]] qint64 plainBytes() const { return m_plainBytes; }
    [[nodiscard]] QString serverName() const;    ///< SNI of the last client
    [[nodiscard]] QByteArray alpn() const;       ///< protocols the last client offered, as on the wire (RFC 7301)
    [[nodiscard]] QString clientSubject() const; ///< of the last client's certificate

    struct Context; ///< the OpenSSL side, in tls_peer.cpp

private:
    void serve(PeerConnection &connection);
    void speak(ssl_st *session, PeerConnection &connection);
    void remember(ssl_st *session);

    TlsPeerOptions m_options;
    std::shared_ptr<Context> m_context;
    std::atomic<int> m_handshakes{0}, m_cleanEnds{0};
    std::atomic<qint64> m_plainBytes{0};
    mutable std::mutex m_lastMutex;
    QString m_serverName, m_clientSubject;
    QByteArray m_alpn;
};

} // namespace sockscope::test
