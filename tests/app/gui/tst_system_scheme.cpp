// SPDX-License-Identifier: GPL-3.0-or-later
#include "system_scheme.h"

#include <QGuiApplication>
#include <QPalette>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using sockscope::SystemScheme;

/// Against a settings portal of the test's own, on a session bus of the test's own.
class TestSystemScheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void followsThePortal();

private:
    void prefer(char scheme) { m_portal.write(&scheme, 1); }

    QProcess m_bus;
    QProcess m_portal;
};

/// Before anything in this process asks for the session bus.
void TestSystemScheme::initTestCase()
{
    m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QVERIFY(m_bus.waitForReadyRead());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    m_portal.start(QStringLiteral(FAKE_PORTAL), QStringList());
    QVERIFY(m_portal.waitForReadyRead());
    QCOMPARE(m_portal.readLine().trimmed(), QByteArray("ready"));
}

void TestSystemScheme::cleanupTestCase()
{
    m_portal.closeWriteChannel();
    m_portal.waitForFinished();
    m_bus.kill();
    m_bus.waitForFinished();
}

void TestSystemScheme::followsThePortal()
{
    QGuiApplication::setPalette(QPalette(QColor(0xf0, 0xf0, 0xf0))); // a toolkit that starts light
    SystemScheme scheme;
    QSignalSpy changed(&scheme, &SystemScheme::changed);
    QVERIFY(!scheme.isDark());
    QTRY_VERIFY(scheme.isDark()); // the portal prefers dark
    prefer('2');
    QTRY_VERIFY(!scheme.isDark());
    prefer('1');
    QTRY_VERIFY(scheme.isDark());
    prefer('0'); // no preference: as the toolkit started
    QTRY_VERIFY(!scheme.isDark());
    QCOMPARE(changed.size(), 4);
}

QTEST_MAIN(TestSystemScheme)
#include "tst_system_scheme.moc"
