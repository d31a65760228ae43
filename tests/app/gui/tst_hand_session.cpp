// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions by hand in the real window, by key events, with the real engine and real peers.
#include "hand_window.h"
#include "script_editor.h"
#include "support/test_peers.h"

#include <QInputDialog>
#include <QMenu>
#include <QSet>
#include <QSignalSpy>
#include <QTimer>
#include <QToolButton>

#include <atomic>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using Phase = SessionStatus::Phase;
using State = SocketsModel::State;

namespace {

bool isAlive(qint64 process)
{
    return ::kill(pid_t(process), 0) == 0;
}

} // namespace

class TestHandSession : public HandWindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void connectsAgainAndAgain();
    void cancelsAConnect();
    void peerClosesFirst();
    void halfClose();
    void idleTimeout();
    void secondSocket();
    void takesOverAScriptsSocket();
    void tenSessions();
    void closingTheWindowEndsAllEngines();
    void promptRemembers();
    void promptCompletesALongerSnippet();
    void interruptKeepsTheSocket();
    void shortcutsWorkFromThePrompt();

private:
    [[nodiscard]] QVariant ofSocket(int row, int role) { return m_window->journal().sockets()->index(row).data(role); }
    [[nodiscard]] QAction *more(const QString &text);
};

QAction *TestHandSession::more(const QString &text)
{
    const QMenu *menu = m_window->window().connection().findChild<QToolButton *>(u"socketMenu"_s)->menu();
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (action->text().remove(u'&').startsWith(text))
            return action;
    }
    return nullptr;
}

/// Each connection after a disconnect is a socket of its own in the same session and engine.
void TestHandSession::connectsAgainAndAgain()
{
    const Peer peer(behaviour::echo());
    QSet<qint64> engines;
    for (int round = 1; round <= 3; ++round) {
        m_window->connectTo(peer.port());
        QTRY_COMPARE(m_window->journal().sockets()->rowCount(), round);
        QVERIFY(m_window->isOpen());
        QTRY_COMPARE(m_window->toggle()->text(), u"Disconnect"_s);
        QVERIFY(!m_window->target()->isEnabled());
        engines += m_window->session().engineProcessId();
        m_window->send(u"round %1"_s.arg(round));
        QTRY_COMPARE(m_window->socket().bytesReceived(), 9);
        QCOMPARE(m_window->socket().bytesSent(), 9);
        QTest::mouseClick(m_window->toggle(), Qt::LeftButton);
        QVERIFY(m_window->isDestroyed());
        QTRY_COMPARE(peer.openConnections(), 0);
        QTRY_COMPARE(m_window->toggle()->text(), u"Connect"_s);
        m_window->send(u"too late"_s);
        QCOMPARE(m_window->window().composer().status().sentence(), u"Connect first"_s);
    }
    QCOMPARE(engines.size(), 1);
    QCOMPARE(peer.connections(), 3);
    QCOMPARE(peer.bytesReceived(), 27);
    QCOMPARE(m_window->window().current().title(), u"127.0.0.1:%1"_s.arg(peer.port()));
}

void TestHandSession::cancelsAConnect()
{
    const FullBacklogPeer peer;
    m_window->connectTo(peer.port());
    QTRY_COMPARE(m_window->socket().state(), State::Opening);
    QTRY_COMPARE(m_window->toggle()->text(), u"Cancel"_s);
    m_window->press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_window->isDestroyed());
    QVERIFY(m_window->isUsable());
}

void TestHandSession::peerClosesFirst()
{
    const Peer peer(behaviour::fin("bye"));
    m_window->connectTo(peer.port());
    QTRY_COMPARE(m_window->socket().bytesReceived(), 3);
    QTRY_VERIFY2(m_window->socket().cause().contains(u"FIN"_s), qPrintable(m_window->socket().cause()));
    QTRY_COMPARE(m_window->toggle()->text(), u"Connect"_s);
    QVERIFY(m_window->isUsable());
}

/// The peer sees the end of what was sent, and what it answers then still arrives.
void TestHandSession::halfClose()
{
    std::atomic<bool> sawEnd{false};
    const Peer peer([&](PeerConnection &connection) {
        while (!connection.receive().isEmpty())
            ;
        sawEnd = true;
        connection.send("all of it: goodbye\n");
    });
    m_window->connectTo(peer.port());
    QVERIFY(m_window->isOpen());
    m_window->send(u"the last line"_s);
    QTRY_COMPARE(peer.bytesReceived(), 15);
    QVERIFY(!sawEnd);
    more(u"Half-close"_s)->trigger();
    QTRY_VERIFY(sawEnd);
    QTRY_COMPARE(m_window->socket().bytesReceived(), 19);
    QVERIFY(m_window->says(u"await halfClose(socket)"_s));
}

