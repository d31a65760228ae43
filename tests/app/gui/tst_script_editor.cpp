// SPDX-License-Identifier: GPL-3.0-or-later
#include "code_assist.h"
#include "script_editor.h"
#include "script_lexer.h"
#include "theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestScriptEditor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_editor.reset(); }
    void loadStartsAnew();
    void goesToALine_data();
    void goesToALine();
    void goToUnfolds();
    void marksErrors();
    void groundsShowUnderTheCaret();
    void togglesComments();
    void keepsLineEnds();
    void followsTheTheme();
    void colorsWhatK6Adds();
    void leavesShortcutsToTheWindow();
    void completesAndExplains();
    void keysOfTheList_data();
    void keysOfTheList();

private:
    std::unique_ptr<ScriptEditor> m_editor;
};

namespace {
const QString script =
    u"import { Socket } from \"k6/x/tcp\";\n\nexport default async function () {\n  const text = `a`;\n}\n"_s;
}

void TestScriptEditor::init()
{
    m_editor = std::make_unique<ScriptEditor>(*Theme::instance());
    m_editor->resize(400, 200);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
    m_editor->load(script);
}

void TestScriptEditor::loadStartsAnew()
{
    QTest::keyClicks(m_editor.get(), u"x"_s);
    QVERIFY(m_editor->isModified());
    m_editor->load(script);
    QVERIFY(!m_editor->isModified());
    QVERIFY(!m_editor->isUndoAvailable());
    QCOMPARE(m_editor->text(), script);
    QCOMPARE(m_editor->currentLine(), 1);
}

void TestScriptEditor::goesToALine_data()
{
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("expectedLine");
    QTest::addColumn<int>("expectedColumn");
    QTest::newRow("within") << 4 << 9 << 4 << 9;
    QTest::newRow("column behind the end") << 1 << 500 << 1 << 35;
    QTest::newRow("line behind the end") << 99 << 1 << 6 << 1;
    QTest::newRow("line 0") << 0 << 0 << 1 << 1;
}

void TestScriptEditor::goesToALine()
{
    QFETCH(const int, line);
    QFETCH(const int, column);
    m_editor->goTo(line, column);
    int index = 0, position = 0;
    m_editor->getCursorPosition(&index, &position);
    QTEST(index + 1, "expectedLine");
    QTEST(position + 1, "expectedColumn");
}

void TestScriptEditor::goToUnfolds()
{
    m_editor->load(u"function f() {\n  one;\n  two;\n}\n"_s.repeated(100));
    m_editor->recolor();
    m_editor->foldAll(true);
    const auto visible = [this](int line) {
        return m_editor->SendScintilla(QsciScintilla::SCI_GETLINEVISIBLE, line - 1) != 0;
    };
    QVERIFY(!visible(203));
    m_editor->goTo(203);
    QVERIFY(visible(203));
    const int first = int(m_editor->SendScintilla(QsciScintilla::SCI_DOCLINEFROMVISIBLE, m_editor->firstVisibleLine()));
    QVERIFY2(first < 203 && first > 100, qPrintable(QString::number(first)));
}

/// The line that runs next looks the same wherever the caret is.
void TestScriptEditor::groundsShowUnderTheCaret()
{
    m_editor->markerDefine(QsciScintilla::Background, ScriptEditor::PausedLineMarker);
    m_editor->setMarkerBackgroundColor(Qt::red, ScriptEditor::PausedLineMarker);
    const auto ground = [this](int line) {
        const int y = int(m_editor->SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0ul,
                                                  m_editor->positionFromLineIndex(line, 0)));
        return m_editor->viewport()->grab().toImage().pixelColor(m_editor->viewport()->width() - 5, y + 5);
    };
    const QColor caretLine = ground(0);
    QVERIFY(caretLine != ground(1));
    m_editor->markerAdd(0, ScriptEditor::PausedLineMarker);
    QTRY_COMPARE(ground(0), QColor(Qt::red));
    m_editor->setCursorPosition(1, 0);
    QCOMPARE(ground(0), QColor(Qt::red));
    QCOMPARE(ground(1), caretLine);
    m_editor->setCursorPosition(0, 0);
    QCOMPARE(ground(0), QColor(Qt::red));
    m_editor->markerDeleteAll(ScriptEditor::PausedLineMarker);
    QTRY_COMPARE(ground(0), caretLine);
}

void TestScriptEditor::marksErrors()
{
    m_editor->markError(4);
    m_editor->markError(1);
    m_editor->markError(4711); // not there: ignored
    QCOMPARE(m_editor->errorLines(), (QList<int>{1, 4}));
    m_editor->insertAt(u"\n"_s, 0, 0); // marks move with their lines
    QCOMPARE(m_editor->errorLines(), (QList<int>{2, 5}));
    m_editor->clearErrors();
    QVERIFY(m_editor->errorLines().isEmpty());
}

void TestScriptEditor::togglesComments()
{
    m_editor->load(u"  one;\n  two;\n"_s);
    m_editor->setSelection(0, 0, 1, 6);
    m_editor->toggleComment();
    QCOMPARE(m_editor->text(), u"  // one;\n  // two;\n"_s);
    m_editor->toggleComment();
    QCOMPARE(m_editor->text(), u"  one;\n  two;\n"_s);
    m_editor->undo();
    QCOMPARE(m_editor->text(), u"  // one;\n  // two;\n"_s); // one step each
}

