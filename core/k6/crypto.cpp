// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/crypto.h"

#include "k6/facade.h"
#include "script/virtual_user.h"

#include <openssl/rand.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// A digest in one of k6's output encodings: a string, an ArrayBuffer, or an exception.
QJSValue encoded(VirtualUser &vu, const QByteArray &bytes, const QString &encoding)
{
    if (encoding == u"hex")
        return QString::fromLatin1(bytes.toHex());
    if (encoding == u"base64")
        return QString::fromLatin1(bytes.toBase64());
    if (encoding == u"base64url")
        return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding));
    if (encoding == u"base64rawurl")
        return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    if (encoding == u"binary")
        return arrayBuffer(vu, bytes);
    vu.throwGoError(u"invalid output encoding: "_s + encoding);
    return {};
}

QString unavailable(const QString &algorithm)
{
    return u"the algorithm %1 is switched off in this machine's OpenSSL"_s.arg(algorithm);
}

} // namespace

void HasherBinding::update(const QJSValue &data)
{
    const QByteArray bytes = bytesOf(data);
    std::visit([&bytes](auto &state) { state.add(bytes); }, m_state);
}

QJSValue HasherBinding::digest(const QString &outputEncoding)
{
    return encoded(m_vu, std::visit([](const auto &state) { return state.result(); }, m_state), outputEncoding);
}

QJSValue K6CryptoBinding::digest(const QString &algorithm, const QJSValue &input, const QString &outputEncoding)
{
    std::optional<Digest> digest = Digest::create(algorithm);
    if (!digest) {
        m_vu.throwGoError(unavailable(algorithm));
        return {};
    }
    digest->add(bytesOf(input));
    return encoded(m_vu, digest->result(), outputEncoding);
}

template <typename State>
QJSValue K6CryptoBinding::makeHasher(const QString &algorithm, std::optional<State> state)
{
    if (!state) {
        m_vu.throwGoError(unavailable(algorithm));
        return {};
    }
    return m_vu.engine().newQObject(new HasherBinding(m_vu, std::move(*state)));
}

QJSValue K6CryptoBinding::createHash(const QString &algorithm)
{
    return makeHasher(algorithm, Digest::create(algorithm));
}

QJSValue K6CryptoBinding::createHmac(const QString &algorithm, const QJSValue &key)
{
    return makeHasher(algorithm, Hmac::create(algorithm, bytesOf(key)));
}

QString K6CryptoBinding::hexEncode(const QJSValue &data)
{
    return QString::fromLatin1(bytesOf(data).toHex());
}

QJSValue K6CryptoBinding::randomBytes(double count)
{
    constexpr int Limit = 1 << 30;
    if (count > Limit) {
        m_vu.throwGoError(u"invalid size: randomBytes() gives at most %1 bytes at once"_s.arg(Limit));
        return {};
    }
    QByteArray bytes(static_cast<qsizetype>(count), Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(bytes.size())) != 1) {
        m_vu.throwGoError(u"the system's random number generator gave no bytes"_s);
        return {};
    }
    return arrayBuffer(m_vu, bytes);
}

QJSValue createCryptoModule(VirtualUser &vu)
{
    return makeFacade(vu, u"crypto"_s, &vu.service<K6CryptoBinding>());
}

} // namespace sockscope
