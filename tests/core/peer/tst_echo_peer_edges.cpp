// SPDX-License-Identifier: GPL-3.0-or-later
// The echo peer when the system refuses, and when clients end at awkward moments.
#include "peer/echo_peer.h"
#include "raw_client.h"
#include "support/descriptor_limit.h"
#include "support/failing_call.h"

#include <QDir>
#include <QHostAddress>
#include <QTest>

#include <cerrno>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;
using sockscope::EchoPeer;
using sockscope::test::Client;
using sockscope::test::DescriptorLimit;
using sockscope::test::FailingCall;

namespace {

qsizetype openDescriptors()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
}

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i % 251);
    return bytes;
}

} // namespace

class TestEchoPeerEdges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startAtTheDescriptorLimit();
    void startCallsFail_data();
    void startCallsFail();
    void servingCallsFail_data();
    void servingCallsFail();
    void halfClosedClientGetsEverything();
    void stopsWhileBytesFlow();
    void stopsWithClientsInTheBacklog();
    void twoThousandClients();
    void startsAndStops();
};

void TestEchoPeerEdges::startAtTheDescriptorLimit()
{
    const qsizetype descriptors = openDescriptors();
    EchoPeer peer;
    for (int room = 0; room < 3; ++room) { // it takes three
        const DescriptorLimit limit(room);
        QVERIFY(!peer.start());
        QVERIFY2(peer.errorString().endsWith(": too many open files; raise the limit (ulimit -n)"_L1),
                 qPrintable(peer.errorString()));
        QVERIFY(!peer.isRunning());
        QCOMPARE(peer.port(), 0);
    }
    QCOMPARE(openDescriptors(), descriptors);
    QVERIFY(peer.start());
    QVERIFY(Client(peer.port()).echoes("fine"));
}

void TestEchoPeerEdges::startCallsFail_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("error");
    QTest::addColumn<QString>("words");
    QTest::newRow("socket EMFILE") << QByteArray("socket") << EMFILE << u"too many open files"_s;
    QTest::newRow("socket ENFILE") << QByteArray("socket") << ENFILE << u"too many open files"_s;
    QTest::newRow("socket EAFNOSUPPORT") << QByteArray("socket") << EAFNOSUPPORT << u"not supported"_s;
    QTest::newRow("setsockopt") << QByteArray("setsockopt") << ENOMEM << QString();
    QTest::newRow("bind EACCES") << QByteArray("bind") << EACCES << u"permission denied"_s;
    QTest::newRow("bind EADDRINUSE") << QByteArray("bind") << EADDRINUSE << u"already in use"_s;
    QTest::newRow("listen EADDRINUSE") << QByteArray("listen") << EADDRINUSE << u"already in use"_s;
    QTest::newRow("getsockname") << QByteArray("getsockname") << ENOBUFS << u"No buffer space"_s;
    QTest::newRow("epoll_create1") << QByteArray("epoll_create1") << EMFILE << u"too many open files"_s;
    QTest::newRow("eventfd") << QByteArray("eventfd") << EMFILE << u"too many open files"_s;
    QTest::newRow("epoll_ctl") << QByteArray("epoll_ctl") << ENOSPC << u"No space left"_s;
}

/// Either it says why it didn't start, or it works.
void TestEchoPeerEdges::startCallsFail()
{
    QFETCH(QByteArray, call);
    QFETCH(int, error);
    QFETCH(QString, words);
    const qsizetype descriptors = openDescriptors();
    int nth = 0;
    for (bool isReached = true; isReached;) {
        EchoPeer peer;
        {
            const FailingCall fault(call.constData(), ++nth, error);
            const bool started = peer.start();
            isReached = fault.hasFailed();
            QVERIFY2(started || peer.errorString().contains(words), qPrintable(peer.errorString()));
            QCOMPARE(peer.isRunning(), started);
            QVERIFY2(started == (!isReached || words.isEmpty()), qPrintable(QString::number(nth)));
        }
        if (peer.isRunning()) {
            const Client client(peer.port());
            QVERIFY(client.echoes("works"));
        } else {
            QVERIFY2(peer.start(), qPrintable(peer.errorString())); // once the system has recovered
            QVERIFY(Client(peer.port()).echoes("works now"));
        }
        peer.stop();
        QCOMPARE(openDescriptors(), descriptors);
    }
    QVERIFY2(nth > 1, "no such call was made");
}

void TestEchoPeerEdges::servingCallsFail_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("passing");
    const auto row = [](const char *call, const char *name, int error, bool passing) {
        QTest::addRow("%s %s", call, name) << QByteArray(call) << error << passing;
    };
    row("accept4", "EMFILE", EMFILE, true);
    row("accept4", "ENOBUFS", ENOBUFS, true);
    row("accept4", "ECONNABORTED", ECONNABORTED, true);
    row("accept4", "EINTR", EINTR, true);
    row("accept4", "EPROTO", EPROTO, true);
    row("recv", "EINTR", EINTR, true);
    row("recv", "EAGAIN", EAGAIN, true);
    row("recv", "ECONNRESET", ECONNRESET, false);
    row("recv", "ENOMEM", ENOMEM, false);
    row("send", "EINTR", EINTR, true);
    row("send", "EAGAIN", EAGAIN, true);
    row("send", "EPIPE", EPIPE, false);
    row("send", "ENOBUFS", ENOBUFS, false);
    row("epoll_ctl", "ENOMEM", ENOMEM, false);
}

