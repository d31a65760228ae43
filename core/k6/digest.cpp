// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/digest.h"

#include <QCryptographicHash>

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace sockscope {

namespace {

struct ContextDeleter
{
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, ContextDeleter>;

struct Algorithm
{
    QStringView name;
    const EVP_MD *(*method)();
};

constexpr std::array Algorithms{
    Algorithm{u"md5", EVP_md5},
    Algorithm{u"sha1", EVP_sha1},
    Algorithm{u"sha256", EVP_sha256},
    Algorithm{u"sha384", EVP_sha384},
    Algorithm{u"sha512", EVP_sha512},
    Algorithm{u"sha512_224", EVP_sha512_224},
    Algorithm{u"sha512_256", EVP_sha512_256},
    Algorithm{u"ripemd160", EVP_ripemd160},
};

constexpr int Md4BlockSize = 64;

const EVP_MD *methodOf(QStringView name)
{
    const auto found =
        std::find_if(Algorithms.begin(), Algorithms.end(), [&](const Algorithm &a) { return a.name == name; });
    return found == Algorithms.end() ? nullptr : found->method();
}

} // namespace

struct Digest::Private
{
    Context context;
    QByteArray
        md4Input; // OpenSSL 3 has MD4 only in a module that may be missing, and Qt's hash can't go on after a result
    bool isMd4 = false;
};

Digest::Digest()
    : d(std::make_unique<Private>())
{
}

Digest::Digest(Digest &&) noexcept = default;
Digest &Digest::operator=(Digest &&) noexcept = default;
Digest::~Digest() = default;

std::optional<Digest> Digest::create(QStringView algorithm)
{
    Digest digest;
    if (algorithm == u"md4") {
        digest.d->isMd4 = true;
        return digest;
    }
    const EVP_MD *method = methodOf(algorithm);
    if (!method)
        return std::nullopt;
    digest.d->context.reset(EVP_MD_CTX_new());
    if (!digest.d->context || EVP_DigestInit_ex(digest.d->context.get(), method, nullptr) != 1)
        return std::nullopt;
    return digest;
}

void Digest::add(QByteArrayView data)
{
    if (d->isMd4)
        d->md4Input.append(data);
    else
        EVP_DigestUpdate(d->context.get(), data.data(), static_cast<std::size_t>(data.size()));
}

QByteArray Digest::result() const
{
    if (d->isMd4)
        return QCryptographicHash::hash(d->md4Input, QCryptographicHash::Md4);
    const Context copy(EVP_MD_CTX_new()); // finishing ends a context, and scripts may go on after a digest
    if (!copy || EVP_MD_CTX_copy_ex(copy.get(), d->context.get()) != 1)
        return {};
    QByteArray result(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned int length = 0;
    EVP_DigestFinal_ex(copy.get(), reinterpret_cast<unsigned char *>(result.data()), &length);
    result.truncate(length);
    return result;
}

int Digest::blockSize() const
{
    return d->isMd4 ? Md4BlockSize : EVP_MD_CTX_block_size(d->context.get());
}

Hmac::Hmac(Digest inner, QString algorithm, QByteArray outerKey)
    : m_inner(std::move(inner))
    , m_algorithm(std::move(algorithm))
    , m_outerKey(std::move(outerKey))
{
}

std::optional<Hmac> Hmac::create(QStringView algorithm, const QByteArray &key)
{
    std::optional<Digest> inner = Digest::create(algorithm);
    if (!inner)
        return std::nullopt;
    QByteArray block = key;
    if (block.size() > inner->blockSize()) {
        std::optional<Digest> shortened = Digest::create(algorithm);
        shortened->add(key);
        block = shortened->result();
    }
    block.append(QByteArray(inner->blockSize() - block.size(), '\0'));

    const auto mixed = [&block](char pad) {
        QByteArray result = block;
        for (char &byte : result)
            byte = static_cast<char>(byte ^ pad);
        return result;
    };
    inner->add(mixed(0x36));
    return Hmac(std::move(*inner), algorithm.toString(), mixed(0x5c));
}

QByteArray Hmac::result() const
{
    std::optional<Digest> outer = Digest::create(m_algorithm);
    outer->add(m_outerKey);
    outer->add(m_inner.result());
    return outer->result();
}

} // namespace sockscope
