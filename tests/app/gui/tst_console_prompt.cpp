// SPDX-License-Identifier: GPL-3.0-or-later
// The console's input line with real keys.
#include "code_assist.h"
#include "console_prompt.h"
#include "theme.h"

#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestConsolePrompt : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void enterEvaluates();
    void shiftEnterBeginsALine();
    void growsToEightLines();
    void aBeginningComesBack();
    void historyWalks();
    void historyKeepsTheDraft();
    void arrowsMoveWithinLines();
    void interruptsWhenBusy();
    void copiesASelection();
    void saysThatNoEngineRuns();
    void completesFromTheTable();
    void mergesWhatTheEngineKnows();
    void dropsLateCompletions();
    void tabIndentsBehindWhiteSpace();
    void showsCallTips();
    void enterTakesFromTheList();
    void followsTheTheme();

private:
    void type(const QString &text) { QTest::keyClicks(m_prompt, text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_prompt, key, modifiers);
    }
    void enter(const QString &text)
    {
        type(text);
        m_prompt->assist().hideAll();
        press(Qt::Key_Return);
    }

    std::unique_ptr<QWidget> m_window;
    ConsolePrompt *m_prompt = nullptr;
    std::unique_ptr<QSignalSpy> m_evaluated, m_interrupted, m_completing;
};

void TestConsolePrompt::init()
{
    m_window = std::make_unique<QWidget>();
    m_prompt = new ConsolePrompt(*Theme::instance(), m_window.get());
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addStretch();
    layout->addWidget(m_prompt);
    m_window->resize(500, 300);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_prompt->setFocus();
    m_prompt->setEngineRunning(true);
    m_evaluated = std::make_unique<QSignalSpy>(m_prompt, &ConsolePrompt::evaluateRequested);
    m_interrupted = std::make_unique<QSignalSpy>(m_prompt, &ConsolePrompt::interruptRequested);
    m_completing = std::make_unique<QSignalSpy>(m_prompt, &ConsolePrompt::completionRequested);
}

void TestConsolePrompt::enterEvaluates()
{
    enter(u" 1 + 1 "_s);
    QCOMPARE(m_evaluated->size(), 1);
    QCOMPARE(m_evaluated->at(0)[0].toString(), u"1 + 1"_s);
    QCOMPARE(m_prompt->text(), QString());
    QVERIFY(!m_prompt->isUndoAvailable()); // secrets don't come back by Ctrl+Z either
    enter(u"   "_s);
    QCOMPARE(m_evaluated->size(), 1);
    QVERIFY(!m_prompt->accessibleName().isEmpty());
}

