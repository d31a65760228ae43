// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings.h"

#include <QStringList>

class QSettings;

namespace sockscope {

/// The files opened last, newest first, in the settings: the scripts, or those under another key. Files that are gone
/// are left out but not forgotten: a drive may come back.
class RecentFiles
{
public:
    static constexpr qsizetype MaxFiles = 10;

    explicit RecentFiles(QSettings &settings, QLatin1StringView key = settings::recentScripts)
        : m_settings(settings)
        , m_key(key)
    {
    }
    void add(const QString &path);
    [[nodiscard]] QStringList existing() const;
    void clear();

private:
    QSettings &m_settings;
    QLatin1StringView m_key;
};

} // namespace sockscope
