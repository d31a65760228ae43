// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <utility>

namespace sockscope {

/// Something to write at the end of a run: the name that handleSummary() gave it, "stdout", "stderr" or a file's path,
/// and its bytes.
using SummaryPart = std::pair<QString, QByteArray>;

/// The standard streams, where the terminal is shared with the log.
struct SummaryStreams
{
    std::function<void(const QByteArray &)> out;
    std::function<void(const QByteArray &)> err;
};

/// Writes all parts, in their order; files are created or emptied. Empty, or a sentence with a line for each part that
/// couldn't be written, in k6's words.
[[nodiscard]] QString writeSummaryParts(const QList<SummaryPart> &parts, const SummaryStreams &streams);

} // namespace sockscope
