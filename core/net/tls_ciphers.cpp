// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_ciphers.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// "ECDHE_RSA" is "ECDHE-RSA-"; plain RSA has no name there.
QString exchangeName(QString exchange)
{
    return exchange == u"RSA" ? QString() : exchange.replace(u'_', u'-') + u'-';
}

/// "AES_128_CBC_SHA" is "AES128-SHA", "AES_256_GCM_SHA384" is "AES256-GCM-SHA384".
QString cipherName(QString cipher)
{
    if (cipher.startsWith(u"CHACHA20"))
        return u"CHACHA20-POLY1305"_s;
    if (cipher.startsWith(u"3DES"))
        return u"DES-CBC3-SHA"_s;
    if (cipher.startsWith(u"RC4"))
        return u"RC4-SHA"_s;
    return cipher.replace(u"AES_"_s, u"AES"_s).replace(u"_CBC"_s, QString()).replace(u'_', u'-');
}

} // namespace

QByteArray openSslCiphers(const QStringList &suites)
{
    QStringList names;
    for (const QString &suite : suites) {
        const qsizetype with = suite.indexOf(u"_WITH_");
        if (with > 4)
            names.append(exchangeName(suite.sliced(4, with - 4)) + cipherName(suite.sliced(with + 6)));
    }
    return names.join(u':').toLatin1();
}

} // namespace sockscope
