// SPDX-License-Identifier: GPL-3.0-or-later
// A name of several addresses, some of them dead; deadlines of dialing.
#include "net/socket.h"
#include "socket_recorder.h"
#include "support/failing_call.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using State = Socket::State;

namespace {

const QHostAddress v4(QHostAddress::LocalHost);
const QHostAddress v6(QHostAddress::LocalHostIPv6);

} // namespace

class TestSocketAddresses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneAddressIsDead_data();
    void oneAddressIsDead();
    void allAddressesAreSilent();
    void allAddressesRefuse();
    void retriesAfterDeadlines();
    void nothingIsSentToABadPort();

private:
    NetOptions m_options;
};

void TestSocketAddresses::oneAddressIsDead_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QHostAddress>("alive");
    QTest::addColumn<bool>("silent");
    for (const bool silent : {false, true}) {
        const char *how = silent ? "silent" : "refusing";
        QTest::addRow("IPv4 preferred and %s", how) << u"preferIPv4"_s << v6 << silent;
        QTest::addRow("IPv6 preferred and %s", how) << u"preferIPv6"_s << v4 << silent;
        QTest::addRow("any, IPv6 %s", how) << u"any"_s << v4 << silent;
        QTest::addRow("any, IPv4 %s", how) << u"any"_s << v6 << silent;
    }
}

void TestSocketAddresses::oneAddressIsDead()
{
    QFETCH(QString, policy);
    QFETCH(QHostAddress, alive);
    QFETCH(bool, silent);
    Peer peer(behaviour::echo(), alive);
    if (peer.port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    const QHostAddress dead = alive == v4 ? v6 : v4;
    std::unique_ptr<FullBacklogPeer> silence;
    if (silent)
        silence = std::make_unique<FullBacklogPeer>(dead, peer.port());
    const HostEntry name(u"dual.test"_s, {v6, v4});
    NetOptions options; // with the default head start
    options.dnsPolicy = policy;
    qint64 best = 10'000; // of three, since the machine may be busy
    for (int i = 0; i < 3 && best >= 300; ++i) {
        Socket socket(options);
        SocketRecorder seen(socket);
        QElapsedTimer clock;
        connect(&socket, &Socket::connected, this, [&] { best = std::min(best, clock.elapsed()); });
        clock.start();
        socket.connectToPeer({peer.port(), u"dual.test"_s});
        QTRY_VERIFY(socket.isConnected());
        QCOMPARE(seen.events, QStringList{u"connected"_s});
        QCOMPARE(socket.remoteAddress(), alive == v4 ? u"127.0.0.1"_s : u"::1"_s);
        socket.write("through");
        QTRY_COMPARE(seen.received, QByteArray("through"));
    }
    QVERIFY2(best < 300, qPrintable(u"%1 ms"_s.arg(best)));
}

void TestSocketAddresses::allAddressesAreSilent()
{
    FullBacklogPeer first(v4);
    FullBacklogPeer second(v6, first.port());
    if (second.port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    const HostEntry name(u"dual.test"_s, {v6, v4});
    NetOptions options;
    options.connectTimeoutMs = 500; // one deadline for all of them
    Socket socket(options);
    SocketRecorder seen(socket);
    QElapsedTimer clock;
    clock.start();
    socket.connectToPeer({first.port(), u"dual.test"_s});
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    const qint64 took = clock.elapsed();
    QVERIFY2(took >= 499 && took < 1000, qPrintable(QString::number(took)));
    QCOMPARE(seen.connectErrors.first(), u"dial tcp 127.0.0.1:%1: i/o timeout"_s.arg(first.port()));
    QCOMPARE(socket.state(), State::Disconnected);
}

void TestSocketAddresses::allAddressesRefuse()
{
    const quint16 port = unusedPort();
    const HostEntry name(u"dual.test"_s, {v6, v4});
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QElapsedTimer clock;
    clock.start();
    socket.connectToPeer({port, u"dual.test"_s});
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    QVERIFY(clock.elapsed() < 1000); // neither the deadline nor a head start is waited for
    QCOMPARE(seen.connectErrors.first(), u"dial tcp 127.0.0.1:%1: connect: connection refused"_s.arg(port));
}

void TestSocketAddresses::retriesAfterDeadlines()
{
    FullBacklogPeer silent;
    Peer peer(behaviour::echo());
    NetOptions options;
    options.connectTimeoutMs = 30;
    Socket socket(options);
    SocketRecorder seen(socket);
    const qsizetype descriptors = openDescriptors();
    for (int i = 1; i <= 20; ++i) {
        socket.connectToPeer({silent.port(), u"127.0.0.1"_s});
        QTRY_COMPARE(seen.count(u"connectFailed"_s), i);
    }
    QTRY_COMPARE(openDescriptors(), descriptors);
    options.connectTimeoutMs = 30'000;
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(socket.isConnected());
    socket.write("still of use");
    QTRY_COMPARE(seen.received, QByteArray("still of use"));
}

/// Port 65536 + n must not become n.
void TestSocketAddresses::nothingIsSentToABadPort()
{
    Peer peer(behaviour::silent());
    for (const int port : {65536 + peer.port(), peer.port() - 65536, -int(peer.port())}) {
        Socket socket(m_options);
        SocketRecorder seen(socket);
        QSignalSpy resolved(&socket, &Socket::resolved);
        socket.connectToPeer({port, u"127.0.0.1"_s});
        QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
        QCOMPARE(resolved.size(), 0);
    }
    Socket socket(m_options); // the listener takes clients in order: this one must be its first
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(peer.connections(), 1);
}

QTEST_GUILESS_MAIN(TestSocketAddresses)
#include "tst_socket_addresses.moc"
