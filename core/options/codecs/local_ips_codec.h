// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"

namespace sockscope {

/// Addresses to connect from, checked and otherwise as written: "10.0.0.1,10.0.0.5-10.0.0.9,fd::/120".
struct LocalIpsCodec
{
    using Type = QString;
    static constexpr const char *GoType = "types.NullIPPool";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
