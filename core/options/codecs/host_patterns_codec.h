// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"

namespace sockscope {

/// Whether a pattern of a host ends in a port, too.
enum class PortInPattern { None, Allowed };

/// Whether k6 takes `text`, in lower case, as a pattern of hosts: "a.b", "*.b", "*".
[[nodiscard]] bool isHostPattern(const QString &text, PortInPattern port);

/// Host names that may not be reached, with an optional leading "*".
struct HostPatternsCodec
{
    using Type = QStringList;
    static constexpr const char *GoType = "types.NullHostnameTrie";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
