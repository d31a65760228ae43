// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QString>

namespace sockscope {

class ScriptEditor;

/// Which values to show behind which lines: each variable behind the lines of the running function, down to the line
/// that runs next, that name it. Lines count from 1.
[[nodiscard]] QMap<int, QString> lineValues(const ScriptEditor &editor, int pausedLine,
                                            const QList<std::pair<QString, QString>> &variables);

} // namespace sockscope
