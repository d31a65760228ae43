// SPDX-License-Identifier: GPL-3.0-or-later
#include "system_scheme.h"

#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"org.freedesktop.portal.Desktop"_s;
const QString path = u"/org/freedesktop/portal/desktop"_s;
const QString interface = u"org.freedesktop.portal.Settings"_s;
const QString settingsGroup = u"org.freedesktop.appearance"_s;
const QString settingsKey = u"color-scheme"_s;

bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

/// The portal wraps values in one variant more, or in two, depending on its version.
QVariant unwrapped(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
    , m_paletteWasDark(isDarkPalette(QGuiApplication::palette()))
    , m_dark(m_paletteWasDark)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, interface, u"SettingChanged"_s, this, SLOT(onSettingChanged(QDBusMessage)));
    ask();
}

void SystemScheme::ask()
{
    QDBusMessage read = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    read << settingsGroup << settingsKey;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            use(unwrapped(reply.value().variant()));
        watcher->deleteLater();
    });
}

/// Takes the whole message: a slot with the signal's own parameters can't be connected before QDBusVariant is
/// registered.
void SystemScheme::onSettingChanged(const QDBusMessage &message)
{
    const QVariantList arguments = message.arguments(); // group, key, value
    if (arguments.size() == 3 && arguments[0] == settingsGroup && arguments[1] == settingsKey)
        use(unwrapped(arguments[2]));
}

void SystemScheme::use(const QVariant &colorScheme)
{
    const uint preference = colorScheme.toUInt(); // 0: none, 1: dark, 2: light
    const bool dark = preference == 0 ? m_paletteWasDark : preference == 1;
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

} // namespace sockscope
