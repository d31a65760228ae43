// SPDX-License-Identifier: GPL-3.0-or-later
// Debugging through the window, by key and mouse events as a person's, with the real engine and a real peer.
#include "breakpoint_dialog.h"
#include "breakpoint_margin.h"
#include "console_prompt.h"
#include "hand_window.h"
#include "holding_peer.h"
#include "hover_values.h"
#include "menu_driver.h"
#include "models/debug/debugger.h"
#include "panel_dock.h"
#include "script_editor.h"

#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Phase = SessionStatus::Phase;

namespace {

const QByteArray script = R"(import { Socket } from "k6/x/tcp";
export default async function () {
  const socket = new Socket();
  let got = 0;
  socket.on("data", (data) => {
    got += data.length;
    socket.destroy();
  });
  await socket.connect(__ENV.TCP_PORT, "127.0.0.1");
  await socket.write("PING\r\n");
  console.log("sent", got);
}
)";

} // namespace

class TestDebugWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void clickStopStepContinue();
    void keysSetBreakpoints();
    void breakpointsFollowTheText();
    void conditionsAndMessages();
    void promptSeesTheFrame();
    void runsWithoutStopping();
    void stopsAndPauses();
    void isRemembered();
    void hoverExpressions_data();
    void hoverExpressions();

private:
    MainWindow &window() { return m_fixture->window(); }
    ScriptEditor &editor() { return window().editor(); }
    Debugger &debugger() { return m_fixture->session().debugger(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { m_fixture->press(key, modifiers); }
    void clickMargin(int line);
    [[nodiscard]] bool standsAt(int line);
    [[nodiscard]] bool isMarked(int line, ScriptEditor::Marker marker)
    {
        return (editor().markersAtLine(line - 1) & (1U << marker)) != 0;
    }

    std::unique_ptr<HoldingPeer> m_peer;
    std::unique_ptr<HandWindow> m_fixture;
};

void TestDebugWindow::init()
{
    m_peer = std::make_unique<HoldingPeer>();
    QVERIFY(m_peer->isListening());
    qputenv("TCP_PORT", QByteArray::number(m_peer->port()));
    m_fixture = std::make_unique<HandWindow>();
    QVERIFY(window().openScript(m_fixture->write(u"ping.js"_s, script)));
    editor().setFocus();
}

void TestDebugWindow::cleanup()
{
    m_fixture.reset();
    m_peer.reset();
}

void TestDebugWindow::clickMargin(int line)
{
    const auto position = editor().SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, line - 1);
    const auto y = static_cast<int>(editor().SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, position));
    QTest::mouseClick(editor().viewport(), Qt::LeftButton, {}, {8, y + 6});
}

bool TestDebugWindow::standsAt(int line)
{
    return QTest::qWaitFor([&] { return debugger().isPaused() && isMarked(line, ScriptEditor::PausedMarker); }, 20000);
}

