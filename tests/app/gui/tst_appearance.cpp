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
    void init();
    void knowsItsWords();
    void remembers();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

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
