// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/breakpoint.h"

#include <QString>

#include <optional>

namespace sockscope {

/// A breakpoint on an event of sockets as a person types it:
///
///     data                        of any socket
///     write socket:2 chunk:3      the third write of socket 2
///     data hex:0d 0a              a chunk with these bytes; hex: and text: take the rest of the line
///     data text:PONG
///
/// The events are connect, data, close, error, timeout, state, write, promise and any. Nothing, and a sentence, where
/// the line is wrong.
[[nodiscard]] std::optional<Breakpoint> eventFromLine(const QString &line, QString *problem);

} // namespace sockscope