void TestHandSession::idleTimeout()
{
    const Peer peer(behaviour::silent());
    m_window->connectTo(peer.port());
    QVERIFY(m_window->isOpen());
    QTimer::singleShot(0, this, [] {
        auto *dialog = qobject_cast<QInputDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        dialog->setIntValue(50);
        QTest::keyClick(dialog, Qt::Key_Return);
    });
    more(u"Idle Timeout"_s)->trigger();
    QVERIFY(m_window->says(u"socket.setTimeout(50)"_s));
    QTRY_VERIFY(ofSocket(0, SocketsModel::TimeoutsRole).toInt() >= 1);
    QCOMPARE(m_window->socket().state(), State::Open); // it only tells
}

/// What is sent goes to the socket that is shown.
void TestHandSession::secondSocket()
{
    const Peer first(behaviour::sink());
    const Peer second(behaviour::sink());
    m_window->connectTo(first.port());
    QVERIFY(m_window->isOpen());
    m_window->enter(u"const other = new Socket(); await other.connect(%1, '127.0.0.1')"_s.arg(second.port()));
    QTRY_COMPARE(m_window->socket().number(), 2U);
    QVERIFY(m_window->isOpen());
    m_window->send(u"to the second"_s);
    QTRY_COMPARE(second.bytesReceived(), 15);
    QVERIFY(m_window->says(u"await sockets[2].write("_s));
    m_window->session().view()->cursor()->selectSocket(1);
    QCOMPARE(m_window->socket().number(), 1U);
    m_window->send(u"first"_s);
    QTRY_COMPARE(first.bytesReceived(), 7);
    QCOMPARE(second.bytesReceived(), 15);
    QTest::mouseClick(m_window->toggle(), Qt::LeftButton); // disconnects the one that is shown
    QTRY_COMPARE(first.openConnections(), 0);
    QCOMPARE(second.openConnections(), 1);
    m_window->session().view()->cursor()->selectSocket(2);
    QTRY_COMPARE(m_window->toggle()->text(), u"Disconnect"_s);
    QTest::mouseClick(m_window->toggle(), Qt::LeftButton);
    QTRY_COMPARE(second.openConnections(), 0);
}

