// SPDX-License-Identifier: GPL-3.0-or-later
#include "holding_peer.h"
#include "panel_dock.h"
#include "script_document.h"
#include "script_editor.h"
#include "window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QTimer>
#include <QToolButton>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Phase = SessionStatus::Phase;

namespace {

const QByteArray waitingScript = R"(import { Socket } from "k6/x/tcp";
export default async function () {
  const socket = new Socket();
  socket.on("data", (data) => {
    console.log("got", data.length);
    socket.destroy();
  });
  await socket.connect(__ENV.TCP_PORT, "127.0.0.1");
  await socket.write("Hello, server!\r\n");
}
)";

const QByteArray endlessScript = R"(export default function () {
  console.log("going on");
  setInterval(() => {}, 1000);
}
)";

const QByteArray failingScript = R"(export default function () {
  console.log("before");
  undefined.boom;
}
)";

} // namespace

/// The window with real input events and the real engine against a real peer.
class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void runsAScript();
    void firstExampleTalksToTheBuiltInPeer();
    void consoleLinkGoesToTheLine();
    void timelineLinkGoesToTheLine();
    void linkOpensAnotherFile();
    void errorsAreMarked();
    void runsWhatIsNotSaved();
    void saysWhatIsWrongWithTheScript();
    void stops();
    void survivesTheEngine();
    void startsEmpty();
    void closingAsks_data();
    void closingAsks();
    void closingLeavesNoProcess();
    void remembersLayoutAndFiles();
    void detachedPanelGoesOn();
    void themesAndTextSizes();
    void keyboardReachesEveryPane();
    void controlsHaveNames();

private:
    void run() { QTest::keyClick(&m_fixture->window(), Qt::Key_F5); }
    QAction *action(const QString &menu, const QString &text);
    void answerNextBox(QMessageBox::StandardButton button);
    void goToByLink(const char *dock);

    std::unique_ptr<WindowFixture> m_fixture;
    QString m_boxText;
};

void TestMainWindow::init()
{
    qunsetenv("TCP_PORT");
    m_fixture = std::make_unique<WindowFixture>();
    m_boxText.clear();
}

void TestMainWindow::cleanup()
{
    m_fixture.reset();
    Theme::instance()->setScale(1);
}

QAction *TestMainWindow::action(const QString &menu, const QString &text)
{
    const auto named = [](const QList<QAction *> &actions, const QString &name) -> QAction * {
        for (QAction *candidate : actions) {
            if (candidate->text().remove(u'&') == name)
                return candidate;
        }
        return nullptr;
    };
    QMenu *found = named(m_fixture->window().menuBar()->actions(), menu)->menu();
    Q_EMIT found->aboutToShow();
    for (const QString &part : text.split(u'>')) {
        QAction *entry = named(found->actions(), part);
        if (!entry || !entry->menu())
            return entry;
        found = entry->menu();
        Q_EMIT found->aboutToShow();
    }
    return nullptr;
}

void TestMainWindow::answerNextBox(QMessageBox::StandardButton button)
{
    QTimer::singleShot(0, this, [this, button] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        QVERIFY(box);
        m_boxText = box->text();
        QTest::mouseClick(box->button(button), Qt::LeftButton);
    });
}

void TestMainWindow::runsAScript()
{
    HoldingPeer peer;
    QVERIFY(peer.isListening());
    qputenv("TCP_PORT", QByteArray::number(peer.port()));
    QVERIFY(m_fixture->window().openScript(m_fixture->write(u"waiting.js"_s, waitingScript)));
    run();
    QTRY_VERIFY(m_fixture->shown("sockets", u"open"_s));
    QCOMPARE(m_fixture->phase(), Phase::Running);
    QTRY_COMPARE(peer.received(), 16);
    QTRY_VERIFY(m_fixture->shown("sockets", u"16 B"_s));
    QVERIFY(m_fixture->shown("sockets", u"127.0.0.1:%1"_s.arg(peer.port())));
    QVERIFY(m_fixture->session().status()->peer().isEmpty()); // the environment named one

    peer.answer("+OK\r\n");
    QTRY_VERIFY(m_fixture->shown("sockets", u"destroyed"_s));
    QTRY_COMPARE(m_fixture->phase(), Phase::Finished);
    QTRY_COMPARE(m_fixture->journal().state(), JournalSession::Ended); // all of it has been read
    const QModelIndex socket = m_fixture->journal().sockets()->index(0);
    QCOMPARE(socket.data(SocketsModel::BytesSentRole).toLongLong(), peer.received());
    QCOMPARE(socket.data(SocketsModel::BytesReceivedRole).toLongLong(), peer.sent());
    QTRY_VERIFY(m_fixture->shown("sockets", u"5 B"_s));
    QTRY_COMPARE(m_fixture->consoleText(), u"got 5"_s);
    QTRY_COMPARE(m_fixture->session().engineProcessId(), 0);
}

