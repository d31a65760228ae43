// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>

namespace sockscope {

/// The protocol's exception filters, which also carry the breakpoints on what happens to sockets: editors show them as
/// check boxes, with a condition where one can be given (specification, "ExceptionBreakpointsFilter").
[[nodiscard]] QJsonArray exceptionBreakpointFilters();

/// What a client chose, in the debugger's own form (docs/debugger.md, "Messages").
struct ExceptionChoice
{
    QJsonObject exceptions; ///< members of `setExceptions`
    QJsonArray events;      ///< `breakpoints` of `setEventBreakpoints`
    QJsonArray results;     ///< a Breakpoint for each filter, in the order of the request
};

/// Reads the arguments of `setExceptionBreakpoints`.
[[nodiscard]] ExceptionChoice exceptionChoiceFrom(const QJsonObject &arguments);

/// Reads the condition of a socket's event: any of `socket 2`, `nth 3`, `text "PONG"`, `hex 0d 0a`, parted by commas,
/// and behind them an expression of the script. Returns a sentence where it is wrong.
[[nodiscard]] QString readEventCondition(const QString &condition, QJsonObject &event);

} // namespace sockscope
