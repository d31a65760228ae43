// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "debug/debug_types.h"

#include <QJsonArray>
#include <QJsonObject>

namespace sockscope {

/// The debugger's data in the form of docs/debugger.md. Readers take what is missing for its default.
[[nodiscard]] QJsonObject toJson(const PlacedBreakpoint &breakpoint);
[[nodiscard]] QJsonObject toJson(const DebugLocation &location);
[[nodiscard]] QJsonObject toJson(const DebugPause &pause);
[[nodiscard]] QJsonObject toJson(const DebugStack &stack);
[[nodiscard]] QJsonObject toJson(const DebugScope &scope);
[[nodiscard]] QJsonObject toJson(const DebugVariable &variable);

/// `error` is set where the rule for hits is unknown.
[[nodiscard]] LineBreakpoint lineBreakpointFrom(const QJsonObject &object, QString *error);
/// `error` is set where the kind is unknown or the pattern can't be read.
[[nodiscard]] EventBreakpoint eventBreakpointFrom(const QJsonObject &object, QString *error);
[[nodiscard]] ExceptionFilter exceptionFilterFrom(const QJsonObject &object);
/// Nothing for an unknown name: continue, over, into, out, toCursor, nextEvent.
[[nodiscard]] std::optional<StepKind> stepKindFrom(const QString &name);

template <typename T>
[[nodiscard]] QJsonArray toJson(const QList<T> &list)
{
    QJsonArray array;
    for (const T &entry : list)
        array.append(toJson(entry));
    return array;
}

} // namespace sockscope
