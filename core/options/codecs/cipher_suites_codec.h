// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"

namespace sockscope {

/// Cipher suites by the names that Go gives them. The text form can not be used, as in k6.
struct CipherSuitesCodec
{
    using Type = QStringList;
    static constexpr const char *GoType = "*lib.TLSCipherSuites";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
