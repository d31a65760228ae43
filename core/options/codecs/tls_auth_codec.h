// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"
#include "options/tls_options.h"

#include <QList>

namespace sockscope {

/// Client certificates. There is no text form.
struct TlsAuthCodec
{
    using Type = QList<TlsAuth>;
    static constexpr const char *GoType = "[]*lib.TLSAuth";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
