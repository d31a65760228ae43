// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/test_archive.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace sockscope {

/// A test as a folder that k6 runs: its files where they lie relative to each other, `run.sh` with the call, and a
/// `Dockerfile` for a k6 that has k6/x/tcp (k6-reference 6.1, 6.2).
struct K6Folder
{
    QMap<QString, QByteArray> files; ///< by path inside the folder
    QStringList executables;         ///< those of them that are to be executable
    QString script;                  ///< the main file's path inside the folder
};

/// `arguments` are flags for `k6 run`; variables of the test's env become -e flags.
[[nodiscard]] K6Folder k6Folder(const TestArchive &test, const QStringList &arguments);

/// Writes it. The folder is made where it isn't there; a file of the same name is not replaced unless `force`. Returns
/// a sentence, or nothing where all went well.
[[nodiscard]] QString writeK6Folder(const K6Folder &folder, const QString &path, bool force);

} // namespace sockscope
