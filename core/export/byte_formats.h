// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace sockscope {

/// How bytes are written as text, for the clipboard and for files.
enum class ByteFormat {
    Text,       ///< the bytes themselves, read as UTF-8; what isn't UTF-8 becomes U+FFFD
    Hex,        ///< "50 49 4e 47", 16 bytes a line
    HexDump,    ///< hexDump(): offsets, hexadecimal, ASCII
    CArray,     ///< a C definition, `static const unsigned char data[4] = {...};`
    Uint8Array, ///< a JavaScript expression, `new Uint8Array([...])`
};

/// The bytes in that format. `offset` is what the first byte's offset in a hex dump shall read. Pure, any thread; the
/// result takes at most 12 characters a byte.
[[nodiscard]] QString formatBytes(QByteArrayView bytes, ByteFormat format, qint64 offset = 0);

/// What a person typed as bytes, or a sentence that says what is wrong with it.
struct TypedBytes
{
    QByteArray bytes;
    QString error; ///< empty on success
};

/// Text as UTF-8 with the escapes \n \r \t \0 \\ \" \' \a \b \e \f \v, \xNN and \u{N}.
[[nodiscard]] TypedBytes bytesOfEscapedText(QStringView text);
/// Hexadecimal digits in pairs; spaces, commas, colons, semicolons, line breaks and 0x between pairs mean nothing.
[[nodiscard]] TypedBytes bytesOfHexText(QStringView text);
/// The other way: `bytes` as text that bytesOfEscapedText() turns into them again.
[[nodiscard]] QString escapedText(QByteArrayView bytes);

} // namespace sockscope
