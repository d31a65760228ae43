// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"

#include <QJsonObject>

namespace sockscope {

/// Scenarios as their authors wrote them. Checked here: the executor is one that there is, it has every field that is
/// given, and the values are of the right types. What the values may be is a matter of the executors. Written with all
/// fields of the executor in the order in which k6 has them.
struct ScenariosCodec
{
    using Type = QMap<QString, QJsonObject>;
    static constexpr const char *GoType = "map[string]lib.protoExecutorConfig";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
