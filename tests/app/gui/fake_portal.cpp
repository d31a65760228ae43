// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's settings portal as far as sockscope-gui asks it, on the session bus of its environment. Each digit on
// standard input becomes the desktop's preference (0 none, 1 dark, 2 light); it prints "ready" once it can be asked.
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusVariant>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    void prefer(uint scheme)
    {
        m_scheme = scheme;
        Q_EMIT SettingChanged(u"org.freedesktop.appearance"_s, u"accent-color"_s, QDBusVariant(1u)); // to be ignored
        Q_EMIT SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(scheme));
    }

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key) // NOLINT(readability-identifier-naming): the bus's name
    {
        const bool isKnown = group == "org.freedesktop.appearance"_L1 && key == "color-scheme"_L1;
        return QDBusVariant(
            QVariant::fromValue(QDBusVariant(isKnown ? m_scheme : 0u))); // one variant too many, as the real one
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    uint m_scheme = 1;
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    qRegisterMetaType<QDBusVariant>(); // otherwise the signal can't be relayed
    Portal portal;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &portal,
                            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals) ||
        !bus.registerService(u"org.freedesktop.portal.Desktop"_s))
        return 1;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&portal] {
        char digit = 0;
        if (::read(STDIN_FILENO, &digit, 1) != 1)
            QCoreApplication::quit();
        else
            portal.prefer(uint(digit - '0'));
    });
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

#include "fake_portal.moc"
