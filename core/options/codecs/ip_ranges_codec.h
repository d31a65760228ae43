// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"

namespace sockscope {

/// Ranges of addresses that may not be reached, in CIDR notation and masked: "10.0.0.0/8".
struct IpRangesCodec
{
    using Type = QStringList;
    static constexpr const char *GoType = "[]*lib.IPNet";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
