// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_watch.h"

#include <QFileInfo>

namespace sockscope {

FileWatch::FileWatch(QObject *parent)
    : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(100);
    const auto settle = [this] { m_settle.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, settle);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, settle);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        addFile();
        Q_EMIT touched();
    });
}

void FileWatch::watch(const QString &path)
{
    if (const QStringList watched = m_watcher.files() + m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_settle.stop();
    m_path = path;
    if (path.isEmpty())
        return;
    m_watcher.addPath(QFileInfo(path).absolutePath()); // tells of a new file where the old one was removed
    addFile();
}

/// A file that was replaced is no longer watched: the new one is another file to the system.
void FileWatch::addFile()
{
    if (QFileInfo::exists(m_path) && !m_watcher.files().contains(m_path))
        m_watcher.addPath(m_path);
}

} // namespace sockscope