/// A client is served or sees the end of its connection, and the next one is served: never one that hangs.
void TestEchoPeerEdges::servingCallsFail()
{
    QFETCH(QByteArray, call);
    QFETCH(int, error);
    QFETCH(bool, passing);
    const QByteArray bytes = pattern(4 << 20); // so much that the peer has to wait for room
    EchoPeer peer;
    QVERIFY(peer.start());
    int nth = 0;
    for (bool isReached = true; isReached && nth < 15;) {
        {
            const FailingCall fault(call.constData(), ++nth, error, FailingCall::Thread::Others);
            const Client client(peer.port());
            QVERIFY(client.isConnected());
            bool isSent = false;
            std::thread sender([&] { isSent = client.send(bytes); });
            const QByteArray echo = client.receive(bytes.size());
            const bool isWhole = echo == bytes;
            const bool isEnded = isWhole || client.sawEnd();
            sender.join();
            QVERIFY2(isWhole || !passing, qPrintable(QString::number(nth)));
            QVERIFY2(isEnded, qPrintable(u"the client of call %1 hangs after %2 bytes"_s.arg(nth).arg(echo.size())));
            QVERIFY(bytes.startsWith(echo));
            QVERIFY(isSent || !isWhole);
            isReached = fault.hasFailed();
        }
        QVERIFY(Client(peer.port()).echoes("next"));
        QTRY_COMPARE(peer.counters().openConnections.load(), 0);
    }
    QVERIFY2(nth > 1, "no such call was made");
}

void TestEchoPeerEdges::halfClosedClientGetsEverything()
{
    const QByteArray bytes = pattern(4 << 20);
    EchoPeer peer;
    QVERIFY(peer.start());
    const Client client(peer.port());
    std::thread sender([&] {
        client.send(bytes);
        client.finish();
    });
    const QByteArray echo = client.receive(bytes.size() + 1); // and not one more
    sender.join();
    QCOMPARE(echo.size(), bytes.size());
    QVERIFY(echo == bytes);
    QTRY_COMPARE(peer.counters().openConnections.load(), 0);
}

void TestEchoPeerEdges::stopsWhileBytesFlow()
{
    const qsizetype descriptors = openDescriptors();
    const QByteArray bytes = pattern(16 << 20);
    for (int i = 0; i < 20; ++i) {
        EchoPeer peer;
        QVERIFY(peer.start());
        const Client client(peer.port());
        std::thread sender([&] { client.send(bytes); });
        const bool flows = client.receive(100'000).size() == 100'000;
        peer.stop();
        const bool ended = client.sawEnd();
        sender.join();
        QVERIFY(flows);
        QVERIFY(ended);
        QCOMPARE(peer.counters().openConnections.load(), 0);
    }
    QCOMPARE(openDescriptors(), descriptors);
}

/// At its descriptor limit the peer leaves clients to the kernel: stop() must end those as well.
void TestEchoPeerEdges::stopsWithClientsInTheBacklog()
{
    EchoPeer peer;
    QVERIFY(peer.start());
    std::unique_ptr<Client> first, waiting;
    {
        first = std::make_unique<Client>(peer.port());
        QTRY_COMPARE(peer.counters().openConnections.load(), 1);
        const DescriptorLimit limit(1); // room for the client's end only
        waiting = std::make_unique<Client>(peer.port());
        QVERIFY(waiting->isConnected());
        QTRY_VERIFY(peer.counters().acceptPauses.load() > 0);
        peer.stop();
    }
    QVERIFY(first->sawEnd());
    QVERIFY(waiting->sawEnd());
}

void TestEchoPeerEdges::twoThousandClients()
{
    constexpr int count = 2000;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < 2 * count + 100)
        QSKIP("this takes more descriptors than the process may have");
    EchoPeer peer;
    QVERIFY(peer.start());
    const qsizetype descriptors = openDescriptors();
    {
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < count; ++i) {
            clients.push_back(std::make_unique<Client>(peer.port()));
            QVERIFY(clients.back()->isConnected());
            QVERIFY(clients.back()->send(QByteArray::number(i).rightJustified(4, '0')));
        }
        for (int i = 0; i < count; ++i)
            QCOMPARE(clients[std::size_t(i)]->receive(4), QByteArray::number(i).rightJustified(4, '0'));
        QCOMPARE(peer.counters().openConnections.load(), count);
    }
    QTRY_COMPARE(peer.counters().openConnections.load(), 0);
    QTRY_COMPARE(openDescriptors(), descriptors);
}

void TestEchoPeerEdges::startsAndStops()
{
    const qsizetype descriptors = openDescriptors();
    EchoPeer peer;
    quint16 port = 0;
    for (int i = 0; i < 200; ++i) {
        QVERIFY2(peer.start(QHostAddress::LocalHost, port), qPrintable(peer.errorString()));
        port = peer.port();
        QVERIFY(Client(port).echoes("again"));
    }
    peer.stop();
    QVERIFY(!Client(port).isConnected());
    QCOMPARE(openDescriptors(), descriptors);
}

QTEST_GUILESS_MAIN(TestEchoPeerEdges)
#include "tst_echo_peer_edges.moc"
