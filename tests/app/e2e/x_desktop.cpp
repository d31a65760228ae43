// SPDX-License-Identifier: GPL-3.0-or-later
#include "x_desktop.h"

#include <QStandardPaths>
#include <QTest>

namespace sockscope::test {

using namespace Qt::StringLiterals;

QStringList XDesktop::missingPrograms()
{
    QStringList missing;
    for (const QString &program : {u"Xvfb"_s, u"openbox"_s, u"xdotool"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            missing += program;
    }
    return missing;
}

bool XDesktop::start(QProcessEnvironment environment)
{
    // The server looks for a free number and tells it. Without -r a slow machine types keys twice; without -noreset the
    // server would start over whenever its only client goes, and drop one that is just coming.
    const QStringList arguments = u"-displayfd 1 -r -noreset -screen 0 1280x900x24 -nolisten tcp"_s.split(u' ');
    m_server.setProcessChannelMode(QProcess::SeparateChannels);
    if (!m_server.begin(u"Xvfb"_s, arguments) ||
        !QTest::qWaitFor([this] { return m_server.told().contains('\n'); }, 60'000))
        return false;
    environment.insert(u"DISPLAY"_s, u':' + QString::fromLatin1(m_server.told().trimmed()));
    m_environment = environment;
    m_manager.setProcessEnvironment(environment);
    if (!m_manager.begin(u"openbox"_s, {u"--sm-disable"_s}))
        return false;
    const auto isManaged = [this] { return !outputOf(u"xdotool"_s, {u"get_num_desktops"_s}, m_environment).isEmpty(); };
    return QTest::qWaitFor(isManaged, 60'000);
}

QString XDesktop::activeTitle() const
{
    return QString::fromUtf8(outputOf(u"xdotool"_s, {u"getactivewindow"_s, u"getwindowname"_s}, m_environment));
}

bool XDesktop::waitForTitle(const QString &beginning) const
{
    return QTest::qWaitFor([&] { return activeTitle().startsWith(beginning); }, 60'000);
}

void XDesktop::press(const QString &key) const
{
    outputOf(u"xdotool"_s, {u"key"_s, key}, m_environment);
}

void XDesktop::type(const QString &text) const
{
    outputOf(u"xdotool"_s, {u"type"_s, u"--delay"_s, u"2"_s, text}, m_environment);
}

QByteArray XDesktop::told()
{
    return "\nactive window: " + activeTitle().toUtf8() + "\nX server: " + m_server.told() +
           m_server.readAllStandardError() + "\nwindow manager: " + m_manager.told();
}

} // namespace sockscope::test
