// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace sockscope {

/// What a script file holds.
struct ScriptFile
{
    QString text;
    bool hasByteOrderMark = false; ///< kept when it is saved
    QByteArray digest;             ///< of its bytes, to see whether the file changed
};

/// The script in a file, or nothing and a sentence: missing, a folder, unreadable, larger than 16 MiB, not UTF-8, with
/// NUL bytes, which the editor can't hold.
[[nodiscard]] std::optional<ScriptFile> readScriptFile(const QString &path, QString *error);

/// Writes what the file shall hold and returns it as it stands there now, or nothing and a sentence. The file is
/// replaced as a whole or not at all, except in folders where no file can be made; its permissions stay, and where
/// `path` is a symbolic link, the link.
[[nodiscard]] std::optional<ScriptFile> writeScriptFile(const QString &path, const QString &text,
                                                        bool withByteOrderMark, QString *error);

} // namespace sockscope
