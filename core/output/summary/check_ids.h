// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/check_registry.h"
#include "output/json/json_writer.h"

#include <QString>

namespace sockscope {

/// "::group::name", which tells a check from those of the same name in other groups.
[[nodiscard]] QString checkPath(const CheckTally &check);

/// What k6 gives groups and checks as their id: the MD5 of the path in hexadecimal digits.
[[nodiscard]] QString pathId(const QString &path);

/// Writes a text of an object under its name.
void writeText(JsonWriter &json, QStringView name, const QString &text);

/// Writes what an object of handleSummary()'s data and of --summary-export says of a check: name, path, id, and how
/// often it passed and failed.
void writeCheck(JsonWriter &json, const CheckTally &check);
/// Writes the name, path and id of a group as members of the object that is open.
void writeGroupIds(JsonWriter &json, const CheckGroup &group);

} // namespace sockscope
