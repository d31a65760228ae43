// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "target_parser.h"

#include <QList>

class QSettings;

namespace sockscope {

/// The targets connected to last, newest first, in the settings: host, port and TLS, nothing else. What an edited
/// settings file holds besides is left out, and so never shown.
class RecentTargets
{
public:
    static constexpr qsizetype MaxTargets = 20;

    explicit RecentTargets(QSettings &settings)
        : m_settings(settings)
    {
    }
    void add(const Target &target);
    [[nodiscard]] QList<Target> all() const;
    void clear();

private:
    QSettings &m_settings;
};

} // namespace sockscope
