// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong around a window: engines that die, names that mean nothing, peers that flood, disks that are full.
// Each time it says so in a sentence, keeps what was recorded, and goes on to be of use.
#include "hand_window.h"
#include "journal/journal_reader.h"
#include "support/full_disk.h"
#include "support/test_peers.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using Phase = SessionStatus::Phase;
using State = SocketsModel::State;

namespace {

/// The longest time between two turns of the event loop. As a person would notice it: keys and clicks wait so long.
class LoopGaps : public QObject
{
public:
    LoopGaps()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_since.start();
        m_timer.start(10);
    }
    [[nodiscard]] qint64 longest() const { return m_longest; } ///< milliseconds

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

constexpr qint64 Noticeable = 1000; ///< ms; ten to twenty times what a machine with nothing else to do takes

} // namespace

class TestWindowFaults : public HandWindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void engineKilled();
    void engineMissing();
    void nameThatDoesNotResolve();
    void portThatNobodyListensOn();
    void wrongTarget_data();
    void wrongTarget();
    void unknownPeer();
    void portInUse();
    void longReply();
    void flood();
    void fullDisk();
    void noFolderForTheRecording();
};

/// The records stay, the window says what happened and what to do, and the session can be saved still.
void TestWindowFaults::engineKilled()
{
    m_window->connectTo(u"built-in echo"_s);
    QVERIFY(m_window->isOpen());
    m_window->send(u"before"_s);
    QTRY_COMPARE(m_window->socket().bytesReceived(), 8);
    QCOMPARE(::kill(pid_t(m_window->session().engineProcessId()), SIGKILL), 0);
    QTRY_COMPARE(m_window->phase(), Phase::Gone);
    QVERIFY(m_window->session().status()->detail().contains(u"SIGKILL"_s));
    QVERIFY(m_window->says(u"SIGKILL"_s));
    QCOMPARE(m_window->journal().sockets()->rowCount(), 1);
    QCOMPARE(m_window->socket().bytesReceived(), 8);
    QVERIFY(!m_window->toggle()->isEnabled());
    QVERIFY(m_window->toggle()->toolTip().contains(u"Ctrl+T"_s));
    m_window->send(u"after"_s);
    QVERIFY(m_window->window().composer().status().sentence().contains(u"is gone"_s));
    m_window->enter(u"1 + 1"_s);
    QCOMPARE(m_window->prompt().text(), u"1 + 1"_s); // kept, for a session that can take it

    const QString saved = m_window->path(u"killed.sockscope"_s);
    m_window->window().files().saveTo(saved, m_window->session());
    QTRY_VERIFY(QFile::exists(saved));
    QVERIFY(m_window->isUsable());
}

void TestWindowFaults::engineMissing()
{
    HandWindow window(m_window->path(u"no/such/sockscope"_s));
    window.connectTo(u"127.0.0.1:1"_s);
    QVERIFY(window.says(u"could not be started"_s));
    QVERIFY(window.consoleText().contains(u"no/such/sockscope"_s));
    QCOMPARE(window.phase(), Phase::Gone);
}

void TestWindowFaults::nameThatDoesNotResolve()
{
    m_window->connectTo(u"no-such-host.invalid:6379"_s);
    QVERIFY(m_window->says(u"lookup no-such-host.invalid"_s));
    QTRY_VERIFY(m_window->socket().error().contains(u"no-such-host.invalid"_s)); // what the strip shows
    QCOMPARE(m_window->socket().state(), State::Disconnected);
    QTRY_COMPARE(m_window->toggle()->text(), u"Connect"_s);
    QVERIFY(m_window->toggle()->isEnabled());

    const Peer peer(behaviour::echo()); // the same session and socket, another target
    m_window->connectTo(peer.port());
    QVERIFY(m_window->isOpen());
    QCOMPARE(m_window->journal().sockets()->rowCount(), 1);
    QVERIFY(m_window->isUsable());
}

