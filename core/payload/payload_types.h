// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace sockscope {

/// How the text of a payload is to be read.
enum class PayloadMode {
    Text,   ///< characters, escapes and placeholders, sent as UTF-8
    Hex,    ///< pairs of hexadecimal digits and placeholders
    Base64, ///< base64 and placeholders
    File,   ///< the path of a file whose bytes are sent as they are
};

/// What ends a line in text mode: each line break within the text, and the end of the text. `None` sends breaks within
/// the text as LF and appends nothing.
enum class LineEnding { None, Lf, Cr, CrLf };

/// No payload is larger, whatever its mode: 16 MiB.
inline constexpr qsizetype MaxPayloadBytes = qsizetype(16) * 1024 * 1024;

/// A payload as somebody typed it.
struct PayloadDraft
{
    PayloadMode mode = PayloadMode::Text;
    QString text; ///< in mode File: the path
    LineEnding lineEnding = LineEnding::CrLf;

    bool operator==(const PayloadDraft &) const = default;
};

/// What is wrong with a part of a draft. Positions count UTF-16 units of its text.
struct PayloadError
{
    qsizetype position = 0;
    qsizetype length = 0; ///< may be 0 at the end of the text
    QString message;      ///< a sentence

    bool operator==(const PayloadError &) const = default;
};

/// The bytes that are appended, "" for None.
[[nodiscard]] QByteArray endingBytes(LineEnding ending);

/// The words of saved files: "text", "hex", "base64", "file" and "none", "lf", "cr", "crlf".
[[nodiscard]] QString wordOf(PayloadMode mode);
[[nodiscard]] QString wordOf(LineEnding ending);
[[nodiscard]] std::optional<PayloadMode> modeFromWord(QStringView word);
[[nodiscard]] std::optional<LineEnding> endingFromWord(QStringView word);

/// A number of bytes in words that don't round: "1 byte", "1,024 bytes".
[[nodiscard]] QString byteCountText(qsizetype bytes);

} // namespace sockscope
