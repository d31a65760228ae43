// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMutex>
#include <QString>

#include <optional>

namespace sockscope {

/// The files that scripts opened with `open()`, read once and shared by all VUs. Thread-safe.
class FileCache
{
public:
    /// The bytes of a file named by a script. On failure `error` is k6's sentence. After lock() only files read before
    /// are served.
    [[nodiscard]] QByteArray read(const QString &path, const QString &baseUrl, QString *error);
    void lock();
    void forget();                                           ///< files are read anew
    void serveOnly(const QHash<QString, QByteArray> &files); ///< by absolute path; no other is looked for
    [[nodiscard]] QHash<QString, QByteArray> used() const;   ///< by absolute path

private:
    [[nodiscard]] QByteArray readFromDisk(const QString &absolute, QString *error);

    mutable QMutex m_mutex;
    QHash<QString, QByteArray> m_files; ///< by absolute path
    QHash<QString, QString> m_failures; ///< why a path couldn't be read, as every virtual user hears it
    std::optional<QHash<QString, QByteArray>> m_servedOnly;
    bool m_isLocked = false;
};

} // namespace sockscope
