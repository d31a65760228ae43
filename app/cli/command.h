// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sockscope {

/// One subcommand of the program. Each lives in a file of its name.
struct Command
{
    QString name;
    QString summary;                     ///< one line for `sockscope --help`
    int (*run)(const QStringList &args); ///< arguments behind the name; returns the exit code
};

[[nodiscard]] int runCommand(const QStringList &args);
[[nodiscard]] int engineCommand(const QStringList &args);
[[nodiscard]] int dapCommand(const QStringList &args);
[[nodiscard]] int newCommand(const QStringList &args);
[[nodiscard]] int peerCommand(const QStringList &args);
[[nodiscard]] int inspectCommand(const QStringList &args);
[[nodiscard]] int viewCommand(const QStringList &args);
[[nodiscard]] int exportCommand(const QStringList &args);
[[nodiscard]] int archiveCommand(const QStringList &args);
/// `export k6` and `export k6-operator`.
[[nodiscard]] int exportTestCommand(const QString &format, const QStringList &args);
[[nodiscard]] int frameCommand(const QStringList &args);
[[nodiscard]] int compareCommand(const QStringList &args);
[[nodiscard]] int explainCommand(const QStringList &args);

} // namespace sockscope
