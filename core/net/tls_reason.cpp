// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_reason.h"

#include "net/go_errors.h"
#include "net/host_policy.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sockscope::go {

namespace {

struct Meaning
{
    QLatin1String openssl;
    QLatin1String go;
};

// Alerts the peer sent (RFC 8446 section 6.2), by OpenSSL's names without their protocol prefix.
constexpr std::array<Meaning, 25> alerts{{
    {QLatin1String("alert unexpected message"), QLatin1String("unexpected message")},
    {QLatin1String("alert bad record mac"), QLatin1String("bad record MAC")},
    {QLatin1String("alert record overflow"), QLatin1String("record overflow")},
    {QLatin1String("alert handshake failure"), QLatin1String("handshake failure")},
    {QLatin1String("alert bad certificate"), QLatin1String("bad certificate")},
    {QLatin1String("alert unsupported certificate"), QLatin1String("unsupported certificate")},
    {QLatin1String("alert certificate revoked"), QLatin1String("revoked certificate")},
    {QLatin1String("alert certificate expired"), QLatin1String("expired certificate")},
    {QLatin1String("alert certificate unknown"), QLatin1String("unknown certificate")},
    {QLatin1String("alert certificate required"), QLatin1String("certificate required")},
    {QLatin1String("alert illegal parameter"), QLatin1String("illegal parameter")},
    {QLatin1String("alert unknown ca"), QLatin1String("unknown certificate authority")},
    {QLatin1String("alert access denied"), QLatin1String("access denied")},
    {QLatin1String("alert decode error"), QLatin1String("error decoding message")},
    {QLatin1String("alert decrypt error"), QLatin1String("error decrypting message")},
    {QLatin1String("alert protocol version"), QLatin1String("protocol version not supported")},
    {QLatin1String("alert insufficient security"), QLatin1String("insufficient security level")},
    {QLatin1String("alert internal error"), QLatin1String("internal error")},
    {QLatin1String("alert inappropriate fallback"), QLatin1String("inappropriate fallback")},
    {QLatin1String("alert user cancelled"), QLatin1String("user canceled")},
    {QLatin1String("alert no renegotiation"), QLatin1String("no renegotiation")},
    {QLatin1String("tlsv1 unsupported extension"), QLatin1String("unsupported extension")},
    {QLatin1String("missing extension"), QLatin1String("missing extension")},
    {QLatin1String("unrecognized name"), QLatin1String("unrecognized name")},
    {QLatin1String("alert no application protocol"), QLatin1String("no application protocol")},
}};

// What this side found wrong.
constexpr std::array<Meaning, 8> findings{{
    {QLatin1String("wrong version number"), QLatin1String("tls: first record does not look like a TLS handshake")},
    {QLatin1String("packet length too long"), QLatin1String("tls: oversized record received")},
    {QLatin1String("unsupported protocol"), QLatin1String("tls: server selected unsupported protocol version")},
    {QLatin1String("unexpected message"), QLatin1String("tls: received unexpected handshake message")},
    {QLatin1String("unexpected eof while reading"), QLatin1String("unexpected EOF")},
    {QLatin1String("no protocols available"),
     QLatin1String("tls: no supported versions satisfy MinVersion and MaxVersion")},
    {QLatin1String("decryption failed or bad record mac"), QLatin1String("local error: tls: bad record MAC")},
    {QLatin1String("bad record type"), QLatin1String("tls: first record does not look like a TLS handshake")},
}};

constexpr qsizetype maxNamesShown = 100;

/// time.RFC3339: "Z" for UTC, else the offset.
QString rfc3339(const QDateTime &time)
{
    return (time.offsetFromUtc() == 0 ? time.toUTC() : time.toOffsetFromUtc(time.offsetFromUtc()))
        .toString(Qt::ISODate);
}

QString validityReason(const QSslCertificate &certificate)
{
    const QDateTime now = QDateTime::currentDateTime();
    const bool early = now < certificate.effectiveDate();
    return u"x509: certificate has expired or is not yet valid: current time %1 is %2 %3"_s.arg(
        rfc3339(now), early ? u"before"_s : u"after"_s,
        rfc3339((early ? certificate.effectiveDate() : certificate.expiryDate()).toUTC()));
}

/// RFC 6125 as Go does it: a wildcard stands for exactly the first label.
bool nameMatches(const QString &pattern, const QString &host)
{
    const QString name = host.endsWith(u'.') ? host.chopped(1) : host;
    if (pattern.compare(name, Qt::CaseInsensitive) == 0)
        return !name.isEmpty();
    const qsizetype dot = name.indexOf(u'.');
    return pattern.startsWith("*."_L1) && dot > 0 &&
           pattern.sliced(1).compare(name.sliced(dot), Qt::CaseInsensitive) == 0;
}

QString issuerReason(const QSslError &error)
{
    switch (error.error()) {
    case QSslError::InvalidCaCertificate:
        return u"x509: certificate is not authorized to sign other certificates"_s;
    case QSslError::PathLengthExceeded:
        return u"x509: too many intermediates for path length constraint"_s;
    case QSslError::InvalidPurpose:
        return u"x509: certificate specifies an incompatible key usage"_s;
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return u"x509: certificate signed by unknown authority"_s;
    default:
        return u"x509: "_s + error.errorString().toLower();
    }
}

/// Of the certificate; QMultiMap gives the last one first.
QStringList inOrder(QStringList values)
{
    std::reverse(values.begin(), values.end());
    return values;
}

bool isValidity(const QSslError &error)
{
    return error.error() == QSslError::CertificateExpired || error.error() == QSslError::CertificateNotYetValid;
}

} // namespace

