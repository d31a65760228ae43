// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"
#include "options/tls_options.h"

namespace sockscope {

/// The versions of TLS: one, or `{ min, max }`. There is no text form.
struct TlsVersionCodec
{
    using Type = TlsVersions;
    static constexpr const char *GoType = "*lib.TLSVersions";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
