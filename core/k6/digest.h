// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace sockscope {

/// A message digest in progress, by the names of k6/crypto: md4, md5, sha1, sha256, sha384, sha512, sha512_224,
/// sha512_256, ripemd160.
class Digest
{
public:
    /// Nothing for an unknown name, or where this machine's OpenSSL refuses the algorithm.
    [[nodiscard]] static std::optional<Digest> create(QStringView algorithm);
    Digest(Digest &&) noexcept;
    Digest &operator=(Digest &&) noexcept;
    ~Digest();

    void add(QByteArrayView data);
    [[nodiscard]] QByteArray result() const; ///< of what was added so far; more can be added afterwards
    [[nodiscard]] int blockSize() const;     ///< in bytes, for HMAC

private:
    Digest();
    struct Private;
    std::unique_ptr<Private> d;
};

/// A keyed digest (RFC 2104) over any of the algorithms above.
class Hmac
{
public:
    [[nodiscard]] static std::optional<Hmac> create(QStringView algorithm, const QByteArray &key);

    void add(QByteArrayView data) { m_inner.add(data); }
    [[nodiscard]] QByteArray result() const;

private:
    Hmac(Digest inner, QString algorithm, QByteArray outerKey);

    Digest m_inner;
    QString m_algorithm;
    QByteArray m_outerKey;
};

} // namespace sockscope