/// A script opens the connection, a person goes on with it.
void TestHandSession::takesOverAScriptsSocket()
{
    const Peer peer(behaviour::echo());
    const QByteArray script = "import { Socket } from 'k6/x/tcp'\n"
                              "export default async function () {\n"
                              "  const s = new Socket()\n"
                              "  await s.connect(" +
                              QByteArray::number(peer.port()) +
                              ", '127.0.0.1')\n"
                              "  await s.write('HELLO\\r\\n')\n"
                              "}\n";
    QVERIFY(m_window->window().openScript(m_window->write(u"login.js"_s, script)));
    m_window->press(Qt::Key_F5, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(m_window->isOpen());
    QTRY_COMPARE(m_window->socket().bytesReceived(), 7);
    QCOMPARE(m_window->phase(), Phase::Ready);
    m_window->send(u"by hand"_s);
    QTRY_COMPARE(m_window->socket().bytesReceived(), 16);
    QVERIFY(m_window->says(u"await sockets[1].write("_s));
    QTest::mouseClick(m_window->toggle(), Qt::LeftButton);
    QVERIFY(m_window->isDestroyed());
    QTRY_COMPARE(peer.openConnections(), 0);
}

/// Each in an engine of its own, which ends with its tab.
void TestHandSession::tenSessions()
{
    const Peer peer(behaviour::echo());
    QSet<qint64> engines;
    for (int i = 0; i < 10; ++i) {
        if (i > 0)
            m_window->press(Qt::Key_T, Qt::ControlModifier);
        m_window->connectTo(peer.port());
        QVERIFY(m_window->isOpen());
        m_window->send(u"x"_s.repeated(i + 1));
        QTRY_COMPARE(m_window->socket().bytesReceived(), i + 3);
        engines += m_window->session().engineProcessId();
    }
    QCOMPARE(engines.size(), 10);
    QCOMPARE(peer.openConnections(), 10);
    QCOMPARE(m_window->window().tabs().all().size(), 10);
    for (int i = 0; i < 10; ++i) { // what belongs to one is not mixed with another's
        m_window->press(Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(m_window->socket().bytesReceived(), i + 3);
    }
    for (int i = 10; i > 0; --i) {
        const qint64 engine = m_window->session().engineProcessId();
        m_window->press(Qt::Key_W, Qt::ControlModifier);
        QTRY_VERIFY(!isAlive(engine));
        QTRY_COMPARE(peer.openConnections(), i - 1);
    }
    QCOMPARE(m_window->window().tabs().all().size(), 1); // there is always one
    QVERIFY(m_window->isUsable());
}

void TestHandSession::closingTheWindowEndsAllEngines()
{
    const Peer peer(behaviour::echo());
    QList<qint64> engines;
    QStringList recordings;
    for (int i = 0; i < 3; ++i) {
        m_window->press(Qt::Key_T, Qt::ControlModifier);
        m_window->connectTo(peer.port());
        QVERIFY(m_window->isOpen());
        engines += m_window->session().engineProcessId();
        recordings += m_window->journal().path();
    }
    QVERIFY(m_window->window().close());
    for (int i = 0; i < 3; ++i) {
        QTRY_VERIFY(!isAlive(engines[i]));
        QVERIFY(!QFile::exists(recordings[i]));
    }
    QTRY_COMPARE(peer.openConnections(), 0);
}

void TestHandSession::promptRemembers()
{
    m_window->enter(u"6 * 7"_s);
    QVERIFY(m_window->says(u"42"_s));
    m_window->enter(u"'ab'.repeat(2)"_s);
    QVERIFY2(m_window->says(u"abab"_s), qPrintable(m_window->consoleText()));
    ConsolePrompt &prompt = m_window->prompt();
    QCOMPARE(prompt.text(), QString());
    QTest::keyClicks(&prompt, u"7"_s); // what is being typed isn't lost
    QTest::keyClick(&prompt, Qt::Key_Up);
    QCOMPARE(prompt.text(), u"'ab'.repeat(2)"_s);
    QTest::keyClick(&prompt, Qt::Key_Up);
    QCOMPARE(prompt.text(), u"6 * 7"_s);
    QTest::keyClick(&prompt, Qt::Key_Down);
    QTest::keyClick(&prompt, Qt::Key_Down);
    QCOMPARE(prompt.text(), u"7"_s);
}

/// A beginning comes back with a new line; the whole is one entry of the history.
void TestHandSession::promptCompletesALongerSnippet()
{
    ConsolePrompt &prompt = m_window->prompt();
    m_window->enter(u"function twice(n) {"_s);
    QTRY_COMPARE(prompt.text(), u"function twice(n) {\n"_s);
    m_window->enter(prompt.text() + u"  return 2 * n\n}"_s);
    m_window->enter(u"twice(2100)"_s);
    QVERIFY(m_window->says(u"4200"_s));
    QTest::keyClick(&prompt, Qt::Key_Up);
    QCOMPARE(prompt.text(), u"twice(2100)"_s);
    QTest::keyClick(&prompt, Qt::Key_Up);
    QCOMPARE(prompt.text(), u"function twice(n) {\n  return 2 * n\n}"_s);
}

void TestHandSession::interruptKeepsTheSocket()
{
    const Peer peer(behaviour::echo());
    m_window->connectTo(peer.port());
    QVERIFY(m_window->isOpen());
    m_window->enter(u"console.log('around and around'); for (;;);"_s);
    QVERIFY(m_window->says(u"around and around"_s));
    QSignalSpy evaluated(&m_window->session(), &Session::evaluated);
    QTest::keyClick(&m_window->prompt(), Qt::Key_Escape);
    QTRY_COMPARE(evaluated.size(), 1);
    QCOMPARE(evaluated[0][1].toBool(), false);
    QCOMPARE(m_window->socket().state(), State::Open);
    m_window->send(u"still open"_s);
    QTRY_COMPARE(m_window->socket().bytesReceived(), 12);
    QCOMPARE(peer.connections(), 1);
}

/// The prompt is an editor with keys of its own, none of which takes one of the window's.
void TestHandSession::shortcutsWorkFromThePrompt()
{
    const auto focusPrompt = [this] {
        m_window->prompt().setText(u"first line"_s);
        m_window->prompt().setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), &m_window->prompt());
    };
    focusPrompt();
    m_window->press(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), m_window->target());
    focusPrompt();
    m_window->press(Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), &m_window->window().composer().edit());
    focusPrompt();
    const ConsolePrompt &prompt = m_window->prompt();
    m_window->press(Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(m_window->window().tabs().all().size(), 2);
    m_window->press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(&m_window->prompt(), &prompt);
    QCOMPARE(prompt.text(), u"first line"_s);
    focusPrompt();
    m_window->press(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(m_window->window().tabs().all().size(), 1);
}

QTEST_MAIN(TestHandSession)
#include "tst_hand_session.moc"