void TestScriptEditor::keepsLineEnds()
{
    m_editor->load(u"one\r\ntwo\r\n"_s);
    m_editor->setCursorPosition(0, 3);
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QCOMPARE(m_editor->text(), u"one\r\n\r\ntwo\r\n"_s);
}

void TestScriptEditor::followsTheTheme()
{
    Theme &theme = *Theme::instance();
    for (const bool dark : {true, false}) {
        theme.setDark(dark);
        QCOMPARE(m_editor->lexer()->paper(ScriptLexer::Default), theme.colors().surface);
        QCOMPARE(m_editor->lexer()->color(ScriptLexer::Keyword), theme.colors().keyword);
    }
    const qreal before = m_editor->lexer()->font(ScriptLexer::Default).pointSizeF();
    theme.setScale(2);
    QVERIFY(m_editor->lexer()->font(ScriptLexer::Default).pointSizeF() > 1.8 * before);
    theme.setScale(1);
}

void TestScriptEditor::colorsWhatK6Adds()
{
    const auto styleAt = [this](const QString &word) {
        const int at = int(m_editor->text().indexOf(word));
        m_editor->SendScintilla(QsciScintilla::SCI_COLOURISE, 0L, -1L);
        return int(m_editor->SendScintilla(QsciScintilla::SCI_GETSTYLEAT, at)) & 0x3f;
    };
    QCOMPARE(styleAt(u"Socket"_s), int(ScriptLexer::KeywordSet2));
    QCOMPARE(styleAt(u"async"_s), int(ScriptLexer::Keyword));
    QCOMPARE(styleAt(u"`a`"_s), int(ScriptLexer::RawString));
}

void TestScriptEditor::leavesShortcutsToTheWindow()
{
    const QString before = m_editor->text();
    QTest::keyClick(m_editor.get(), Qt::Key_L, Qt::ControlModifier); // the editor's own Ctrl+L would cut the line
    QCOMPARE(m_editor->text(), before);
}

void TestScriptEditor::completesAndExplains()
{
    m_editor->load(u"import { Socket } from 'k6/x/tcp'\nconst s = new Socket()\n"_s);
    m_editor->goTo(3);
    QTest::keyClicks(m_editor.get(), u"s."_s);
    QVERIFY(m_editor->assist().isListShown());
    QVERIFY(m_editor->assist().names().contains(u"setTimeout"_s));
    QTest::keyClicks(m_editor.get(), u"wr"_s);
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QCOMPARE(m_editor->text(2), u"s.write"_s);
    QTest::keyClicks(m_editor.get(), u"("_s);
    QVERIFY(m_editor->assist().isTipShown());
    QVERIFY(m_editor->assist().tip().startsWith(u"write(data"_s));
    QTest::keyClicks(m_editor.get(), u") // x."_s); // no list in a comment
    QVERIFY(!m_editor->assist().isListShown());
    m_editor->load(u"chec"_s);
    m_editor->goTo(1, 5);
    QTest::keyClick(m_editor.get(), Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(m_editor->assist().names(), QStringList{u"check"_s});
}

void TestScriptEditor::keysOfTheList_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QList<int>>("keys");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QString &typed, const QList<int> &keys, const QString &text) {
        QTest::newRow(name) << typed << keys << text;
    };
    row("Enter takes the name", u"s.wr"_s, {Qt::Key_Return}, u"s.write"_s);
    row("so does Tab", u"s.wr"_s, {Qt::Key_Tab}, u"s.write"_s);
    row("and the keypad", u"s.wr"_s, {Qt::Key_Enter}, u"s.write"_s);
    row("another one", u"s.set"_s, {Qt::Key_Up, Qt::Key_Return}, u"s.remote_port"_s);
    row("then Enter is Enter", u"s.wr"_s, {Qt::Key_Return, Qt::Key_Return}, u"s.write\n"_s);
    row("a name that is typed out", u"s.write"_s, {Qt::Key_Return}, u"s.write\n"_s);
    row("no name fits", u"s.wrx"_s, {Qt::Key_Return}, u"s.wrx\n"_s);
    row("sent away", u"s.wr"_s, {Qt::Key_Escape, Qt::Key_Return}, u"s.wr\n"_s);
    row("no list", u"foo()"_s, {Qt::Key_Return}, u"foo()\n"_s);
}

void TestScriptEditor::keysOfTheList()
{
    QFETCH(const QString, typed);
    QFETCH(const QList<int>, keys);
    const QString head = u"import { Socket } from 'k6/x/tcp'\nconst s = new Socket()\n"_s;
    m_editor->load(head);
    m_editor->goTo(3);
    QTest::keyClicks(m_editor.get(), typed);
    for (const int key : keys)
        QTest::keyClick(m_editor.get(), Qt::Key(key));
    QTEST(m_editor->text().mid(head.size()), "text");
    QVERIFY(!m_editor->assist().isListShown());
}

QTEST_MAIN(TestScriptEditor)
#include "tst_script_editor.moc"
