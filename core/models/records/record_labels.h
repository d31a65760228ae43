// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QString>

namespace sockscope {

/// The kind's name for people, translated: "data", "state", "iteration end".
[[nodiscard]] QString kindLabel(RecordKind kind);
/// "sent" or "received", translated; empty for records without bytes.
[[nodiscard]] QString directionLabel(RecordKind kind);
/// The state as models hand it to QML: 0 to 3, -1 for none.
[[nodiscard]] constexpr int stateNumber(JournalState state)
{
    return state == JournalState::None ? -1 : static_cast<int>(state);
}

} // namespace sockscope
