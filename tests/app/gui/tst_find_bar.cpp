// SPDX-License-Identifier: GPL-3.0-or-later
#include "find_bar.h"
#include "script_editor.h"
#include "settings.h"
#include "theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sockscope;

/// The bar under a window with two editors, driven by keys and clicks.
class TestFindBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void findsWhileTyping();
    void goesAroundAndSaysSo();
    void startsWithTheSelection();
    void optionsCountAndAreRemembered();
    void saysWhatIsWrongWithAnExpression();
    void replacesOneByOne();
    void replacesAllAsOneStep();
    void replacesInWindowsLineEnds();
    void replacesEmptyMatches();
    void leavesReadOnlyTextsAlone();
    void followsTheTextAndTheEditor();
    void unfoldsWhatItFinds();
    void escapeReturnsToTheEditor();
    void controlsHaveNames();

private:
    template <typename T>
    T *child(const QString &name);
    QString count() { return m_bar->findChild<QLabel *>(u"findCount"_s)->text(); }
    QString note() { return m_bar->findChild<QLabel *>(u"findNote"_s)->text(); }
    QList<int> marks(ScriptEditor &editor);
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<QWidget> m_window;
    ScriptEditor *m_editor = nullptr;
    ScriptEditor *m_other = nullptr;
    FindBar *m_bar = nullptr;
};

void TestFindBar::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_window = std::make_unique<QWidget>();
    m_editor = new ScriptEditor(*Theme::instance());
    m_other = new ScriptEditor(*Theme::instance());
    m_bar = new FindBar(*Theme::instance(), *m_settings);
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_bar);
    layout->addWidget(m_editor);
    layout->addWidget(m_other);
    m_window->addActions(m_bar->commands());
    m_editor->load(u"one two\nTwo one\ntwo twofold\n"_s);
    m_bar->setEditor(m_editor);
    m_window->resize(500, 400);
    m_window->show();
    m_editor->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestFindBar::cleanup()
{
    m_window.reset();
    m_settings.reset();
}

template <typename T>
T *TestFindBar::child(const QString &name)
{
    const QList<T *> all = m_bar->findChildren<T *>();
    for (T *candidate : all) {
        if (candidate->accessibleName() == name || candidate->property("text").toString() == name)
            return candidate;
    }
    qFatal("no control %s", qPrintable(name));
}

QList<int> TestFindBar::marks(ScriptEditor &editor)
{
    QList<int> starts;
    const int length = int(editor.SendScintilla(QsciScintilla::SCI_GETLENGTH));
    for (int at = 0; at < length; ++at) {
        const auto marked = [&editor](int position) {
            return editor.SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT,
                                        static_cast<unsigned long>(FindBar::Indicator),
                                        static_cast<long>(position)) != 0;
        };
        if (marked(at) && (at == 0 || !marked(at - 1)))
            starts += at;
    }
    return starts;
}

