// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringView>

namespace sockscope {

/// True where the text format of the log puts a value in quotes: anything but letters, digits and -._/@^+ (the empty
/// value has none).
[[nodiscard]] bool needsQuotes(QStringView value);

/// The value in double quotes with Go's escapes (strconv.Quote): \n \t \" \x1b \u202e \U0010ffff; printable characters
/// stay.
[[nodiscard]] QByteArray goQuoted(QStringView value);

/// The value as a JSON string as Go's encoder writes it: < > & U+2028 and U+2029 are escaped. With `isForTerminal`, so
/// are DEL, C1 controls and bidirectional formatting characters.
[[nodiscard]] QByteArray jsonQuoted(QStringView value, bool isForTerminal = false);

} // namespace sockscope
