// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_watch.h"

#include <QFileInfo>

#include <utility>

namespace sockscope {

FileWatch::FileWatch(QObject *parent)
    : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(100);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        m_fileTouched = true;
        settle();
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileWatch::settle);
    connect(&m_settle, &QTimer::timeout, this, &FileWatch::tell);
}

/// Not put off by more changes: a busy folder would put it off for ever.
void FileWatch::settle()
{
    if (!m_settle.isActive())
        m_settle.start();
}

void FileWatch::tell()
{
    const bool wasThere = m_watcher.files().contains(m_path);
    if (m_fileTouched && wasThere)
        m_watcher.removePath(m_path); // may be the replaced file, which lives on while somebody has it open
    addFile();
    const bool isThere = m_watcher.files().contains(m_path);
    // In the folder other files come and go, which is no news.
    if (std::exchange(m_fileTouched, false) || wasThere != isThere)
        Q_EMIT touched();
}

void FileWatch::watch(const QString &path)
{
    if (const QStringList watched = m_watcher.files() + m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_settle.stop();
    m_fileTouched = false;
    m_path = path;
    if (path.isEmpty())
        return;
    m_watcher.addPath(QFileInfo(path).absolutePath()); // tells of a new file where the old one was removed
    addFile();
}

/// To the system a file that replaces another is a different one, and not watched.
void FileWatch::addFile()
{
    if (QFileInfo::exists(m_path) && !m_watcher.files().contains(m_path))
        m_watcher.addPath(m_path);
}

} // namespace sockscope
