// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace sockscope {

/// One member of a tar file.
struct TarEntry
{
    enum class Kind { File, Folder, HardLink };
    Kind kind = Kind::File;
    QString path;     ///< with slashes, never absolute
    QByteArray bytes; ///< of a file
    QString target;   ///< of a hard link: the path of the member it is the same as
};

/// Whether bytes begin as a tar file does; a script never does.
[[nodiscard]] bool looksLikeTar(const QByteArray &bytes);

/// A tar file (POSIX ustar) with these members in this order.
[[nodiscard]] QByteArray writeTar(const QList<TarEntry> &entries, QString *error);

/// Reads a tar file, packed by gzip or not. Links carry the bytes of what they name. Nothing, and a sentence in
/// `error`, where the file is damaged, or holds more than `maxBytes`. Never writes to disk.
[[nodiscard]] std::optional<QList<TarEntry>> readTar(const QByteArray &bytes, qint64 maxBytes, QString *error);

} // namespace sockscope
