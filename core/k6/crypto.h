// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "k6/digest.h"

#include <QJSValue>
#include <QObject>

#include <variant>

namespace sockscope {

class VirtualUser;

/// What createHash() and createHMAC() hand to a script; belongs to the script.
class HasherBinding : public QObject
{
    Q_OBJECT
public:
    HasherBinding(VirtualUser &vu, std::variant<Digest, Hmac> state)
        : m_vu(vu)
        , m_state(std::move(state))
    {
    }

    Q_INVOKABLE void update(const QJSValue &data);
    Q_INVOKABLE QJSValue digest(const QString &outputEncoding);

private:
    VirtualUser &m_vu;
    std::variant<Digest, Hmac> m_state;
};

/// The native side of `k6/crypto`. Lives with its VU. The facade has checked the algorithms' names.
class K6CryptoBinding : public QObject
{
    Q_OBJECT
public:
    explicit K6CryptoBinding(VirtualUser &vu)
        : m_vu(vu)
    {
    }

    Q_INVOKABLE QJSValue digest(const QString &algorithm, const QJSValue &input, const QString &outputEncoding);
    Q_INVOKABLE QJSValue createHash(const QString &algorithm);
    Q_INVOKABLE QJSValue createHmac(const QString &algorithm, const QJSValue &key);
    Q_INVOKABLE QString hexEncode(const QJSValue &data);
    Q_INVOKABLE QJSValue randomBytes(double count); ///< an ArrayBuffer

private:
    template <typename State>
    QJSValue makeHasher(const QString &algorithm, std::optional<State> state);

    VirtualUser &m_vu;
};

/// The exports of `k6/crypto` (https://grafana.com/docs/k6/latest/javascript-api/k6-crypto/).
[[nodiscard]] QJSValue createCryptoModule(VirtualUser &vu);

} // namespace sockscope
