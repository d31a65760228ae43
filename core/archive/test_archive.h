// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace sockscope {

/// A test with everything it needs, as `k6 archive` packs it (k6-reference 5.9, k6's page "Archive command"). Plain
/// data.
struct TestArchive
{
    QString script;                  ///< absolute path of the main file
    QString folder;                  ///< against which "-" resolves its imports; usually the script's folder
    QMap<QString, QByteArray> files; ///< every module and opened file by absolute path, the main file among them
    QByteArray options;              ///< consolidated options, a JSON object with k6's names
    QHash<QString, QString> env;     ///< what -e gave
    QString compatibilityMode;       ///< "extended" or "base"
    QStringList dependencies;        ///< "k6" and extensions that the script imports ("k6/x/tcp")
};

/// The largest archive that is read, unpacked: 256 MiB.
inline constexpr qint64 MaxArchiveBytes = 256LL << 20;

/// The bytes of a tar file that k6 2.2 runs: metadata.json, data, folders, files, and the main file as a link to data.
/// User names in paths are replaced. Empty, and a sentence in `error`, where that fails.
[[nodiscard]] QByteArray packArchive(const TestArchive &archive, QString *error);

/// Reads what packArchive() or k6 wrote. Nothing, and a sentence in `error`, where it isn't such an archive.
[[nodiscard]] std::optional<TestArchive> unpackArchive(const QByteArray &bytes, QString *error);

} // namespace sockscope
