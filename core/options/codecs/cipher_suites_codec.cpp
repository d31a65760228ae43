// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/cipher_suites_codec.h"

#include "options/go_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The suites of Go's crypto/tls (https://pkg.go.dev/crypto/tls#pkg-constants), their names without "TLS_".
bool isSuite(const QString &name)
{
    static const QStringList exchanges = {u"RSA"_s, u"ECDHE_RSA"_s, u"ECDHE_ECDSA"_s};
    static const QStringList common = {u"RC4_128_SHA"_s,        u"AES_128_CBC_SHA"_s,    u"AES_256_CBC_SHA"_s,
                                       u"AES_128_CBC_SHA256"_s, u"AES_128_GCM_SHA256"_s, u"AES_256_GCM_SHA384"_s};
    static const QStringList suites = [] {
        QStringList all = {u"TLS_AES_128_GCM_SHA256"_s,
                           u"TLS_AES_256_GCM_SHA384"_s,
                           u"TLS_CHACHA20_POLY1305_SHA256"_s,
                           u"TLS_RSA_WITH_3DES_EDE_CBC_SHA"_s,
                           u"TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"_s,
                           u"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305"_s,
                           u"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305"_s};
        for (const QString &exchange : exchanges)
            for (const QString &cipher : common)
                all.append(u"TLS_%1_WITH_%2"_s.arg(exchange, cipher));
        return all;
    }();
    return suites.contains(name);
}

} // namespace

bool CipherSuitesCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    std::optional<Type> names;
    if (!TextListCodec::fromJson(source, names, problem))
        return false;
    for (const QString &name : std::as_const(*names))
        if (!isSuite(name))
            return source.item(name).fail(problem, u"unknown cipher suite '%1'"_s.arg(name));
    value = names;
    return true;
}

bool CipherSuitesCodec::fromText(const QString &text, std::optional<Type> &, QString *error)
{
    if (text.trimmed().isEmpty())
        return true;
    *error = u"strconv.ParseUint: parsing %1: invalid syntax"_s.arg(quotedAsGo(text.section(u',', 0, 0)));
    return false;
}

QString CipherSuitesCodec::toJson(const Type &value)
{
    return value.isEmpty() ? u"null"_s : TextListCodec::toJson(value);
}

} // namespace sockscope
