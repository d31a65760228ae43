// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QSettings;

namespace sockscope {

/// The scripts opened last, newest first, in the settings. Files that are gone are left out but not forgotten: a drive
/// may come back.
class RecentFiles
{
public:
    static constexpr qsizetype MaxFiles = 10;

    explicit RecentFiles(QSettings &settings)
        : m_settings(settings)
    {
    }
    void add(const QString &path);
    [[nodiscard]] QStringList existing() const;
    void clear();

private:
    QSettings &m_settings;
};

} // namespace sockscope
