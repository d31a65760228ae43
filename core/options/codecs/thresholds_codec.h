// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"
#include "options/threshold_source.h"

#include <QList>

namespace sockscope {

/// Thresholds by metric; the expressions are not looked at.
struct ThresholdsCodec
{
    using Type = QMap<QString, QList<ThresholdSource>>;
    static constexpr const char *GoType = "map[string]metrics.Thresholds";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
