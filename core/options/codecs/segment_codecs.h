// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/scalar_codecs.h"

namespace sockscope {

/// An execution segment, checked and in its shortest form: "25%" becomes "0:1/4".
struct SegmentCodec
{
    using Type = QString;
    static constexpr const char *GoType = "*lib.ExecutionSegment";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

/// A sequence of execution segments, likewise: "0,25%,0.5" becomes "0,1/4,1/2".
struct SegmentSequenceCodec
{
    using Type = QString;
    static constexpr const char *GoType = "*lib.ExecutionSegmentSequence";
    static bool fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem);
    static bool fromText(const QString &text, std::optional<Type> &value, QString *error);
    [[nodiscard]] static QString toJson(const Type &value);
};

} // namespace sockscope
