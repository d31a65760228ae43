// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sockscope {

/// The arguments of k6's socket.write() that send exactly these bytes, as readable as can be:
///   text, which is UTF-8 and has few control characters: "PING\r\n", in the quotes that need fewer escapes;
///   up to 32 other bytes: new Uint8Array([0x01, 0x02]); up to 256: "0102…", { encoding: "hex" };
///   more, and text above 64 KiB: "AQI…", { encoding: "base64" }.
/// Pure ASCII but for letters and signs of the payload's own; always one line.
[[nodiscard]] QString payloadArguments(const QByteArray &bytes);

/// `await <socket>.write(<arguments>)`. `socket` is a JavaScript expression.
[[nodiscard]] QString payloadExpression(const QString &socket, const QByteArray &bytes);

} // namespace sockscope
