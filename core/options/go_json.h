// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>

#include <utility>

namespace sockscope {

/// The escape of a character inside a JSON string: its short one, such as \n, or \u and four digits.
[[nodiscard]] QString jsonEscape(char16_t unit);

/// JSON as Go's encoder writes it (https://pkg.go.dev/encoding/json#Marshal): members in a given order, which
/// QJsonObject can't keep, and <, >, & and the line separators escaped. Values are texts of JSON.
namespace goJson {

using Member = std::pair<QString, QString>; ///< a name, and the value as JSON text

[[nodiscard]] QString string(const QString &text);
[[nodiscard]] QString value(const QJsonValue &value); ///< compact; members of objects sorted by name
[[nodiscard]] QString list(const QStringList &items);
[[nodiscard]] QString object(const QList<Member> &members);

/// Compact JSON with line feeds and two spaces of indentation, as MarshalIndent writes it. `depth` is that of the place
/// where the value stands.
[[nodiscard]] QString indented(const QString &json, int depth = 0);

} // namespace goJson

} // namespace sockscope
