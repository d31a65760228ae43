// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <functional>

namespace sockscope {

/// Saves a journal, which may still be written, as a closed one of its own: all whole records that are in it now, with
/// a header that says so. Whole or not at all, with mode 0600; an earlier file of that name is replaced, but never the
/// journal itself. Returns a sentence on what went wrong, empty on success. `progress` is told the bytes done and (as
/// far as known) all of them; it ends the copying by returning false. May run on any thread.
[[nodiscard]] QString copyJournal(const QString &from, const QString &to,
                                  const std::function<bool(std::int64_t done, std::int64_t total)> &progress = {});

} // namespace sockscope
