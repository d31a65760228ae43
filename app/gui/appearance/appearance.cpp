// SPDX-License-Identifier: GPL-3.0-or-later
#include "appearance.h"

#include "settings.h"
#include "style_sheet.h"
#include "theme.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QSettings>
#include <QStyleFactory>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString wordOf(Appearance::Mode mode)
{
    return mode == Appearance::Mode::Dark ? u"dark"_s : mode == Appearance::Mode::Light ? u"light"_s : u"system"_s;
}

QPalette paletteOf(const ColorScheme &colors)
{
    QPalette palette(colors.window);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::BrightText})
        palette.setColor(role, colors.text);
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::Base, colors.surface);
    palette.setColor(QPalette::AlternateBase, colors.raised);
    palette.setColor(QPalette::Button, colors.raised);
    palette.setColor(QPalette::ToolTipBase, colors.raised);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.onAccent);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::LinkVisited, colors.accent);
    palette.setColor(QPalette::PlaceholderText, colors.muted);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.outline);
    return palette;
}

} // namespace

Appearance::Appearance(Theme &theme, QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_settings(settings)
{
    m_mode = modeFromWord(settings.value(settings::theme).toString()).value_or(Mode::System);
    m_theme.setScale(settings.value(settings::textScale, 1.0).toReal());
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s)); // the one style that takes a palette everywhere
    connect(&m_system, &SystemScheme::changed, this, &Appearance::apply);
    apply();
}

std::optional<Appearance::Mode> Appearance::modeFromWord(QStringView word)
{
    for (const Mode mode : {Mode::System, Mode::Light, Mode::Dark}) {
        if (word == wordOf(mode))
            return mode;
    }
    return std::nullopt;
}

void Appearance::setMode(Mode mode, bool remember)
{
    m_mode = mode;
    if (remember)
        m_settings.setValue(settings::theme, wordOf(mode));
    apply();
}

qreal Appearance::scale() const
{
    return m_theme.scale();
}

void Appearance::setScale(qreal scale)
{
    m_theme.setScale(scale);
    m_settings.setValue(settings::textScale, m_theme.scale());
    apply();
}

void Appearance::apply()
{
    m_theme.setDark(m_mode == Mode::System ? m_system.isDark() : m_mode == Mode::Dark);
    QFont font(m_theme.uiFamily());
    font.setPixelSize(m_theme.bodySize());
    QApplication::setFont(font);
    QApplication::setPalette(paletteOf(m_theme.colors()));
    qApp->setStyleSheet(styleSheet(m_theme));
    Q_EMIT changed();
}

} // namespace sockscope