void TestMainWindow::firstExampleTalksToTheBuiltInPeer()
{
    QVERIFY(m_fixture->window().openScript({}));
    QCOMPARE(m_fixture->window().document().name(), u"hello.js"_s);
    run();
    QTRY_COMPARE(m_fixture->phase(), Phase::Finished);
    QVERIFY2(m_fixture->session().status()->peer().startsWith(u"built-in echo on 127.0.0.1:"_s),
             qPrintable(m_fixture->session().status()->peer()));
    QTRY_VERIFY(m_fixture->consoleText().contains(u"received: Hello, server!"_s));
    m_fixture->window().resize(1280, 1600); // for the timeline to show all
    QTRY_VERIFY(m_fixture->shown("timeline", u"sent"_s));
    QTRY_VERIFY(m_fixture->shown("timeline", u"received"_s));
}

void TestMainWindow::goToByLink(const char *dock)
{
    m_fixture->window().resize(1280, 1400); // room for all rows
    QVERIFY(m_fixture->window().openScript(m_fixture->write(u"failing.js"_s, failingScript)));
    run();
    QTRY_COMPARE(m_fixture->phase(), Phase::Finished);
    QTRY_VERIFY(m_fixture->shown(dock, u"failing.js:2:14"_s)); // where the call's parenthesis is, as k6 counts
    m_fixture->click(dock, m_fixture->shown(dock, u"failing.js:2:14"_s));
    QCOMPARE(m_fixture->window().editor().currentLine(), 2);
}

void TestMainWindow::consoleLinkGoesToTheLine()
{
    goToByLink("console");
}

void TestMainWindow::timelineLinkGoesToTheLine()
{
    goToByLink("timeline");
}

void TestMainWindow::linkOpensAnotherFile()
{
    const QString other = m_fixture->write(u"other.js"_s, "one\ntwo\nthree\n");
    QVERIFY(m_fixture->window().openScript(m_fixture->write(u"failing.js"_s, failingScript)));
    m_fixture->window().goTo(u"file://"_s + other, 3, 1);
    QCOMPARE(m_fixture->window().document().path(), other);
    QCOMPARE(m_fixture->window().editor().currentLine(), 3);
}

void TestMainWindow::errorsAreMarked()
{
    QVERIFY(m_fixture->window().openScript(m_fixture->write(u"failing.js"_s, failingScript)));
    run();
    QTRY_COMPARE(m_fixture->window().editor().errorLines(), QList<int>{3});
    QTRY_VERIFY(m_fixture->shown("console", u"error"_s));
    m_fixture->window().editor().setText(u"export default function () {\n\n\n}\n"_s);
    QTRY_COMPARE(m_fixture->phase(), Phase::Finished);
    run();
    QTRY_COMPARE(m_fixture->phase(), Phase::Finished);
    QVERIFY(m_fixture->window().editor().errorLines().isEmpty());
    m_fixture->window().editor().setModified(false);
}

void TestMainWindow::runsWhatIsNotSaved()
{
    const QString path = m_fixture->write(u"failing.js"_s, failingScript);
    QVERIFY(m_fixture->window().openScript(path));
    m_fixture->window().editor().insertAt(u"console.log('typed just now');\n"_s, 0, 0);
    QVERIFY(m_fixture->window().isWindowModified());
    run();
    QTRY_VERIFY(m_fixture->consoleText().contains(u"typed just now"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), failingScript);
    m_fixture->window().editor().setModified(false);
}