void TestDebugWindow::clickStopStepContinue()
{
    clickMargin(10);
    QVERIFY(isMarked(10, ScriptEditor::FirstBreakpointMarker));
    press(Qt::Key_F5);
    QVERIFY(standsAt(10));
    QVERIFY(isMarked(10, ScriptEditor::PausedLineMarker));
    QCOMPARE(m_fixture->session().status()->word(), u"paused"_s);
    QVERIFY(window().findChild<QWidget *>(u"debugger"_s)->isVisible());
    QTRY_VERIFY(m_fixture->panel("debugger"));
    QVERIFY(m_fixture->shown("debugger", u"Paused at a breakpoint · ping.js:10"_s));
    QTRY_VERIFY(m_fixture->shown("debugger", u"got"_s));
    QTRY_VERIFY(m_fixture->shown("debugger", u"ping.js:10"_s)); // the call stack
    QCOMPARE(m_peer->received(), 0);
    const QModelIndex socket = m_fixture->journal().sockets()->index(0);
    QTRY_COMPARE(socket.data(SocketsModel::StateRole).toInt(), int(SocketsModel::Open));
    QTRY_VERIFY(editor().lineNotes().value(4).contains(u"got = 0"_s)); // values behind the lines

    press(Qt::Key_F10); // over `await socket.write(...)`
    QVERIFY(standsAt(11));
    QVERIFY(!isMarked(10, ScriptEditor::PausedMarker));
    QTRY_COMPARE(m_peer->received(), 6);
    QTRY_VERIFY(m_fixture->shown("debugger", u"Paused after a step · ping.js:11"_s));

    press(Qt::Key_F5);
    QTRY_COMPARE(debugger().state(), Debugger::Running);
    QTRY_VERIFY(!isMarked(11, ScriptEditor::PausedMarker));
    QVERIFY(editor().lineNotes().isEmpty());
    m_peer->answer("+OK\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->phase(), Phase::Finished, 10000);
    QCOMPARE(debugger().state(), Debugger::Off);
    QTRY_VERIFY(m_fixture->consoleText().contains(u"sent 0"_s));
    QVERIFY(isMarked(10, ScriptEditor::FirstBreakpointMarker)); // it stays
    clickMargin(10);
    QVERIFY(!isMarked(10, ScriptEditor::FirstBreakpointMarker));
}

void TestDebugWindow::keysSetBreakpoints()
{
    editor().goTo(6);
    press(Qt::Key_F9);
    QVERIFY(isMarked(6, ScriptEditor::FirstBreakpointMarker));
    editor().goTo(4);
    press(Qt::Key_F9);
    press(Qt::Key_F5);
    QVERIFY(standsAt(4));
    editor().goTo(9);
    press(Qt::Key_F10, Qt::ControlModifier); // to the cursor
    QVERIFY(standsAt(9));
    press(Qt::Key_F5);
    QTRY_COMPARE(m_peer->received(), 6);
    m_peer->answer("+OK\r\n");
    QVERIFY(standsAt(6)); // in the handler
    QVERIFY(m_fixture->shown("debugger", u"handles data of socket 1"_s));
    press(Qt::Key_F11);
    QVERIFY(standsAt(7));
    press(Qt::Key_F5);
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->phase(), Phase::Finished, 10000);
    press(Qt::Key_F9, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!isMarked(6, ScriptEditor::FirstBreakpointMarker));
}

void TestDebugWindow::breakpointsFollowTheText()
{
    clickMargin(10);
    clickMargin(11);
    editor().goTo(1);
    QTest::keyClick(&editor(), Qt::Key_Return);
    QVERIFY(isMarked(11, ScriptEditor::FirstBreakpointMarker));
    QVERIFY(isMarked(12, ScriptEditor::FirstBreakpointMarker));
    QVERIFY(!isMarked(10, ScriptEditor::FirstBreakpointMarker));
    press(Qt::Key_F5); // what is not saved runs
    QVERIFY(standsAt(11));
    press(Qt::Key_F5);
    QVERIFY(standsAt(12));
    press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->session().status()->isBusy(), 10000);
    QVERIFY(!isMarked(12, ScriptEditor::PausedMarker));
    editor().undo();
    QVERIFY(isMarked(10, ScriptEditor::FirstBreakpointMarker));
    editor().setModified(false); // no question at the end
}

void TestDebugWindow::conditionsAndMessages()
{
    const auto edit = [&](int line, const char *field, const QString &text) {
        editor().goTo(line);
        withNextDialog<BreakpointDialog>([&](BreakpointDialog &dialog) {
            const QList<QLineEdit *> lines = dialog.findChildren<QLineEdit *>();
            for (QLineEdit *edited : lines) {
                if (edited->accessibleName() == QString::fromLatin1(field))
                    QTest::keyClicks(edited, text);
            }
            QTest::keyClick(&dialog, Qt::Key_Return);
        });
        press(Qt::Key_F9, Qt::ControlModifier);
        QVERIFY(m_fixture->comesBack());
        editor().setFocus();
    };
    edit(10, "Condition", u"got > 100"_s);
    edit(4, "Message", u"made {typeof socket}"_s);
    edit(11, "Condition", u"got === 0"_s);
    BreakpointMargin &margin = *window().current().margin();
    QCOMPARE(margin.iconAt(10), u"condition"_s);
    QCOMPARE(margin.iconAt(4), u"logpoint"_s);
    QCOMPARE(margin.toolTip(10), u"Breakpoint, line 10\nif got > 100"_s);
    press(Qt::Key_F5);
    QVERIFY(standsAt(11));
    QTRY_VERIFY(m_fixture->consoleText().contains(u"made \"object\" (ping.js:4)"_s));
    debugger().breakpoints()->setEnabled(0, false);
    QCOMPARE(margin.iconAt(4), u"logpoint-off"_s);
    press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->session().status()->isBusy(), 10000);
}

