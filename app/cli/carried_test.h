// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/test_archive.h"
#include "run_arguments.h"

#include <functional>

namespace sockscope {

/// A command that takes a test elsewhere: its own flags besides those of options, which become part of the test.
struct CarryCommand
{
    QString usage; ///< "sockscope archive"
    QString description;
    QList<Flag> flags;
    /// Does it; returns the exit code.
    std::function<int(const TestArchive &test, FlagReader &flags)> run;
};

/// Parses the arguments, runs the init code of the script that they name, and hands over all that it uses. Variables of
/// the system are not part of a test unless --include-system-env-vars says so, as in `k6 archive`.
[[nodiscard]] int carryTest(const CarryCommand &command, const QStringList &args);

/// Writes a file, or standard output for "-". Empty, or a sentence.
[[nodiscard]] QString writeOutput(const QString &path, const QByteArray &bytes);

} // namespace sockscope