void TestWindowFaults::portThatNobodyListensOn()
{
    const quint16 port = unusedPort();
    m_window->connectTo(port);
    QVERIFY(m_window->says(u"connection refused"_s));
    QVERIFY(m_window->consoleText().contains(u"127.0.0.1:%1"_s.arg(port)));
    QTRY_VERIFY(m_window->socket().error().contains(u"connection refused"_s));
    QTRY_COMPARE(m_window->toggle()->text(), u"Connect"_s);
    const Peer peer(behaviour::echo(), QHostAddress::LocalHost, port); // somebody does now
    QCOMPARE(peer.port(), port);
    m_window->connectTo(port);
    QVERIFY(m_window->isOpen());
    QVERIFY(m_window->isUsable());
}

void TestWindowFaults::wrongTarget_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("part"); // of the sentence
    QTest::newRow("nothing") << QString() << u"Where to?"_s;
    QTest::newRow("no port") << u"localhost"_s << u"Write localhost:port"_s;
    QTest::newRow("port out of range") << u"localhost:70000"_s << u"“70000” is not a port"_s;
    QTest::newRow("a page") << u"gopher://localhost:70"_s << u"not a scheme known here"_s;
    QTest::newRow("a script") << u"x\"); socket.destroy(\":80"_s << u"is not a host name"_s;
    QTest::newRow("an open bracket") << u"[::1:80"_s << u"bracket"_s;
}

/// Nothing is started for it, and the field stays where the person is.
void TestWindowFaults::wrongTarget()
{
    QFETCH(const QString, target);
    QFETCH(const QString, part);
    m_window->target()->clearEditText();
    m_window->connectTo(target.isEmpty() ? u" "_s : target);
    QVERIFY2(m_window->says(part), qPrintable(m_window->consoleText()));
    QCOMPARE(m_window->session().engineProcessId(), 0);
    QCOMPARE(m_window->phase(), Phase::Idle);
    QCOMPARE(QApplication::focusWidget(), m_window->target());
    QVERIFY(m_window->isUsable());
}

void TestWindowFaults::unknownPeer()
{
    m_window->connectTo(u"built-in nonsense"_s);
    QVERIFY(m_window->says(u"nonsense"_s));
    QVERIFY2(m_window->consoleText().contains(u"echo"_s), qPrintable(m_window->consoleText())); // those there are
    QVERIFY(m_window->isUsable());
}

/// Somebody else's port, then another one than that of the peer that runs already.
void TestWindowFaults::portInUse()
{
    const Peer other(behaviour::silent());
    m_window->connectTo(u"built-in echo:%1"_s.arg(other.port()));
    QVERIFY(m_window->says(
        u"cannot listen on 127.0.0.1:%1: the port is already in use; choose another port"_s.arg(other.port())));
    QTRY_COMPARE(m_window->toggle()->text(), u"Connect"_s);
    QCOMPARE(m_window->socket().number(), 0U);
    const quint16 port = unusedPort();
    m_window->connectTo(u"built-in echo:%1"_s.arg(port));
    QVERIFY(m_window->isOpen());
    QCOMPARE(m_window->socket().peer(), u"127.0.0.1:%1"_s.arg(port));
    QTest::mouseClick(m_window->toggle(), Qt::LeftButton);
    QVERIFY(m_window->isDestroyed());
    m_window->connectTo(u"built-in echo:%1"_s.arg(other.port()));
    QVERIFY(m_window->says(u"listens on 127.0.0.1:%1 already: connect to that"_s.arg(port)));
    QVERIFY(m_window->isUsable());
}

