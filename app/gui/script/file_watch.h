// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace sockscope {

/// Tells when a file was possibly changed, removed or replaced, also when a program puts a new file in its place, as
/// editors and version control do. Several changes within a tenth of a second are told as one.
class FileWatch : public QObject
{
    Q_OBJECT
public:
    explicit FileWatch(QObject *parent = nullptr);

    /// From now on this file, which need not exist; an empty path for none.
    void watch(const QString &path);

Q_SIGNALS:
    void touched();

private:
    void settle();
    void tell();
    void addFile();

    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    QString m_path;
    bool m_fileTouched = false;
};

} // namespace sockscope
