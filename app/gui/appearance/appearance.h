// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "system_scheme.h"

#include <QObject>

class QSettings;

namespace sockscope {

class Theme;

/// How the whole program looks: the person's choice of theme and text size, remembered in the settings, carried into
/// the Theme, the application's palette, font and style sheet.
class Appearance : public QObject
{
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)
    static constexpr qreal ClassroomScale = 1.6;

    Appearance(Theme &theme, QSettings &settings, QObject *parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    /// `remember` false: for this run only, as with --theme.
    void setMode(Mode mode, bool remember = true);
    [[nodiscard]] qreal scale() const;
    void setScale(qreal scale);
    /// "system", "light" or "dark"; nothing for other words.
    [[nodiscard]] static std::optional<Mode> modeFromWord(QStringView word);

Q_SIGNALS:
    void changed();

private:
    void apply();

    Theme &m_theme;
    QSettings &m_settings;
    SystemScheme m_system;
    Mode m_mode = Mode::System;
};

} // namespace sockscope
