// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>
#include <QObject>

namespace sockscope {

/// The native side of js/crypto.mjs. A child of the engine.
class CryptoBinding : public QObject
{
    Q_OBJECT
public:
    explicit CryptoBinding(QObject *engine)
        : QObject(engine)
    {
    }

    /// Bytes of the system's generator, as an ArrayBuffer.
    Q_INVOKABLE QByteArray randomBytes(int count) const;
    /// A random UUID (RFC 9562, version 4), without braces.
    Q_INVOKABLE QString randomUuid() const;
    /// The hash of the bytes as an ArrayBuffer, or null for an algorithm other than SHA-1, SHA-256, SHA-384 and
    /// SHA-512.
    Q_INVOKABLE QJSValue digest(const QString &algorithm, const QByteArray &bytes) const;
};

} // namespace sockscope
