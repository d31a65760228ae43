// SPDX-License-Identifier: GPL-3.0-or-later
// Each system call of a conversation fails in turn: the socket must come to one clear end, whichever call it was.
#include "net/socket.h"
#include "socket_recorder.h"
#include "support/failing_call.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QDeadlineTimer>
#include <QTest>

#include <cerrno>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using State = Socket::State;

namespace {

constexpr int failingCallsAtMost = 400; // of one name in one conversation

/// Connects, sends, hears the echo of it all, and ends.
class Conversation
{
public:
    Conversation(quint16 port, bool tls, const NetOptions &options)
        : socket(options)
        , seen(socket)
    {
        QObject::connect(&socket, &Socket::connected, &socket, [this] {
            writes = 2;
            socket.write(payload);
            socket.write("end");
        });
        QObject::connect(&socket, &Socket::data, &socket, [this] {
            if (seen.received.size() >= payload.size() + 3)
                socket.destroy();
        });
        QObject::connect(&socket, &Socket::connectFailed, &socket, [this] { socket.destroy(); });
        socket.setIdleTimeout(60'000);
        socket.connectToPeer({port, u"127.0.0.1"_s, tls});
    }

    [[nodiscard]] bool waitForEnd()
    {
        const QDeadlineTimer deadline(10'000);
        while (!seen.isClosed() && !deadline.hasExpired())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        return seen.isClosed();
    }
    [[nodiscard]] QString story() const
    {
        return (seen.events + seen.connectErrors + seen.readErrors + seen.writeErrors).join(u" | ");
    }
    /// Every promise that a caller may have made of it is kept.
    [[nodiscard]] bool isConsistent() const
    {
        return seen.count(u"closed"_s) == 1 && seen.events.last().startsWith("closed"_L1) &&
               seen.count(u"connected"_s) + seen.count(u"connectFailed"_s) == 1 && seen.count(u"writ"_s) == writes &&
               seen.count(u"error"_s) <= 1 && socket.state() == State::Destroyed &&
               (payload + "end").startsWith(seen.received);
    }
    [[nodiscard]] bool isComplete() const
    {
        return seen.received == payload + "end" && seen.events.last() == "closed:destroy()"_L1 &&
               seen.count(u"written"_s) == 2;
    }
    /// Whatever went wrong is said in words.
    [[nodiscard]] bool isExplained() const
    {
        const QString all = (seen.connectErrors + seen.readErrors + seen.writeErrors).join(u'\n');
        return !all.contains(u"Unknown error"_s, Qt::CaseInsensitive) && !all.contains(u": \n"_s) &&
               !all.endsWith(u": "_s) && !seen.connectErrors.contains(QString());
    }

    const QByteArray payload = QByteArray("0123456789abcde\n").repeated(10'000);
    Socket socket;
    SocketRecorder seen;
    int writes = 0;
};

} // namespace

class TestSocketFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyCall_data();
    void everyCall();

private:
    TlsPeerOptions m_tls;
};

void TestSocketFaults::initTestCase()
{
    m_tls.identity = makeIdentity({u"localhost"_s, {u"IP:127.0.0.1"_s}});
    QVERIFY(!m_tls.identity.certificate.isEmpty());
}

void TestSocketFaults::everyCall_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("passing"); // nothing is lost: the call is made again
    const auto row = [](const char *call, const char *name, int error, bool passing = false) {
        for (const bool tls : {false, true})
            QTest::addRow("%s %s%s", call, name, tls ? " tls" : "") << QByteArray(call) << error << tls << passing;
    };
    row("socket", "EMFILE", EMFILE);
    row("socket", "ENOBUFS", ENOBUFS);
    row("connect", "ECONNREFUSED", ECONNREFUSED);
    row("connect", "EHOSTUNREACH", EHOSTUNREACH);
    row("connect", "ENETUNREACH", ENETUNREACH);
    row("connect", "EADDRNOTAVAIL", EADDRNOTAVAIL);
    row("connect", "ETIMEDOUT", ETIMEDOUT);
    row("connect", "EACCES", EACCES);
    row("getsockopt", "ENOBUFS", ENOBUFS);
    row("setsockopt", "ENOMEM", ENOMEM);
    row("getsockname", "ENOBUFS", ENOBUFS);
    row("getpeername", "ENOTCONN", ENOTCONN);
    row("fcntl", "EMFILE", EMFILE);
    row("read", "ECONNRESET", ECONNRESET);
    row("read", "ETIMEDOUT", ETIMEDOUT);
    row("read", "ENOMEM", ENOMEM);
    row("read", "EINTR", EINTR, true);
    row("read", "EAGAIN", EAGAIN, true);
    row("write", "EPIPE", EPIPE);
    row("write", "ECONNRESET", ECONNRESET);
    row("write", "ETIMEDOUT", ETIMEDOUT);
    row("write", "ENOBUFS", ENOBUFS);
    row("write", "EINTR", EINTR, true);
    row("write", "EAGAIN", EAGAIN, true);
}

void TestSocketFaults::everyCall()
{
    QFETCH(QByteArray, call);
    QFETCH(int, error);
    QFETCH(bool, tls);
    QFETCH(bool, passing);
    NetOptions options;
    options.insecureSkipTlsVerify = true;
    std::unique_ptr<Peer> peer;
    if (tls)
        peer = std::make_unique<TlsPeer>(m_tls);
    else
        peer = std::make_unique<Peer>(behaviour::echo());
    {
        Conversation first(peer->port(), tls, options); // whatever is opened only once
        QVERIFY2(first.waitForEnd() && first.isComplete(), qPrintable(first.story()));
    }
    QTRY_COMPARE(peer->openConnections(), 0);
    const qsizetype descriptors = openDescriptors();
    int nth = 0;
    for (bool isReached = true; isReached && nth < failingCallsAtMost;) {
        const QString which = u"%1 %2: "_s.arg(QString::fromLatin1(call)).arg(++nth);
        const FailingCall fault(call.constData(), nth, error);
        Conversation talk(peer->port(), tls, options);
        QVERIFY2(talk.waitForEnd(), qPrintable(which + talk.story()));
        QVERIFY2(talk.isConsistent(), qPrintable(which + talk.story()));
        QVERIFY2(talk.isExplained(), qPrintable(which + talk.story()));
        QVERIFY2(!passing || talk.isComplete(), qPrintable(which + talk.story()));
        isReached = fault.hasFailed();
        QVERIFY2(isReached || talk.isComplete(), qPrintable(which + talk.story()));
    }
    QVERIFY2(nth > 1, "no such call was made");
    QTRY_COMPARE(peer->openConnections(), 0);
    QCOMPARE(openDescriptors(), descriptors);
}

QTEST_GUILESS_MAIN(TestSocketFaults)
#include "tst_socket_faults.moc"
