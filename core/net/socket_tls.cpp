// SPDX-License-Identifier: GPL-3.0-or-later
// The handshake between the TCP connection and connected(), and how an encrypted stream ends.
#include "net/go_errors.h"
#include "net/socket_private.h"
#include "net/tls_reason.h"
#include "net/tls_settings.h"

#include <QSslCipher>
#include <QSslError>
#include <QSslSocket>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qint64 readBuffer = 256LL * 1024; ///< decrypted and not yet delivered

/// RFC 2253 style, as openssl x509 -subject prints it: "CN=localhost,O=Example".
QString distinguishedName(const QSslCertificate &certificate, bool issuer)
{
    QStringList parts;
    const auto keys = issuer ? certificate.issuerInfoAttributes() : certificate.subjectInfoAttributes();
    for (const QByteArray &key : keys) {
        const QStringList values = issuer ? certificate.issuerInfo(key) : certificate.subjectInfo(key);
        for (const QString &value : values)
            parts.append(QString::fromLatin1(key) + u'=' + value);
    }
    return parts.join(u',');
}

QString protocolName(QSsl::SslProtocol protocol)
{
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    switch (protocol) {
    case QSsl::TlsV1_0:
        return u"TLS 1.0"_s;
    case QSsl::TlsV1_1:
        return u"TLS 1.1"_s;
    case QSsl::TlsV1_2:
        return u"TLS 1.2"_s;
    case QSsl::TlsV1_3:
        return u"TLS 1.3"_s;
    default:
        return u"TLS"_s;
    }
    QT_WARNING_POP
}

/// What verification would have said of a certificate that Qt was told not to check; the chain stays unknown.
QString uncheckedProblem(const QSslCertificate &certificate, const QString &host)
{
    const auto now = QDateTime::currentDateTimeUtc();
    QList<QSslError> errors;
    if (certificate.expiryDate() < now)
        errors.append(QSslError(QSslError::CertificateExpired, certificate));
    else if (certificate.effectiveDate() > now)
        errors.append(QSslError(QSslError::CertificateNotYetValid, certificate));
    return go::certificateReason(errors, certificate, host);
}

} // namespace

void Socket::Private::startTls()
{
    phase = Phase::Handshaking;
    tls = static_cast<QSslSocket *>(transport.get()); // makeTransport() made it for request.tls
    tlsReason.clear();
    const TlsSettings settings = TlsSettings::from(options);
    if (!settings.error.isEmpty())
        return failLater(go::tlsFailed(settings.error));
    tls->setReadBufferSize(readBuffer);
    tls->setSslConfiguration(settings.configuration);
    tls->setPeerVerifyName(request.host); // SNI as well, unless it is an address
    connect(tls, &QSslSocket::sslErrors, q, [this](const QList<QSslError> &errors) { onTlsErrors(errors); });
    connect(tls, &QSslSocket::encrypted, q, [this] { post(&Private::open); });
    connect(tls, &QSslSocket::encryptedBytesWritten, q, [this] { pump(); });
    tls->startClientEncryption();
}

void Socket::Private::onTlsErrors(const QList<QSslError> &errors)
{
    tlsReason = go::certificateReason(errors, tls->peerCertificate(), request.host);
}

/// The last say on the peer's certificate, then tells about the session; false when the socket isn't to open.
bool Socket::Private::acceptHandshake()
{
    const QSslCertificate certificate = tls->peerCertificate();
    if (!options.insecureSkipTlsVerify) {
        // Qt accepts a common name where Go wants a subject alternative name: what passes here shall pass there.
        const QString reason = go::certificateReason({}, certificate, request.host);
        if (!reason.isEmpty()) {
            connectFailed(go::tlsFailed(reason));
            return false;
        }
    }
    const QString problem = options.insecureSkipTlsVerify ? uncheckedProblem(certificate, request.host) : QString();
    const QPointer<Socket> alive(q);
    Q_EMIT q->tlsEstablished({protocolName(tls->sessionProtocol()), tls->sessionCipher().name(),
                              !options.insecureSkipTlsVerify, problem, distinguishedName(certificate, false),
                              distinguishedName(certificate, true), certificate.effectiveDate().toUTC(),
                              certificate.expiryDate().toUTC()});
    return alive && state == State::Opening;
}

QString Socket::Private::handshakeFailure() const
{
    if (!tlsReason.isEmpty())
        return go::tlsFailed(tlsReason);
    if (tls->error() == QAbstractSocket::SslHandshakeFailedError || tls->error() == QAbstractSocket::SslInternalError)
        return go::tlsFailed(go::opensslReason(tls->errorString()));
    const StreamEnd end = streamEnd();
    return go::tlsFailed(end.readError.isEmpty() ? u"EOF"_s : end.readError);
}

Socket::Private::StreamEnd Socket::Private::tlsStreamEnd() const
{
    if (tls->error() == QAbstractSocket::RemoteHostClosedError) {
        const bool announced = tls->errorString() == QSslSocket::tr("The TLS/SSL connection has been closed");
        return {announced ? u"peer close_notify"_s : u"peer FIN without close_notify"_s, {}, {}};
    }
    const QString reason = go::opensslReason(tls->errorString());
    return {reason, reason, u"use of closed network connection"_s};
}

} // namespace sockscope
