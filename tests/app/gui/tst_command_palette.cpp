// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_palette.h"
#include "settings.h"
#include "theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

/// The palette over a window with menus, driven by keys and clicks.
class TestCommandPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }

    void listsWhatTheMenusCanDo();
    void findsAndRuns();
    void recentFirst();
    void providersAddEntries();
    void arrowsGoAround();
    void escapeGivesTheKeyboardBack();
    void closesWithoutTakingTheClick();
    void clickRuns();
    void opensInTextFields();
    void saysThatNothingFits();
    void staysWithinASmallWindow();

private:
    QStringList titles();
    QString current() { return m_view->currentIndex().data().toString(); }
    void open() { QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier); }
    void press(Qt::Key key) { QTest::keyClick(m_pattern, key); }
    void addCommand(QMenu *menu, const QString &text, const QKeySequence &keys = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<QMainWindow> m_window;
    QPlainTextEdit *m_text = nullptr;
    CommandPalette *m_palette = nullptr;
    QLineEdit *m_pattern = nullptr;
    QListView *m_view = nullptr;
    QStringList m_ran;
};

void TestCommandPalette::addCommand(QMenu *menu, const QString &text, const QKeySequence &keys)
{
    menu->addAction(text, this, [this, text] { m_ran += text; })->setShortcut(keys);
}

void TestCommandPalette::init()
{
    m_ran.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_window = std::make_unique<QMainWindow>();
    m_text = new QPlainTextEdit(u"some text"_s);
    m_window->setCentralWidget(m_text);
    m_palette = new CommandPalette(*m_window, *Theme::instance(), *m_settings);
    m_pattern = m_palette->findChild<QLineEdit *>();
    m_view = m_palette->findChild<QListView *>();
    new QAbstractItemModelTester(m_view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_view);

    QMenu *file = m_window->menuBar()->addMenu(u"&File"_s);
    addCommand(file, u"&Open…"_s, QKeySequence::Open);
    QMenu *recent = file->addMenu(u"Open &Recent"_s);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        addCommand(recent, u"Save && Load.js"_s);
    });
    file->addSeparator();
    file->addAction(u"&Print"_s)->setEnabled(false);
    QMenu *view = m_window->menuBar()->addMenu(u"&View"_s);
    view->addAction(m_palette->openAction());
    QMenu *theme = view->addMenu(u"&Theme"_s);
    addCommand(theme, u"&Light"_s);
    addCommand(theme, u"&Dark"_s);
    theme->actions().constLast()->setCheckable(true);
    theme->actions().constLast()->setChecked(true);

    m_window->resize(900, 600);
    m_window->show();
    m_text->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

QStringList TestCommandPalette::titles()
{
    QStringList all;
    for (int row = 0; row < m_view->model()->rowCount(); ++row)
        all += m_view->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
    return all;
}

void TestCommandPalette::listsWhatTheMenusCanDo()
{
    open();
    QVERIFY(m_palette->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_pattern);
    const QString keys = QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText);
    QCOMPARE(titles(), (QStringList{u"File › Open, "_s + keys, u"File › Open Recent › Save & Load.js"_s,
                                    u"View › Theme › Light"_s, u"View › Theme › Dark, on"_s}));
    QCOMPARE(current(), u"File › Open"_s);
    open(); // the same keys close it
    QVERIFY(!m_palette->isVisible());
}

void TestCommandPalette::findsAndRuns()
{
    open();
    QTest::keyClicks(m_pattern, u"dark"_s);
    QCOMPARE(current(), u"View › Theme › Dark"_s);
    press(Qt::Key_Return);
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_text);
    QTRY_COMPARE(m_ran, QStringList{u"&Dark"_s});
}

