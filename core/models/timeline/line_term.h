// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sockscope {

/// The term of a TimelineQuery for what a line of a script caused: "line:lib.js:12". `path` is the script's, `files`
/// the names of all scripts of the session; of those with the same name as much of the folders is added as it takes to
/// tell them apart.
[[nodiscard]] QString lineTerm(const QString &path, int line, const QStringList &files);

} // namespace sockscope
