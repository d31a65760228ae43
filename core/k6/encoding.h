// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>
#include <QObject>

namespace sockscope {

class VirtualUser;

/// The native side of `k6/encoding`. Lives with its VU.
class EncodingBinding : public QObject
{
    Q_OBJECT
public:
    explicit EncodingBinding(VirtualUser &vu)
        : m_vu(vu)
    {
    }

    Q_INVOKABLE QString encode(const QJSValue &input, const QString &variant);
    /// An ArrayBuffer, or a string where `asText`; throws where the input is no base64.
    Q_INVOKABLE QJSValue decode(const QString &input, const QString &variant, bool asText);

private:
    VirtualUser &m_vu;
};

/// The exports of `k6/encoding`: b64encode, b64decode (https://grafana.com/docs/k6/latest/javascript-api/k6-encoding/).
[[nodiscard]] QJSValue createEncodingModule(VirtualUser &vu);

} // namespace sockscope
