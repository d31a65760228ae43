// SPDX-License-Identifier: GPL-3.0-or-later
// Debugging a script of several files through the window: each file has its tab, and all of them show the one run.
#include "debug_window.h"
#include "script_document.h"

#include <QTabBar>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

const QByteArray mainScript = R"(import { twice } from "./lib.js";
import { half } from "./types.ts";
export default function () {
  let n = 21;
  n = twice(n);
  n = half(n);
  console.log("got", n);
}
)";
const QByteArray library = R"(export function twice(n) {
  const doubled = n * 2;
  return doubled;
}
)";
const QByteArray typed = R"(interface Halved { value: number }

export function half(n: number): number {
  const halved: Halved = { value: n / 2 };
  return halved.value;
}
)";

} // namespace

class TestDebugFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }

    void stopsInTheTabOfAnImportedFile();
    void opensTheFileThatIsSteppedInto();
    void choosesFrames();
    void leavesWhoLooksElsewhere();
    void runsTheScriptAgainFromItsImport();
    void saysWhatIsNotSaved();
    void foldersWithSpaces();

private:
    DebugWindow &w() { return *m_window; }
    [[nodiscard]] QTabBar &bar() { return *w().window().findChild<QTabBar *>(u"sessionTabs"_s); }
    void turnTo(const QString &file);
    std::unique_ptr<DebugWindow> m_window;
};

void TestDebugFiles::init()
{
    m_window = std::make_unique<DebugWindow>();
    w().write(u"lib.js"_s, library);
    w().write(u"types.ts"_s, typed);
    w().openScript(w().write(u"main.js"_s, mainScript));
}

/// A click on its tab.
void TestDebugFiles::turnTo(const QString &file)
{
    for (int i = 0; i < bar().count(); ++i) {
        if (bar().tabText(i).startsWith(file))
            QTest::mouseClick(&bar(), Qt::LeftButton, {}, bar().tabRect(i).center() - QPoint(12, 0));
    }
    QCOMPARE(w().title(), file);
}

void TestDebugFiles::stopsInTheTabOfAnImportedFile()
{
    w().openScript(w().path(u"lib.js"_s));
    w().clickMargin(2);
    QVERIFY(w().isMarked(2, ScriptEditor::FirstBreakpointMarker));
    w().openScript(w().path(u"types.ts"_s));
    w().clickMargin(4);
    turnTo(u"main.js"_s);
    QVERIFY(!w().isMarked(2, ScriptEditor::FirstBreakpointMarker));
    Session *session = &w().session();
    w().editor().setFocus();
    w().press(Qt::Key_F5);
    QVERIFY(w().standsAt(u"lib.js"_s, 2));
    QVERIFY(w().isMarked(2, ScriptEditor::PausedLineMarker));
    QVERIFY(w().editor().hasFocus());
    QCOMPARE(&w().session(), session); // the panels stay with the run
    QTRY_VERIFY(w().shown("debugger", u"Paused at a breakpoint · lib.js:2"_s));
    QTRY_VERIFY(w().editor().lineNotes().value(1).contains(u"n = 21"_s));

    w().press(Qt::Key_F10);
    QVERIFY(w().standsAt(u"lib.js"_s, 3));
    QVERIFY(!w().isMarked(2, ScriptEditor::PausedMarker));
    QTRY_VERIFY(w().editor().lineNotes().value(2).contains(u"doubled = 42"_s));
    w().press(Qt::Key_F11, Qt::ShiftModifier); // out of it
    QTRY_VERIFY(w().title() == u"main.js"_s);
    QTRY_VERIFY(w().debugger().isPaused());
    w().press(Qt::Key_F5);
    QVERIFY(w().standsAt(u"types.ts"_s, 4));
    turnTo(u"lib.js"_s);
    QVERIFY(!w().isMarked(3, ScriptEditor::PausedMarker));
    turnTo(u"types.ts"_s);
    QVERIFY(w().isMarked(4, ScriptEditor::PausedMarker));
    w().press(Qt::Key_F5);
    QVERIFY(w().hasFinished());
    QVERIFY(w().consoleText().contains(u"got 21"_s));
    QVERIFY(!w().isMarked(4, ScriptEditor::PausedMarker));
}

void TestDebugFiles::opensTheFileThatIsSteppedInto()
{
    w().clickMargin(5);
    w().press(Qt::Key_F5);
    QVERIFY(w().standsAt(u"main.js"_s, 5));
    const int tabs = bar().count();
    w().press(Qt::Key_F11);
    QVERIFY(w().standsAt(u"lib.js"_s, 2));
    QCOMPARE(bar().count(), tabs + 1);
    w().press(Qt::Key_F11, Qt::ShiftModifier);
    QTRY_COMPARE(w().title(), u"main.js"_s);
    QTRY_VERIFY(w().debugger().isPaused());
    w().press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!w().session().status()->isBusy(), 10000);
}