void TestCommandPalette::recentFirst()
{
    for (const QString &pattern : {u"light"_s, u"open"_s, u"dark"_s}) {
        open();
        QTest::keyClicks(m_pattern, pattern);
        press(Qt::Key_Return);
    }
    open();
    QCOMPARE(titles().size(), 4);
    QVERIFY(titles().at(0).startsWith(u"View › Theme › Dark"_s));
    QVERIFY(titles().at(1).startsWith(u"File › Open,"_s));
    QVERIFY(titles().at(2).startsWith(u"View › Theme › Light"_s));
    press(Qt::Key_Escape);

    QStringList many;
    for (int i = 0; i < 100; ++i)
        many += QString::number(i);
    m_settings->setValue(settings::recentCommands, many);
    open();
    press(Qt::Key_Return);
    QCOMPARE(m_settings->value(settings::recentCommands).toStringList().size(), 30);
}

void TestCommandPalette::providersAddEntries()
{
    QString opened;
    m_palette->addProvider([&opened] {
        return QList<PaletteEntry>{{u"echo.js"_s, u"/home/scripts"_s, [&opened] { opened = u"echo"_s; }}};
    });
    open();
    QTest::keyClicks(m_pattern, u"ech"_s);
    QCOMPARE(titles(), QStringList{u"echo.js, /home/scripts"_s});
    press(Qt::Key_Return);
    QTRY_COMPARE(opened, u"echo"_s);
}

void TestCommandPalette::arrowsGoAround()
{
    open();
    press(Qt::Key_Up);
    QCOMPARE(current(), u"View › Theme › Dark"_s);
    press(Qt::Key_Down);
    QCOMPARE(current(), u"File › Open"_s);
    press(Qt::Key_PageDown);
    QCOMPARE(current(), u"View › Theme › Dark"_s);
}

void TestCommandPalette::escapeGivesTheKeyboardBack()
{
    open();
    QTest::keyClicks(m_pattern, u"dark"_s);
    press(Qt::Key_Escape);
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_text);
    QCOMPARE(m_text->toPlainText(), u"some text"_s);
    open();
    QCOMPARE(m_pattern->text(), QString()); // starts anew
    QVERIFY(m_ran.isEmpty());
}

void TestCommandPalette::closesWithoutTakingTheClick()
{
    open();
    QTest::mouseClick(m_text->viewport(), Qt::LeftButton, {}, QPoint(5, m_text->height() - 5));
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(QApplication::focusWidget(), m_text);
}

void TestCommandPalette::clickRuns()
{
    open();
    const QRect row = m_view->visualRect(m_view->model()->index(2, 0));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, row.center());
    QTRY_COMPARE(m_ran, QStringList{u"&Light"_s});
}

void TestCommandPalette::opensInTextFields()
{
    m_text->setFocus();
    QTest::keyClick(m_text, Qt::Key_K, Qt::ControlModifier);
    QVERIFY(m_palette->isVisible());
    QCOMPARE(m_text->toPlainText(), u"some text"_s);
}

void TestCommandPalette::saysThatNothingFits()
{
    open();
    QTest::keyClicks(m_pattern, u"qqq"_s);
    const auto *nothing = m_palette->findChild<QLabel *>(u"paletteNothing"_s);
    QVERIFY(nothing->isVisible());
    QCOMPARE(nothing->text(), u"No command fits “qqq”."_s);
    press(Qt::Key_Return);
    press(Qt::Key_Down);
    QVERIFY(m_palette->isVisible());
    press(Qt::Key_Backspace);
    press(Qt::Key_Backspace);
    press(Qt::Key_Backspace);
    QCOMPARE(titles().size(), 4);
}

void TestCommandPalette::staysWithinASmallWindow()
{
    Theme::instance()->setScale(2);
    m_window->resize(400, 300);
    open();
    QVERIFY(m_window->rect().contains(m_palette->geometry()));
    m_window->resize(380, 280);
    QTRY_VERIFY(m_window->rect().contains(m_palette->geometry()));
    Theme::instance()->setScale(1);
}

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