QString hostnameReason(const QSslCertificate &leaf, const QString &host)
{
    const auto names = leaf.subjectAlternativeNames();
    const QStringList dns = inOrder(names.values(QSsl::DnsEntry)), ips = inOrder(names.values(QSsl::IpAddressEntry));
    const auto literal = literalAddress(host);
    const bool matches =
        literal ? std::any_of(ips.begin(), ips.end(), [&](const QString &ip) { return QHostAddress(ip) == *literal; })
                : std::any_of(dns.begin(), dns.end(), [&](const QString &name) { return nameMatches(name, host); });
    if (matches)
        return {};
    const QStringList common = leaf.subjectInfo(QSslCertificate::CommonName);
    if (names.isEmpty() && !literal && !common.isEmpty() && nameMatches(common.first(), host))
        return u"x509: certificate relies on legacy Common Name field, use SANs instead"_s;
    const QStringList &valid = literal ? ips : dns;
    if (literal && valid.isEmpty())
        return u"x509: cannot validate certificate for %1 because it doesn't contain any IP SANs"_s.arg(host);
    if (valid.isEmpty())
        return u"x509: certificate is not valid for any names, but wanted to match "_s + host;
    if (valid.size() >= maxNamesShown)
        return u"x509: certificate is valid for %1 names, but none matched %2"_s.arg(valid.size()).arg(host);
    return u"x509: certificate is valid for %1, not %2"_s.arg(valid.join(", "_L1), host);
}

QString certificateReason(const QList<QSslError> &errors, const QSslCertificate &leaf, const QString &host)
{
    const QString prefix = u"tls: failed to verify certificate: "_s;
    const auto expired = std::find_if(errors.begin(), errors.end(), isValidity);
    if (expired != errors.end())
        return prefix + validityReason(expired->certificate().isNull() ? leaf : expired->certificate());
    if (const QString name = leaf.isNull() ? QString() : hostnameReason(leaf, host); !name.isEmpty())
        return prefix + name;
    const auto issuer = std::find_if(errors.begin(), errors.end(), [](const QSslError &error) {
        return error.error() != QSslError::HostNameMismatch;
    });
    return issuer == errors.end() ? QString() : prefix + issuerReason(*issuer);
}

QString opensslReason(const QString &text)
{
    const QString reason = text.sliced(text.lastIndexOf(u':') + 1).trimmed();
    for (const Meaning &alert : alerts) {
        if (reason.endsWith(alert.openssl))
            return u"remote error: tls: "_s + alert.go;
    }
    static const QRegularExpression unnamed(
        u"^reason\\(1(\\d{3})\\)$"_s); // an alert OpenSSL has no name for: 1000 + its number
    if (const auto match = unnamed.match(reason); match.hasMatch()) {
        const int number = match.capturedView(1).toInt();
        return number == 0 ? u"EOF"_s : u"remote error: tls: alert(%1)"_s.arg(number); // 0 is close_notify
    }
    for (const Meaning &finding : findings) {
        if (reason == finding.openssl)
            return finding.go;
    }
    return u"tls: "_s + reason;
}

} // namespace sockscope::go