void TestMainWindow::saysWhatIsWrongWithTheScript()
{
    QVERIFY(
        m_fixture->window().openScript(m_fixture->write(u"bad.js"_s, "export default function () {\n  let = ;\n}\n")));
    run();
    QTRY_COMPARE(m_fixture->phase(), Phase::Failed);
    QTRY_VERIFY2(m_fixture->consoleText().contains(u"bad.js"_s), qPrintable(m_fixture->consoleText()));
    QVERIFY(m_fixture->session().status()->detail().contains(u"107"_s));
}

void TestMainWindow::stops()
{
    QVERIFY(m_fixture->window().openScript(m_fixture->write(u"endless.js"_s, endlessScript)));
    run();
    QTRY_VERIFY(m_fixture->consoleText().contains(u"going on"_s));
    run(); // while it runs: nothing
    QTest::keyClick(&m_fixture->window(), Qt::Key_F5, Qt::ShiftModifier);
    QCOMPARE(m_fixture->phase(), Phase::Stopping);
    QTRY_VERIFY(!m_fixture->session().status()->isBusy());
    QVERIFY(m_fixture->phase() != Phase::Gone);
    QTRY_COMPARE(m_fixture->session().engineProcessId(), 0);
}

void TestMainWindow::survivesTheEngine()
{
    QVERIFY(m_fixture->window().openScript(m_fixture->write(u"endless.js"_s, endlessScript)));
    run();
    QTRY_VERIFY(m_fixture->consoleText().contains(u"going on"_s));
    QCOMPARE(::kill(pid_t(m_fixture->session().engineProcessId()), SIGKILL), 0);
    QTRY_COMPARE(m_fixture->phase(), Phase::Gone);
    QTRY_VERIFY(m_fixture->consoleText().contains(u"SIGKILL"_s));
    QVERIFY(m_fixture->consoleText().indexOf(u"going on"_s) < m_fixture->consoleText().indexOf(u"SIGKILL"_s));
    m_fixture->window().editor().setText(u"export default function () { console.log('again'); }\n"_s);
    run();
    QTRY_COMPARE(m_fixture->phase(), Phase::Finished);
    QTRY_COMPARE(m_fixture->consoleText(), u"again"_s);
}

void TestMainWindow::startsEmpty()
{
    QVERIFY(m_fixture->shown("lifecycle", u"No sockets yet"_s));
    QVERIFY(m_fixture->shown("bytes", u"No bytes yet"_s));
    QVERIFY(m_fixture->shown("timeline", u"No events yet"_s));
    QVERIFY(m_fixture->shown("console", u"Nothing evaluated yet"_s));
    QCOMPARE(m_fixture->phase(), Phase::Idle);
}

void TestMainWindow::closingAsks_data()
{
    QTest::addColumn<QMessageBox::StandardButton>("answer");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QByteArray>("onDisk");
    QTest::newRow("cancel") << QMessageBox::Cancel << false << QByteArray("old\n");
    QTest::newRow("discard") << QMessageBox::Discard << true << QByteArray("old\n");
    QTest::newRow("save") << QMessageBox::Save << true << QByteArray("xold\n");
}

