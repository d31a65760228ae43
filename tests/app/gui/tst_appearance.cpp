// SPDX-License-Identifier: GPL-3.0-or-later
#include "appearance.h"
#include "theme.h"

#include <QApplication>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestAppearance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();
    void knowsItsWords();
    void followsTheDesktop();
    void choiceWinsOverTheDesktop();
    void remembers();

private:
    void prefer(char scheme) { m_portal.write(&scheme, 1); }

    QProcess m_bus;
    QProcess m_portal;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

/// A session bus of the test's own with the portal on it, before anything in this process asks for the session bus.
void TestAppearance::initTestCase()
{
    if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
        QSKIP("dbus-daemon is not installed");
    m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QVERIFY(m_bus.waitForReadyRead());
    const QByteArray address = m_bus.readLine().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    m_portal.start(QStringLiteral(FAKE_PORTAL), QStringList());
    QVERIFY(m_portal.waitForReadyRead());
    QCOMPARE(m_portal.readLine().trimmed(), QByteArray("ready"));
}

void TestAppearance::cleanupTestCase()
{
    m_portal.closeWriteChannel();
    m_portal.waitForFinished();
    m_bus.kill();
    m_bus.waitForFinished();
}

void TestAppearance::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    QApplication::setPalette(QPalette(QColor(0xf0, 0xf0, 0xf0))); // a toolkit that starts light
}

void TestAppearance::knowsItsWords()
{
    QCOMPARE(Appearance::modeFromWord(u"dark"_s), std::optional(Appearance::Mode::Dark));
    QCOMPARE(Appearance::modeFromWord(u"light"_s), std::optional(Appearance::Mode::Light));
    QCOMPARE(Appearance::modeFromWord(u"system"_s), std::optional(Appearance::Mode::System));
    QVERIFY(!Appearance::modeFromWord(u"pink"_s));
    QVERIFY(!Appearance::modeFromWord({}));
}

void TestAppearance::followsTheDesktop()
{
    Appearance appearance(*Theme::instance(), *m_settings);
    QTRY_VERIFY(Theme::instance()->isDark()); // the portal said so
    QCOMPARE(QApplication::palette().color(QPalette::Base), ColorScheme::dark().surface);
    prefer('2');
    QTRY_VERIFY(!Theme::instance()->isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Base), ColorScheme::light().surface);
    prefer('1');
    QTRY_VERIFY(Theme::instance()->isDark());
    prefer('0'); // no preference: as the toolkit started
    QTRY_VERIFY(!Theme::instance()->isDark());
    prefer('1');
    QTRY_VERIFY(Theme::instance()->isDark());
}

void TestAppearance::choiceWinsOverTheDesktop()
{
    Appearance appearance(*Theme::instance(), *m_settings);
    QTRY_VERIFY(Theme::instance()->isDark());
    appearance.setMode(Appearance::Mode::Light, false);
    QVERIFY(!Theme::instance()->isDark());
    QSignalSpy changed(&appearance, &Appearance::changed);
    prefer('2');
    QTRY_COMPARE(changed.size(), 1);
    prefer('1');
    QTRY_COMPARE(changed.size(), 2);
    QVERIFY(!Theme::instance()->isDark());
    QVERIFY(!m_settings->contains("view/theme"));
}

void TestAppearance::remembers()
{
    {
        Appearance appearance(*Theme::instance(), *m_settings);
        appearance.setMode(Appearance::Mode::Light);
        appearance.setScale(1.3);
    }
    Theme::instance()->setScale(1);
    Appearance appearance(*Theme::instance(), *m_settings);
    QCOMPARE(appearance.mode(), Appearance::Mode::Light);
    QCOMPARE(Theme::instance()->scale(), 1.3);
    Theme::instance()->setScale(1);
}

QTEST_MAIN(TestAppearance)
#include "tst_appearance.moc"
