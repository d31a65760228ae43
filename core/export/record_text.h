// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QStringList>

#include <optional>

namespace sockscope {

/// Words for what a record holds, the same in the window and on the command line.

enum class RecordDirection { None, In, Out }; ///< In: from the peer; Out: to the peer

[[nodiscard]] RecordDirection recordDirection(RecordKind kind);

/// The kind's stable name for files and the command line: "data", "write", "iteration-end"; "kind-200" for one of a
/// later version.
[[nodiscard]] QString recordKindName(RecordKind kind);
[[nodiscard]] std::optional<RecordKind> recordKindOf(QStringView name); ///< the reverse
[[nodiscard]] QStringList recordKindNames(); ///< all known ones, in the order of their numbers

/// "disconnected", "opening", "open", "destroyed"; empty for None.
[[nodiscard]] QString stateWord(JournalState state);
/// "debug", "info", "warning", "error".
[[nodiscard]] QString levelWord(LogLevel level);

/// What a record tells, on one line of at most `maxChars` characters, without anything invisible in it
/// (visible_text.h).
[[nodiscard]] QString recordPreview(const Record &record, qsizetype maxChars = 200);

} // namespace sockscope