void TestConsolePrompt::shiftEnterBeginsALine()
{
    type(u"if (a)"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    type(u"  b"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    type(u"c"_s);
    QCOMPARE(m_prompt->text(), u"if (a)\n  b\n  c"_s);
    QCOMPARE(m_evaluated->size(), 0);
    press(Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(m_evaluated->at(0)[0].toString(), u"if (a)\n  b\n  c"_s);
}

void TestConsolePrompt::growsToEightLines()
{
    const int one = m_prompt->height();
    press(Qt::Key_Return, Qt::ShiftModifier);
    const int line = m_prompt->height() - one;
    QVERIFY(line > 8);
    for (int i = 0; i < 10; ++i)
        press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_prompt->height(), one + 7 * line);
    m_prompt->clear();
    QCOMPARE(m_prompt->height(), one);
}

void TestConsolePrompt::aBeginningComesBack()
{
    enter(u"function f() {"_s);
    type(u"ret"_s); // while the engine looks
    m_prompt->continueSnippet(u"function f() {"_s);
    QCOMPARE(m_prompt->text(), u"function f() {\nret"_s);
    type(u"urn 1 }"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_evaluated->at(1)[0].toString(), u"function f() {\nreturn 1 }"_s);
    press(Qt::Key_Up);
    QCOMPARE(m_prompt->text(), u"function f() {\nreturn 1 }"_s);
    press(Qt::Key_Up); // into its first line
    press(Qt::Key_Up);
    QCOMPARE(m_prompt->text(), u"function f() {\nreturn 1 }"_s); // the beginning isn't an entry
}

void TestConsolePrompt::historyWalks()
{
    for (const QString &text : {u"a"_s, u"b"_s, u"b"_s, u"c"_s})
        enter(text);
    QStringList seen;
    for (int i = 0; i < 4; ++i) {
        press(Qt::Key_Up);
        seen += m_prompt->text();
    }
    QCOMPARE(seen, (QStringList{u"c"_s, u"b"_s, u"a"_s, u"a"_s}));
    press(Qt::Key_Down);
    QCOMPARE(m_prompt->text(), u"b"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_evaluated->constLast()[0].toString(), u"b"_s);
    press(Qt::Key_Up); // starts at the end again
    QCOMPARE(m_prompt->text(), u"b"_s);
}

void TestConsolePrompt::historyKeepsTheDraft()
{
    enter(u"old"_s);
    type(u"new"_s);
    press(Qt::Key_Up);
    QCOMPARE(m_prompt->text(), u"old"_s);
    press(Qt::Key_Down);
    QCOMPARE(m_prompt->text(), u"new"_s);
    press(Qt::Key_Down);
    QCOMPARE(m_prompt->text(), u"new"_s);
}

void TestConsolePrompt::arrowsMoveWithinLines()
{
    enter(u"old"_s);
    type(u"one"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    type(u"two"_s);
    press(Qt::Key_Up);
    QCOMPARE(m_prompt->text(), u"one\ntwo"_s);
    type(u"!"_s);
    QCOMPARE(m_prompt->text(), u"one!\ntwo"_s);
    press(Qt::Key_Up);
    QCOMPARE(m_prompt->text(), u"old"_s);
}

void TestConsolePrompt::interruptsWhenBusy()
{
    press(Qt::Key_Escape);
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(m_interrupted->size(), 0);
    m_prompt->setBusy(true);
    press(Qt::Key_Escape);
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(m_interrupted->size(), 2);
    m_prompt->setEngineRunning(false);
    press(Qt::Key_Escape);
    QCOMPARE(m_interrupted->size(), 2);
}

void TestConsolePrompt::copiesASelection()
{
    m_prompt->setBusy(true);
    type(u"text"_s);
    m_prompt->selectAll();
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(m_interrupted->size(), 0);
}

void TestConsolePrompt::saysThatNoEngineRuns()
{
    QVERIFY(m_prompt->placeholder().contains(u"socket.connect"_s));
    m_prompt->setEngineRunning(false);
    QVERIFY(m_prompt->placeholder().contains(u"No engine"_s));
    enter(u"1"_s);
    QCOMPARE(m_evaluated->size(), 0);
    QCOMPARE(m_prompt->text(), u"1"_s);
    QVERIFY(m_prompt->assist().isTipShown());
}

void TestConsolePrompt::completesFromTheTable()
{
    type(u"await socket."_s);
    QVERIFY(m_prompt->assist().isListShown());
    QVERIFY(m_prompt->assist().names().contains(u"connect"_s));
    QCOMPARE(m_completing->size(), 1);
    QCOMPARE(m_completing->at(0), (QVariantList{u"await socket."_s, 13}));
    press(Qt::Key_Escape);
    QVERIFY(!m_prompt->assist().isListShown());
    m_prompt->clear();
    type(u"half"_s);
    press(Qt::Key_Tab);
    QCOMPARE(m_prompt->assist().names(), QStringList{u"halfClose"_s});
    m_prompt->clear();
    type(u"sockets[3].de"_s);
    press(Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(m_prompt->assist().names(), QStringList{u"destroy"_s});
    QCOMPARE(m_prompt->text(), u"sockets[3].de"_s);
}

void TestConsolePrompt::mergesWhatTheEngineKnows()
{
    m_prompt->insert(u"ü; "_s); // two bytes, one unit
    press(Qt::Key_End);
    type(u"so"_s);
    press(Qt::Key_Tab);
    QCOMPARE(m_completing->constLast(), (QVariantList{u"ü; so"_s, 5}));
    QCOMPARE(m_prompt->assist().names(), (QStringList{u"socket"_s, u"sockets"_s}));
    m_prompt->showCompletions(3, {{u"socket"_s, u"value"_s}, {u"something"_s, u"value"_s}});
    QCOMPARE(m_prompt->assist().names(), (QStringList{u"socket"_s, u"sockets"_s, u"something"_s}));
    QVERIFY(m_prompt->assist().isListShown());
    press(Qt::Key_Escape);
    m_prompt->clear();
    type(u"my"_s);
    press(Qt::Key_Tab); // nothing of the table
    QVERIFY(!m_prompt->assist().isListShown());
    m_prompt->showCompletions(0, {{u"myOwn"_s, u"value"_s}});
    QVERIFY(m_prompt->assist().isListShown());
    press(Qt::Key_Return);
    QCOMPARE(m_prompt->text(), u"myOwn"_s);
    QCOMPARE(m_evaluated->size(), 0);
}

void TestConsolePrompt::dropsLateCompletions()
{
    type(u"my"_s);
    press(Qt::Key_Tab);
    type(u"x"_s);
    m_prompt->showCompletions(0, {{u"myOwn"_s, u"value"_s}});
    QVERIFY(!m_prompt->assist().isListShown());
}

void TestConsolePrompt::tabIndentsBehindWhiteSpace()
{
    press(Qt::Key_Tab);
    QCOMPARE(m_prompt->text(), u"  "_s);
    QCOMPARE(m_completing->size(), 0);
}

void TestConsolePrompt::showsCallTips()
{
    type(u"await socket.write("_s);
    QVERIFY(m_prompt->assist().isTipShown());
    QVERIFY(m_prompt->assist().tip().startsWith(u"write(data, options?): Promise\n"_s));
    type(u"check("_s); // the inner one
    QVERIFY(m_prompt->assist().tip().startsWith(u"check("_s));
    type(u")"_s);
    QVERIFY(m_prompt->assist().tip().startsWith(u"write("_s));
    type(u")"_s);
    QVERIFY(!m_prompt->assist().isTipShown());
}

void TestConsolePrompt::enterTakesFromTheList()
{
    type(u"socket.wri"_s);
    QVERIFY(m_prompt->assist().isListShown());
    press(Qt::Key_Tab);
    QCOMPARE(m_prompt->text(), u"socket.write"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_evaluated->size(), 1);
}

void TestConsolePrompt::followsTheTheme()
{
    Theme *theme = Theme::instance();
    const int small = m_prompt->height();
    theme->setScale(2);
    QVERIFY(m_prompt->height() > small);
    theme->setScale(1);
    QCOMPARE(m_prompt->height(), small);
}

QTEST_MAIN(TestConsolePrompt)
#include "tst_console_prompt.moc"
