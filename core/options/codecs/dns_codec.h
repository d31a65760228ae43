// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"
#include "options/dns_options.h"

namespace sockscope {

/// How names are resolved: `{ ttl, select, policy }` in scripts, `ttl=1m,select=first` elsewhere.
struct DnsCodec
{
    using Type = DnsOptions;
    static constexpr const char *GoType = "types.DNSConfig";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
