// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"
#include "options/stage.h"

#include <QList>

namespace sockscope {

/// One stage as flags and the environment write it, "5s:10"; both halves may be missing.
[[nodiscard]] std::optional<Stage> parseStage(const QString &text, QString *error);

/// Stages: `[{ duration, target }]` in scripts, `5s:10,3s:0` in the environment.
struct StagesCodec
{
    using Type = QList<Stage>;
    static constexpr const char *GoType = "[]lib.Stage";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