void TestFindBar::findsWhileTyping()
{
    QVERIFY(m_bar->isHidden());
    press(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(m_bar->isVisible());
    QCOMPARE(QApplication::focusWidget(), child<QLineEdit>(u"Find"_s));
    type(u"tw"_s);
    QCOMPARE(count(), u"1 of 4"_s);
    QCOMPARE(m_editor->selectedText(), u"tw"_s);
    type(u"of"_s);
    QCOMPARE(count(), u"1 of 1"_s);
    QCOMPARE(m_editor->currentLine(), 3);
    press(Qt::Key_Backspace); // back to the first one: the search began there
    press(Qt::Key_Backspace);
    QCOMPARE(count(), u"1 of 4"_s);
    QCOMPARE(m_editor->currentLine(), 1);
    QCOMPARE(marks(*m_editor), (QList<int>{4, 8, 16, 20}));
    type(u"x"_s);
    QCOMPARE(count(), u"No match"_s);
    QVERIFY(marks(*m_editor).isEmpty());
}

void TestFindBar::goesAroundAndSaysSo()
{
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"one"_s);
    QCOMPARE(count(), u"1 of 2"_s);
    press(Qt::Key_Return);
    QCOMPARE(count(), u"2 of 2"_s);
    press(Qt::Key_Return);
    QCOMPARE(count(), u"1 of 2, from the top"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(count(), u"2 of 2, from the end"_s);
    press(Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(count(), u"1 of 2"_s);
    press(Qt::Key_Escape);
    press(Qt::Key_F3); // in the editor, the bar comes back and the keyboard stays
    QCOMPARE(QApplication::focusWidget(), m_editor);
    QCOMPARE(count(), u"2 of 2"_s);
    m_editor->setCursorPosition(1, 0);
    QCOMPARE(count(), u"2 matches"_s);
    QTest::mouseClick(child<QToolButton>(u"Previous match"_s), Qt::LeftButton);
    QCOMPARE(count(), u"1 of 2"_s);
}

void TestFindBar::startsWithTheSelection()
{
    m_editor->setSelection(1, 4, 1, 7);
    press(Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(child<QLineEdit>(u"Find"_s)->text(), u"one"_s);
    QCOMPARE(count(), u"2 of 2"_s);
}

void TestFindBar::optionsCountAndAreRemembered()
{
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"two"_s);
    QCOMPARE(count(), u"1 of 4"_s);
    press(Qt::Key_Tab);
    press(Qt::Key_Space);
    QCOMPARE(count(), u"1 of 3"_s);
    press(Qt::Key_Tab);
    press(Qt::Key_Space);
    QCOMPARE(count(), u"1 of 2"_s);
    QVERIFY(m_settings->value(settings::findMatchCase).toBool() &&
            m_settings->value(settings::findWholeWords).toBool());
    const FindBar next(*Theme::instance(), *m_settings);
    QVERIFY(next.findChildren<QToolButton *>().first()->isChecked());
    const QStringList keys = m_settings->allKeys();
    for (const QString &key : keys)
        QVERIFY2(settings::all().contains(QLatin1StringView(key.toLatin1())), qPrintable(key));
}

void TestFindBar::saysWhatIsWrongWithAnExpression()
{
    press(Qt::Key_F, Qt::ControlModifier);
    QTest::mouseClick(child<QToolButton>(u"Regular expression"_s), Qt::LeftButton);
    child<QLineEdit>(u"Find"_s)->setFocus();
    type(u"tw("_s);
    QVERIFY2(note().startsWith(u"The expression is wrong at character 4: "_s), qPrintable(note()));
    QVERIFY(m_bar->findChild<QLabel *>(u"findNote"_s)->isVisible());
    QCOMPARE(count(), QString());
    press(Qt::Key_Return);
    type(u"o|e)"_s);
    QVERIFY(!m_bar->findChild<QLabel *>(u"findNote"_s)->isVisible());
    QCOMPARE(count(), u"1 of 4"_s);
}

void TestFindBar::replacesOneByOne()
{
    press(Qt::Key_H, Qt::ControlModifier);
    type(u"two"_s);
    press(Qt::Key_Tab, Qt::ControlModifier); // stays: not a way out
    child<QLineEdit>(u"Replace with"_s)->setFocus();
    type(u"two2"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_editor->text(0), u"one two2\n"_s);
    QCOMPARE(count(), u"2 of 4"_s); // not the one just put in
    QTest::mouseClick(child<QToolButton>(u"Next match"_s), Qt::LeftButton);
    QTest::mouseClick(child<QPushButton>(u"Replace"_s), Qt::LeftButton);
    QCOMPARE(m_editor->text(), u"one two2\nTwo one\ntwo2 twofold\n"_s);
}

void TestFindBar::replacesAllAsOneStep()
{
    const QString before = m_editor->text();
    m_editor->markError(3);
    press(Qt::Key_H, Qt::ControlModifier);
    child<QToolButton>(u"Regular expression"_s)->click();
    type(u"(t)(wo)"_s);
    child<QLineEdit>(u"Replace with"_s)->setFocus();
    QApplication::clipboard()->setText(u"$2$1€"_s); // keys of tests are ASCII
    press(Qt::Key_V, Qt::ControlModifier);
    QTest::mouseClick(child<QPushButton>(u"Replace all"_s), Qt::LeftButton);
    QCOMPARE(m_editor->text(), u"one wot€\nwoT€ one\nwot€ wot€fold\n"_s);
    QCOMPARE(note(), u"Replaced 4 matches."_s);
    QCOMPARE(m_editor->errorLines(), QList<int>{3}); // marks stay with their lines
    m_editor->undo();
    QCOMPARE(m_editor->text(), before);
}

void TestFindBar::replacesInWindowsLineEnds()
{
    m_editor->load(u"a;b\r\n"_s);
    press(Qt::Key_H, Qt::ControlModifier);
    child<QToolButton>(u"Regular expression"_s)->click();
    type(u";(b\\r\\n)"_s);
    child<QLineEdit>(u"Replace with"_s)->setFocus();
    type(u"\\n$1"_s);
    child<QPushButton>(u"Replace all"_s)->click();
    QCOMPARE(m_editor->text(), u"a\r\nb\r\n"_s);
}

void TestFindBar::replacesEmptyMatches()
{
    m_editor->load(u"a\nb"_s);
    press(Qt::Key_H, Qt::ControlModifier);
    child<QToolButton>(u"Regular expression"_s)->click();
    type(u"^"_s);
    child<QLineEdit>(u"Replace with"_s)->setFocus();
    type(u"// "_s);
    press(Qt::Key_Return);
    QCOMPARE(m_editor->text(), u"// a\nb"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_editor->text(), u"// a\n// b"_s);
}

void TestFindBar::leavesReadOnlyTextsAlone()
{
    const QString before = m_editor->text();
    press(Qt::Key_H, Qt::ControlModifier);
    type(u"two"_s);
    m_editor->setReadOnly(true);
    child<QPushButton>(u"Replace all"_s)->click();
    QCOMPARE(m_editor->text(), before);
    QCOMPARE(note(), u"The script can't be changed now."_s);
}

void TestFindBar::followsTheTextAndTheEditor()
{
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"two"_s);
    m_editor->insertAt(u"two "_s, 0, 0);
    QTRY_COMPARE(marks(*m_editor).size(), 5);
    m_other->load(u"two"_s);
    m_bar->setEditor(m_other);
    QCOMPARE(count(), u"1 match"_s);
    QVERIFY(marks(*m_editor).isEmpty());
    QCOMPARE(marks(*m_other), QList<int>{0});
    delete m_other; // a tab closes
    press(Qt::Key_F3);
    m_bar->setEditor(nullptr);
    QVERIFY(m_bar->isHidden());
    QVERIFY(!m_bar->findAction()->isEnabled());
}

void TestFindBar::unfoldsWhatItFinds()
{
    m_editor->load(u"function f() {\n  one;\n  needle;\n}\n"_s.repeated(50));
    m_editor->recolor();
    m_editor->foldAll(true);
    QVERIFY(!m_editor->SendScintilla(QsciScintilla::SCI_GETLINEVISIBLE, 2));
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"needle"_s);
    QCOMPARE(count(), u"1 of 50"_s);
    QVERIFY(m_editor->SendScintilla(QsciScintilla::SCI_GETLINEVISIBLE, 2));
}

void TestFindBar::escapeReturnsToTheEditor()
{
    press(Qt::Key_H, Qt::ControlModifier);
    type(u"two"_s);
    child<QPushButton>(u"Replace all"_s)->setFocus();
    press(Qt::Key_Escape);
    QVERIFY(m_bar->isHidden());
    QCOMPARE(QApplication::focusWidget(), m_editor);
    QVERIFY(marks(*m_editor).isEmpty());
    QCOMPARE(m_editor->selectedText(), u"two"_s); // what was found stays selected
}

void TestFindBar::controlsHaveNames()
{
    press(Qt::Key_H, Qt::ControlModifier);
    const QList<QWidget *> all = m_bar->findChildren<QWidget *>();
    for (QWidget *control : all) {
        if (control->focusPolicy() != Qt::NoFocus)
            QVERIFY2(!QAccessible::queryAccessibleInterface(control)->text(QAccessible::Name).isEmpty(),
                     control->metaObject()->className());
    }
}

QTEST_MAIN(TestFindBar)
#include "tst_find_bar.moc"
