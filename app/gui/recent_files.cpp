// SPDX-License-Identifier: GPL-3.0-or-later
#include "recent_files.h"

#include <QFileInfo>
#include <QSettings>

#include <algorithm>

namespace sockscope {

void RecentFiles::add(const QString &path)
{
    QStringList files = m_settings.value(m_key).toStringList();
    files.removeAll(path);
    files.prepend(path);
    m_settings.setValue(m_key, files.first(std::min(files.size(), MaxFiles)));
}

QStringList RecentFiles::existing() const
{
    QStringList files = m_settings.value(m_key).toStringList();
    files.removeIf([](const QString &path) { return !QFileInfo(path).isFile(); });
    return files;
}

void RecentFiles::clear()
{
    m_settings.remove(m_key);
}

} // namespace sockscope
