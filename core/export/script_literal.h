// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace sockscope {

/// A JavaScript string literal of a text, in double quotes and on one line; what would not show is escaped.
[[nodiscard]] QString scriptString(QStringView text);

/// The arguments of a `write()` in k6/x/tcp that sends exactly these bytes, as an author would put them: a text where
/// they are one, a repetition where they are the same byte again and again, otherwise hexadecimal digits or base64.
/// Longer texts stand on several lines, of which all but the first begin with `indent`.
[[nodiscard]] QString scriptPayload(QByteArrayView bytes, const QString &indent);

} // namespace sockscope
