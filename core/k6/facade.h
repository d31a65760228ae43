// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>
#include <QString>

class QObject;

namespace sockscope {

class VirtualUser;

/// The exports of a k6 module: evaluates js/<name>.mjs and calls it with the module's native binding, the VU's runtime
/// object and the helpers of js/convert.mjs. The binding stays with the caller and has to live as long as the VU.
[[nodiscard]] QJSValue makeFacade(VirtualUser &vu, const QString &name, QObject *binding);

/// Bytes that convert.bytes() let pass: of an ArrayBuffer, or the UTF-8 of a string.
[[nodiscard]] QByteArray bytesOf(const QJSValue &value);

/// An ArrayBuffer of the VU's engine.
[[nodiscard]] QJSValue arrayBuffer(VirtualUser &vu, const QByteArray &bytes);

} // namespace sockscope
