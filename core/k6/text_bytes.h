// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sockscope {

/// UTF-8 of a script's string as Go makes it: a lone surrogate becomes U+FFFD (Qt writes '?').
[[nodiscard]] QByteArray utf8Bytes(const QString &text);

/// A script's string of UTF-8 bytes as Go makes it: each invalid byte becomes U+FFFD, a byte order mark stays (Qt drops
/// it).
[[nodiscard]] QString utf8Text(QByteArrayView bytes);

} // namespace sockscope