void TestDebugWindow::promptSeesTheFrame()
{
    clickMargin(10);
    press(Qt::Key_F5);
    QVERIFY(standsAt(10));
    ConsolePrompt &prompt = window().current().prompt();
    window().findChild<PanelDock *>(u"console"_s)->raise();
    QTRY_VERIFY(prompt.isVisible());
    QTRY_COMPARE(prompt.placeholder(), u"an expression in default, line 10, which stands still"_s);
    QTest::keyClicks(&prompt, u"got = socket.ready_state + 1"_s);
    QTest::keyClick(&prompt, Qt::Key_Return);
    QTRY_VERIFY(m_fixture->consoleText().contains(u"\"open1\""_s));
    QTRY_VERIFY(m_fixture->consoleText().contains(u"got = socket.ready_state + 1"_s));
    QTRY_VERIFY(editor().lineNotes().value(4).contains(u"\"open1\""_s)); // looked at again
    press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->session().status()->isBusy(), 10000);
    QVERIFY(!prompt.isVisible());
}

void TestDebugWindow::runsWithoutStopping()
{
    clickMargin(10);
    press(Qt::Key_F5, Qt::ControlModifier);
    QTRY_COMPARE(m_peer->received(), 6);
    QCOMPARE(debugger().state(), Debugger::Off);
    m_peer->answer("+OK\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->phase(), Phase::Finished, 10000);
}

void TestDebugWindow::stopsAndPauses()
{
    QVERIFY(window().openScript(m_fixture->write(u"loop.js"_s, "export default function () {\n"
                                                               "  let n = 0;\n"
                                                               "  while (n >= 0)\n"
                                                               "    n += 1;\n"
                                                               "}\n")));
    editor().setFocus();
    auto *buttons = window().findChild<QToolButton *>(u"debugButton"_s);
    press(Qt::Key_F5);
    QTRY_COMPARE(debugger().state(), Debugger::Running);
    QTRY_VERIFY(m_fixture->phase() == Phase::Running);
    QVERIFY(!buttons->isEnabled());
    press(Qt::Key_F6);
    QTRY_VERIFY_WITH_TIMEOUT(debugger().isPaused(), 10000);
    QTRY_VERIFY(isMarked(debugger().place().line, ScriptEditor::PausedMarker));
    QVERIFY(buttons->isEnabled());
    press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->session().status()->isBusy(), 10000);
}

void TestDebugWindow::isRemembered()
{
    clickMargin(10);
    debugger().watches()->add(u"got * 2"_s);
    m_fixture->reopen();
    QVERIFY(window().openScript(m_fixture->path(u"ping.js"_s)));
    QVERIFY(isMarked(10, ScriptEditor::FirstBreakpointMarker));
    QCOMPARE(debugger().watches()->index(0).data(VariableTree::NameRole).toString(), u"got * 2"_s);
    const QFile file(m_fixture->path(u"data/debugger.json"_s));
    QVERIFY(file.exists());
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
}

void TestDebugWindow::hoverExpressions_data()
{
    QTest::addColumn<QString>("line"); // | stands before the character under the pointer
    QTest::addColumn<QString>("expression");
    QTest::newRow("a name") << u"  let |got = 0"_s << u"got"_s;
    QTest::newRow("its end") << u"  let go|t = 0"_s << u"got"_s;
    QTest::newRow("a member") << u"socket.ready|_state"_s << u"socket.ready_state"_s;
    QTest::newRow("what it is of") << u"soc|ket.ready_state"_s << u"socket"_s;
    QTest::newRow("a chain") << u"f(a.b.|c.d)"_s << u"a.b.c"_s;
    QTest::newRow("of a call") << u"make().va|lue"_s << QString();
    QTest::newRow("a number") << u"x = 4|2"_s << QString();
    QTest::newRow("nothing") << u"x |= 4"_s << QString();
}

void TestDebugWindow::hoverExpressions()
{
    QFETCH(QString, line);
    QFETCH(const QString, expression);
    const qsizetype column = line.indexOf(u'|');
    line.remove(column, 1);
    QCOMPARE(HoverValues::expressionAt(line, column), expression);
}

QTEST_MAIN(TestDebugWindow)
#include "tst_debug_window.moc"