void TestDebugFiles::choosesFrames()
{
    w().openScript(w().path(u"lib.js"_s));
    w().clickMargin(3);
    turnTo(u"main.js"_s);
    w().editor().setFocus();
    w().press(Qt::Key_F5);
    QVERIFY(w().standsAt(u"lib.js"_s, 3));
    w().window().resize(1800, 1300); // in two columns, so that the call stack is in view
    const auto isInView = [this](const QString &text) {
        const QQuickItem *item = w().shown("debugger", text);
        return item && item->mapToScene({0, item->height()}).y() < w().panel("debugger")->height();
    };
    QTRY_VERIFY(isInView(u"default"_s));
    w().click("debugger", w().shown("debugger", u"default"_s)); // a click on the caller
    QVERIFY(w().standsAt(u"main.js"_s, 5, ScriptEditor::FrameMarker));
    QVERIFY(!w().isMarked(3, ScriptEditor::PausedMarker));
    QTRY_VERIFY(w().editor().lineNotes().value(4).contains(u"n = 21"_s));
    w().click("debugger", w().shown("debugger", u"twice"_s));
    QVERIFY(w().standsAt(u"lib.js"_s, 3));
    w().press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!w().session().status()->isBusy(), 10000);
}

void TestDebugFiles::leavesWhoLooksElsewhere()
{
    w().clickMargin(4);
    w().press(Qt::Key_F5);
    QVERIFY(w().standsAt(u"main.js"_s, 4));
    Debugger &debugger = w().debugger();
    w().openScript(w().write(u"other.js"_s, "export default function () {}\n"));
    QVERIFY(&w().debugger() != &debugger);
    debugger.resume(u"over"_s);
    QTRY_COMPARE(debugger.framePlace().line, 5);
    debugger.resume(u"into"_s);
    QTRY_COMPARE(debugger.framePlace().file, w().path(u"lib.js"_s));
    QCOMPARE(w().title(), u"other.js"_s);
    w().openScript(w().path(u"lib.js"_s)); // opened by hand it belongs to the run
    QCOMPARE(&w().debugger(), &debugger);
    QVERIFY(w().isMarked(2, ScriptEditor::PausedMarker));
    w().press(Qt::Key_F10);
    QVERIFY(w().standsAt(u"lib.js"_s, 3));
    turnTo(u"main.js"_s);
    w().press(Qt::Key_W, Qt::ControlModifier); // its tab goes, and with it the run
    turnTo(u"lib.js"_s);
    QVERIFY(&w().debugger() != &debugger);
    QVERIFY(!w().isMarked(3, ScriptEditor::PausedMarker));
    QCOMPARE(w().debugger().state(), Debugger::Off);
}

void TestDebugFiles::runsTheScriptAgainFromItsImport()
{
    w().clickMargin(5);
    w().press(Qt::Key_F5);
    QVERIFY(w().standsAt(u"main.js"_s, 5));
    w().press(Qt::Key_F11);
    QVERIFY(w().standsAt(u"lib.js"_s, 2));
    w().press(Qt::Key_F5);
    QVERIFY(w().hasFinished());
    QCOMPARE(w().title(), u"lib.js"_s);
    w().press(Qt::Key_F5); // debugs main.js, of which lib.js is a part
    QVERIFY(w().standsAt(u"main.js"_s, 5));
    w().press(Qt::Key_F5);
    QVERIFY(w().hasFinished());
    turnTo(u"lib.js"_s);
    w().editor().setFocus();
    w().press(Qt::Key_F5, Qt::ControlModifier); // runs lib.js alone, which is no test
    QVERIFY(w().says(u"function 'default' not found in exports"_s));
    QVERIFY(!w().consoleText().contains(u"got 21"_s));
}

void TestDebugFiles::saysWhatIsNotSaved()
{
    w().openScript(w().path(u"lib.js"_s));
    QTest::keyClicks(&w().editor(), u" "_s);
    turnTo(u"main.js"_s);
    w().clickMargin(7);
    w().editor().setFocus();
    w().press(Qt::Key_F5);
    QVERIFY(w().standsAt(u"main.js"_s, 7));
    QVERIFY(w().says(u"lib.js has changes that are not saved: this run reads the file."_s));
    w().press(Qt::Key_F5);
    QVERIFY(w().hasFinished());
    turnTo(u"lib.js"_s);
    w().editor().setModified(false); // no question at the end
}

void TestDebugFiles::foldersWithSpaces()
{
    QVERIFY(QDir(w().path({})).mkdir(u"my scripts"_s));
    w().write(u"my scripts/lib.js"_s, library);
    w().write(u"my scripts/types.ts"_s, typed);
    w().openScript(w().write(u"my scripts/main.js"_s, mainScript));
    w().clickMargin(5);
    w().press(Qt::Key_F5);
    QVERIFY(w().standsAt(u"main.js"_s, 5));
    w().press(Qt::Key_F11);
    QVERIFY(w().standsAt(u"lib.js"_s, 2));
    QCOMPARE(w().window().document().path(), w().path(u"my scripts/lib.js"_s));
    w().press(Qt::Key_F5);
    QVERIFY(w().hasFinished());
}

QTEST_MAIN(TestDebugFiles)
#include "tst_debug_files.moc"
