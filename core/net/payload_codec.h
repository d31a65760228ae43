// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sockscope {

/// What a text payload means as bytes, or why it means nothing.
struct PayloadBytes
{
    QByteArray bytes;
    QString error; ///< in Go's words (encoding/base64, encoding/hex); empty on success
};

/// The bytes of write(text, {encoding}) (k6-reference 2.4). Encodings, in any letter case: "", "utf8", "utf-8" and
/// "ascii" (UTF-8, a lone surrogate becomes EF BF BD), "base64", "base64url" (unpadded or padded), "hex". Pure
/// function, any thread.
[[nodiscard]] PayloadBytes payloadBytes(const QString &text, const QString &encoding = {});

/// A Go string literal of `text`, as fmt's %q writes it.
[[nodiscard]] QString goQuoted(const QString &text);

} // namespace sockscope