/// 100 MiB in one answer: every byte is counted and recorded, and meanwhile the window reacts.
void TestWindowFaults::longReply()
{
    constexpr qint64 size = 100 << 20;
    const Peer peer([](PeerConnection &connection) {
        if (connection.receive() == "GET\r\n")
            behaviour::flood(size)(connection);
    });
    m_window->connectTo(peer.port());
    QVERIFY(m_window->isOpen());
    LoopGaps gaps;
    m_window->send(u"GET"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->socket().bytesReceived() == size, 90'000);
    QVERIFY(m_window->isDestroyed() || m_window->socket().state() == State::Disconnected);
    qInfo("longest gap of the event loop: %lld ms", gaps.longest());
    QVERIFY2(gaps.longest() < Noticeable, QByteArray::number(gaps.longest()).constData());
    QCOMPARE(m_window->journal().bytesReceived(), size);
    QCOMPARE(m_window->journal().droppedBytes(), 0);

    JournalReader reader;
    QVERIFY(reader.open(m_window->journal().path()));
    qint64 at = 0;
    bool isSame = true;
    while (const auto record = reader.next()) {
        if (record->kind != RecordKind::BytesReceived)
            continue;
        for (const char byte : record->payload)
            isSame = isSame && byte == behaviour::floodByte(at++);
    }
    QCOMPARE(at, size);
    QVERIFY(isSame);
    QVERIFY(m_window->isUsable());
}

/// A peer that sends without end and without being asked, into a recording that may be 64 MiB large.
void TestWindowFaults::flood()
{
    constexpr qint64 size = 200 << 20;
    const QString engine = m_window->write(u"engine"_s, "#!/bin/sh\nexec '" ENGINE "' \"$@\" --journal-limit 64\n");
    QVERIFY(QFile::setPermissions(engine, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    HandWindow window(engine);
    const Peer peer(behaviour::flood(size));
    LoopGaps gaps;
    window.connectTo(peer.port());
    QVERIFY(HandWindow::waitFor([&] { return window.socket().number() != 0; }));
    JournalSession &journal = window.journal();
    QTRY_VERIFY_WITH_TIMEOUT(journal.bytesReceived() + journal.droppedBytes() >= size, 90'000);
    qInfo("longest gap of the event loop: %lld ms", gaps.longest());
    QVERIFY2(gaps.longest() < Noticeable, QByteArray::number(gaps.longest()).constData());
    // Nothing is lost without being counted; so are the few bytes of other records.
    QVERIFY2(journal.bytesReceived() + journal.droppedBytes() < size + 4096,
             QByteArray::number(journal.droppedBytes()).constData());
    QVERIFY(journal.bytesReceived() > 60 << 20);
    QVERIFY(QFileInfo(journal.path()).size() <= 64 << 20);
    QVERIFY2(journal.captureStopped().contains(u"64"_s), qPrintable(journal.captureStopped()));
    QVERIFY(window.isUsable());
}

/// The recording ends and says why; the session doesn't.
void TestWindowFaults::fullDisk()
{
    {
        const FullDisk disk(1 << 20); // the engine inherits it
        m_window->connectTo(u"built-in echo"_s);
        QVERIFY(m_window->isOpen());
    }
    m_window->enter(u"let got = 0; socket.on('data', (data) => { got += data.length }); "
                    "await socket.write('x'.repeat(3e6))"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->journal().captureStopped().isEmpty(), 30'000);
    QVERIFY2(m_window->journal().captureStopped().contains(u"File too large"_s),
             qPrintable(m_window->journal().captureStopped()));
    QVERIFY(QFileInfo(m_window->journal().path()).size() <= 1 << 20);
    QTRY_VERIFY(m_window->journal().droppedBytes() > 0);
    QSignalSpy evaluated(&m_window->session(), &Session::evaluated);
    const auto answer = [&](const QString &snippet) {
        const qint64 id = m_window->session().evaluate(snippet); // other answers may come before its own
        const auto isIts = [id](const QList<QVariant> &answered) { return answered[0].toLongLong() == id; };
        if (!HandWindow::waitFor([&] { return std::ranges::any_of(evaluated, isIts); }))
            return QString();
        return (*std::ranges::find_if(evaluated, isIts))[2].toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(answer(u"got"_s), u"3000000"_s, 30'000);
    QCOMPARE(answer(u"socket.ready_state"_s), u"open"_s);
    QVERIFY(m_window->isUsable());
}

void TestWindowFaults::noFolderForTheRecording()
{
    const QByteArray before = qgetenv("TMPDIR");
    const QString file = m_window->write(u"file"_s, "no folder");
    qputenv("TMPDIR", file.toUtf8());
    m_window->connectTo(u"built-in echo"_s);
    qputenv("TMPDIR", before);
    if (before.isNull())
        qunsetenv("TMPDIR");
    QTRY_COMPARE(m_window->phase(), Phase::Failed);
    QVERIFY(m_window->session().status()->detail().contains(file));
    QVERIFY2(m_window->consoleText().contains(file), qPrintable(m_window->consoleText()));
    m_window->connectTo(u"built-in echo"_s); // there is room again
    QVERIFY(m_window->isOpen());
    QVERIFY(m_window->isUsable());
}

QTEST_MAIN(TestWindowFaults)
#include "tst_window_faults.moc"
