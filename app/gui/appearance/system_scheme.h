// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusMessage>
#include <QObject>

namespace sockscope {

/// Whether the desktop prefers dark windows: what the desktop portal says (org.freedesktop.portal.Settings,
/// color-scheme), otherwise the palette that the toolkit started with. Qt 6.4 has no such property.
class SystemScheme : public QObject
{
    Q_OBJECT
public:
    explicit SystemScheme(QObject *parent = nullptr);
    [[nodiscard]] bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QDBusMessage &message);

private:
    void ask();
    void use(const QVariant &colorScheme);

    const bool m_paletteWasDark;
    bool m_dark;
};

} // namespace sockscope
