// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_settings.h"

#include "net/tls_ciphers.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QSslCertificate>
#include <QSslKey>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

struct Version
{
    QLatin1String name;
    QSsl::SslProtocol orLater;
    const char *openssl;
};

QT_WARNING_PUSH
QT_WARNING_DISABLE_DEPRECATED // TLS 1.0 and 1.1 are still met in labs
    constexpr std::array<Version, 4>
        versions{{
            {QLatin1String("tls1.0"), QSsl::TlsV1_0OrLater, "TLSv1"},
            {QLatin1String("tls1.1"), QSsl::TlsV1_1OrLater, "TLSv1.1"},
            {QLatin1String("tls1.2"), QSsl::TlsV1_2OrLater, "TLSv1.2"},
            {QLatin1String("tls1.3"), QSsl::TlsV1_3OrLater, "TLSv1.3"},
        }};
QT_WARNING_POP

const Version &version(const QString &name, const Version &fallback)
{
    for (const Version &candidate : versions) {
        if (candidate.name == name)
            return candidate;
    }
    return fallback;
}

void setVersions(QSslConfiguration &configuration, const NetOptions &options)
{
    const Version &lowest = version(options.tlsMinVersion, versions[2]);
    const Version &highest = version(options.tlsMaxVersion, versions[3]);
    configuration.setProtocol(lowest.orLater);
    configuration.setBackendConfigurationOption("MinProtocol", QByteArray(lowest.openssl));
    configuration.setBackendConfigurationOption("MaxProtocol", QByteArray(highest.openssl));
}

void setCiphers(QSslConfiguration &configuration, const NetOptions &options)
{
    const bool isOld = &version(options.tlsMinVersion, versions[2]) < &versions[2];
    const QByteArray chosen = openSslCiphers(options.tlsCipherSuites);
    if (!options.tlsCipherSuites.isEmpty() && chosen.isEmpty()) // only TLS 1.3 has a suite left
        configuration.setBackendConfigurationOption("MinProtocol", QByteArray(versions[3].openssl));
    else if (isOld || !chosen.isEmpty()) // SHA-1 and small blocks are below OpenSSL 3's default security level
        configuration.setBackendConfigurationOption("CipherString",
                                                    (chosen.isEmpty() ? "DEFAULT" : chosen) + ":@SECLEVEL=0");
}

struct Roots
{
    QString path;
    QDateTime modified;
    QList<QSslCertificate> certificates;
};

/// The certificates of a PEM file; a bundle takes milliseconds to parse, so the last one is kept.
QList<QSslCertificate> rootsFrom(const QString &path)
{
    static QMutex mutex;
    static Roots last;
    const QMutexLocker lock(&mutex);
    const QDateTime modified = QFileInfo(path).lastModified();
    if (last.path != path || last.modified != modified)
        last = {path, modified, QSslCertificate::fromPath(path, QSsl::Pem)};
    return last.certificates;
}

QString setRoots(QSslConfiguration &configuration, const NetOptions &options)
{
    const QString path = options.caFile.isEmpty() ? qEnvironmentVariable("SSL_CERT_FILE") : options.caFile;
    if (path.isEmpty())
        return {};
    const QList<QSslCertificate> roots = rootsFrom(path);
    if (roots.isEmpty())
        return u"no certificate can be read from the CA file %1; give a readable PEM file"_s.arg(path);
    configuration.setCaCertificates(roots);
    return {};
}

std::optional<QSslKey> parseKey(const NetOptions::ClientCertificate &entry)
{
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(entry.keyPem, algorithm, QSsl::Pem, QSsl::PrivateKey, entry.password);
        if (!key.isNull())
            return key;
    }
    return std::nullopt;
}

/// Qt offers one certificate per connection and can't choose by the server's request: the first entry is used.
QString setClientCertificate(QSslConfiguration &configuration, const NetOptions &options)
{
    if (options.clientCertificates.isEmpty())
        return {};
    const NetOptions::ClientCertificate &entry = options.clientCertificates.first();
    const QList<QSslCertificate> chain = QSslCertificate::fromData(entry.certificatePem, QSsl::Pem);
    if (chain.isEmpty())
        return u"tls: failed to find any PEM data in certificate input"_s;
    const auto key = parseKey(entry);
    if (!key)
        return u"tls: failed to parse private key; give an unencrypted PEM key, or its password"_s;
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(*key);
    return {};
}

} // namespace

TlsSettings TlsSettings::from(const NetOptions &options)
{
    TlsSettings settings{QSslConfiguration::defaultConfiguration(), {}};
    QSslConfiguration &configuration = settings.configuration;
    setVersions(configuration, options);
    setCiphers(configuration, options);
    configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    configuration.setPeerVerifyMode(options.insecureSkipTlsVerify ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    settings.error = setRoots(configuration, options);
    if (settings.error.isEmpty())
        settings.error = setClientCertificate(configuration, options);
    return settings;
}

} // namespace sockscope
