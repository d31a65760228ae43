// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/crypto_binding.h"

#include <QCryptographicHash>
#include <QJSEngine>
#include <QRandomGenerator>
#include <QUuid>

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<QLatin1StringView, QCryptographicHash::Algorithm>, 4> hashes{{
    {"sha-1"_L1, QCryptographicHash::Sha1},
    {"sha-256"_L1, QCryptographicHash::Sha256},
    {"sha-384"_L1, QCryptographicHash::Sha384},
    {"sha-512"_L1, QCryptographicHash::Sha512},
}};

} // namespace

QByteArray CryptoBinding::randomBytes(int count) const
{
    constexpr int word = sizeof(quint32);
    QByteArray bytes((qMax(count, 0) + word - 1) / word * word, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32 *>(bytes.data()), bytes.size() / word);
    bytes.truncate(qMax(count, 0));
    return bytes;
}

QString CryptoBinding::randomUuid() const
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QJSValue CryptoBinding::digest(const QString &algorithm, const QByteArray &bytes) const
{
    const QString name = algorithm.toLower();
    for (const auto &[known, hash] : hashes) {
        if (name == known)
            return qjsEngine(this)->toScriptValue(QCryptographicHash::hash(bytes, hash));
    }
    return QJSValue(QJSValue::NullValue);
}

} // namespace sockscope