void TestMainWindow::closingAsks()
{
    QFETCH(const QMessageBox::StandardButton, answer);
    const QString path = m_fixture->write(u"script.js"_s, "old\n");
    QVERIFY(m_fixture->window().openScript(path));
    QTest::keyClicks(&m_fixture->window().editor(), u"x"_s);
    answerNextBox(answer);
    QTEST(m_fixture->window().close(), "closes");
    QVERIFY(m_boxText.contains(u"script.js"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QTEST(file.readAll(), "onDisk");
}

void TestMainWindow::closingLeavesNoProcess()
{
    QVERIFY(m_fixture->window().openScript(m_fixture->write(u"endless.js"_s, endlessScript)));
    run();
    QTRY_VERIFY(m_fixture->consoleText().contains(u"going on"_s));
    const qint64 engine = m_fixture->session().engineProcessId();
    QVERIFY(engine > 0);
    const QString journal = m_fixture->journal().path();
    QVERIFY(QFile::exists(journal));
    QVERIFY(m_fixture->window().close());
    QVERIFY(::kill(pid_t(engine), 0) != 0);
    QVERIFY(!QFile::exists(journal));
}

void TestMainWindow::remembersLayoutAndFiles()
{
    const QString path = m_fixture->write(u"script.js"_s, "old\n");
    QVERIFY(m_fixture->window().openScript(path));
    auto *timeline = m_fixture->window().findChild<PanelDock *>(u"timeline"_s);
    timeline->close();
    m_fixture->window().resize(1000, 700);
    QVERIFY(m_fixture->window().close());
    m_fixture->reopen();
    QVERIFY(m_fixture->window().openScript(path));
    QVERIFY(!m_fixture->window().findChild<PanelDock *>(u"timeline"_s)->isVisible());
    QVERIFY(m_fixture->window().findChild<PanelDock *>(u"console"_s)->isVisible());
    QCOMPARE(m_fixture->window().size(), QSize(1000, 700));
    QAction *recent = action(u"File"_s, u"Open Recent>"_s + path);
    QVERIFY(recent);
    recent->trigger();
    QCOMPARE(m_fixture->window().document().path(), path);
    action(u"View"_s, u"Reset Layout"_s)->trigger();
    QVERIFY(m_fixture->window().findChild<PanelDock *>(u"timeline"_s)->isVisible());
}

void TestMainWindow::detachedPanelGoesOn()
{
    QVERIFY(m_fixture->window().openScript({}));
    auto *console = m_fixture->window().findChild<PanelDock *>(u"console"_s);
    console->setFloating(true);
    QVERIFY(QTest::qWaitForWindowExposed(console));
    run();
    QTRY_VERIFY(m_fixture->shown("console", u"received: Hello, server!"_s));
    console->setFloating(false);
    QTRY_VERIFY(m_fixture->shown("console", u"received: Hello, server!"_s));
}

void TestMainWindow::themesAndTextSizes()
{
    QVERIFY(m_fixture->window().openScript({}));
    action(u"View"_s, u"Theme>Dark"_s)->trigger();
    QVERIFY(Theme::instance()->isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), ColorScheme::dark().window);
    action(u"View"_s, u"Theme>Light"_s)->trigger();
    QVERIFY(!Theme::instance()->isDark());
    QVERIFY(action(u"View"_s, u"Theme>Light"_s)->isChecked());
    action(u"View"_s, u"Text Size>For a Classroom"_s)->trigger();
    QCOMPARE(Theme::instance()->scale(), Appearance::ClassroomScale);
    QTest::keyClick(&m_fixture->window().editor(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(Theme::instance()->scale(), 1.0);
    QTest::keyClick(&m_fixture->window().editor(), Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(Theme::instance()->scale(), 1.1);
    QCOMPARE(m_fixture->settings().value("view/theme").toString(), u"light"_s);
}

void TestMainWindow::keyboardReachesEveryPane()
{
    QVERIFY(m_fixture->window().openScript({}));
    for (const QString &front : {u"sockets"_s, u"timeline"_s, u"console"_s}) // once the layout has settled
        QTRY_VERIFY(m_fixture->window().findChild<PanelDock *>(front)->isInFront());
    m_fixture->window().editor().setFocus();
    QStringList visited;
    for (int i = 0; i < 4; ++i) {
        visited += QApplication::focusWidget()->accessibleName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    }
    QCOMPARE(visited, (QStringList{u"Script"_s, u"Sockets"_s, u"Timeline"_s, u"Console"_s}));
    QCOMPARE(QApplication::focusWidget(), &m_fixture->window().editor());
}

void TestMainWindow::controlsHaveNames()
{
    const QList<QToolButton *> buttons = m_fixture->window().findChildren<QToolButton *>();
    QVERIFY(buttons.size() >= 11);
    for (const QToolButton *button : buttons) {
        if (button->objectName().startsWith(u"qt_"_s) || button->objectName().startsWith(u"Scroll"_s)) // Qt's own
            continue;
        QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(), qPrintable(button->objectName()));
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->text()));
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
