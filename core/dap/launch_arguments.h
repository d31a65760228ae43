// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <optional>

namespace sockscope {

/// What a `launch` request asks for (docs/debugger.md, "Editors").
struct LaunchArguments
{
    QString program; ///< absolute path of the script
    QString folder;  ///< `cwd`: of the engine process; absolute
    QStringList flags;
    QProcessEnvironment environment; ///< of the engine process, and so of the script's __ENV
    QString peer;                    ///< a built-in peer to start; empty: none
    QString journal;                 ///< absolute path of a file that is kept; empty: none
    bool stopsOnEntry = false;
    bool isDebug = true;
};

/// Nothing, and a sentence, where the arguments are wrong.
[[nodiscard]] std::optional<LaunchArguments> launchArgumentsFrom(const QJsonObject &arguments, QString *error);

} // namespace sockscope
