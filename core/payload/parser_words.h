// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_types.h"

#include <QString>

/// What the payload parser says, and how it reads a digit.
namespace sockscope::words {

[[nodiscard]] int hexValue(QChar character); ///< -1 for what is no hexadecimal digit

[[nodiscard]] QString unclosedPlaceholder(PayloadMode mode);
[[nodiscard]] QString unknownEscape(const QString &escape);
[[nodiscard]] QString lastBackslash();
[[nodiscard]] QString shortHexEscape(const QString &escape);
[[nodiscard]] QString halfCharacter(QChar surrogate);
[[nodiscard]] QString noHexDigit(const QString &text);
[[nodiscard]] QString emptyHexPrefix();
[[nodiscard]] QString oddDigits(const QByteArray &digits);
[[nodiscard]] QString noBase64Digit(QChar character);
[[nodiscard]] QString earlyPadding();
[[nodiscard]] QString wrongPadding();
[[nodiscard]] QString cutBase64();

} // namespace sockscope::words
