// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"

namespace sockscope {

/// The system tags of samples where nobody says otherwise, sorted.
[[nodiscard]] QStringList defaultSystemTags();
/// The names among `names` that are system tags, sorted, each once.
[[nodiscard]] QStringList knownSystemTags(const QStringList &names);

/// System tags that samples carry: those that there are, sorted; names that k6 does not know are dropped.
struct SystemTagsCodec
{
    using Type = QStringList;
    static constexpr const char *GoType = "metrics.SystemTagSet";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
