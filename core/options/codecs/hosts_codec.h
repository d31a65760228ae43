// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"

namespace sockscope {

/// Addresses that stand for host names: lower-case "host" or "host:port", with a leading "*", to "ip" or "ip:port".
/// There is no text form: k6 ignores K6_HOSTS.
struct HostsCodec
{
    using Type = QMap<QString, QString>;
    static constexpr const char *GoType = "map[string]string";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
