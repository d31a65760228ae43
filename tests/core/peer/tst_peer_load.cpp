// SPDX-License-Identifier: GPL-3.0-or-later
// What each built-in server bears: requests without end, replies that nobody takes, hundreds of clients.
#include "peer/redis_store.h"
#include "protocol_requests.h"
#include "raw_client.h"
#include "support/descriptor_limit.h"

#include <QTest>

#include <memory>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope::test;
using sockscope::RedisStore;

class TestPeerLoad : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endless_data();
    void endless();
    void redisStoreIsBounded();
    void pipelined();
    void clientThatDoesNotRead_data();
    void clientThatDoesNotRead();
    void manyClients_data();
    void manyClients();
    void stopsWithClients_data();
    void stopsWithClients();
    void descriptorLimit();
};

void TestPeerLoad::endless_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("line") << u"line"_s << QByteArray();
    QTest::newRow("greeting") << u"greeting"_s << QByteArray();
    QTest::newRow("redis, inline") << u"redis"_s << QByteArray();
    QTest::newRow("redis, bulk") << u"redis"_s << QByteArray("*2\r\n$130000\r\n");
    QTest::newRow("length") << u"length"_s << QByteArray("\x7f\xff\xff\xff", 4);
}

/// A request without an end costs the peer no more than its longest one, and ends the connection in words.
void TestPeerLoad::endless()
{
    QFETCH(const QString, peer);
    QFETCH(const QByteArray, beginning);
    const auto server = running(peer);
    const Client client(server->port());
    QVERIFY(client.send(beginning));
    std::thread sender([&client] { client.send(QByteArray(8 << 20, 'x')); });
    const QByteArray got = client.receiveAll();
    sender.join();
    QVERIFY(!got.isEmpty() && got.size() < 200);
    QVERIFY(Client(server->port()).isConnected());
}

void TestPeerLoad::redisStoreIsBounded()
{
    RedisStore store;
    const QByteArray value(1 << 20, 'x');
    int stored = 0;
    while (stored < 100 && store.set(QByteArray::number(stored), value))
        ++stored;
    QCOMPARE(stored, 15);
    QVERIFY(store.set("0", QByteArray(1 << 20, 'y'))); // no more than before
    QVERIFY(store.remove("1"));
    QVERIFY(!store.remove("1"));
    QVERIFY(store.set("15", value));
    QVERIFY(!store.set("16", value));
    QCOMPARE(store.get("0"), QByteArray(1 << 20, 'y'));
    QCOMPARE(store.get("16"), std::nullopt);

    const auto server = running(u"redis"_s);
    const Client client(server->port());
    QByteArray last;
    for (int i = 0; i < 200 && !last.startsWith('-'); ++i) {
        client.send(resp({"SET", QByteArray::number(i), QByteArray(100'000, 'x')}));
        last = client.receiveLine();
    }
    QCOMPARE(last, "-OOM command not allowed when used memory > 'maxmemory'.\r\n");
}

void TestPeerLoad::pipelined()
{
    const auto server = running(u"redis"_s);
    const Client client(server->port());
    constexpr int count = 50'000;
    std::thread sender([&client] { client.send(resp({"INCR", "n"}).repeated(count)); });
    QByteArray wanted;
    for (int i = 1; i <= count; ++i)
        wanted += ":" + QByteArray::number(i) + "\r\n";
    const QByteArray got = client.receive(wanted.size());
    sender.join();
    QVERIFY(got == wanted);
}

void TestPeerLoad::clientThatDoesNotRead_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("line") << u"line"_s << QByteArray("COUNT 1000\r\n");
    QTest::newRow("redis") << u"redis"_s << resp({"GET", "big"});
    QTest::newRow("length") << u"length"_s << framed(QByteArray(60'000, 'x'));
}

/// Short requests with long replies, without end: the peer stops taking them when the client takes no replies.
void TestPeerLoad::clientThatDoesNotRead()
{
    QFETCH(const QString, peer);
    QFETCH(const QByteArray, request);
    const auto server = running(peer);
    if (peer == "redis"_L1) {
        const Client other(server->port());
        other.send(resp({"SET", "big", QByteArray(100'000, 'x')}));
        QCOMPARE(other.receiveLine(), "+OK\r\n");
    }
    const Client client(server->port(), 4096);
    const timeval limit{1, 0};
    ::setsockopt(client.descriptor(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    QVERIFY(!client.send(request.repeated((64 << 20) / request.size())));
    QVERIFY(server->counters().bytesReceived.load() < 32 << 20);
    const Client other(server->port());
    QVERIFY(other.send(request));
    QVERIFY(!other.receive(4).isEmpty());
}

void TestPeerLoad::manyClients_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("line") << u"line"_s << QByteArray("WAIT 20\r\nADD 1 1\r\n") << QByteArray("OK waited 20 ms\r\nOK ");
    QTest::newRow("length") << u"length"_s << framed("abcd") << framed("dcba");
    QTest::newRow("greeting") << u"greeting"_s << QByteArray() << QByteArray("220 localhost ESMTP");
    QTest::newRow("redis") << u"redis"_s << resp({"PING"}) << QByteArray("+PONG\r\n");
}

void TestPeerLoad::manyClients()
{
    QFETCH(const QString, peer);
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, reply);
    const auto server = running(peer);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 300; ++i) {
        clients.push_back(std::make_unique<Client>(server->port()));
        QVERIFY(clients.back()->send(request));
    }
    for (const auto &client : clients)
        QCOMPARE(client->receive(reply.size()), reply);
    QCOMPARE(server->counters().connections.load(), 300);
    clients.clear();
    QTRY_COMPARE(server->counters().openConnections.load(), 0);
}

void TestPeerLoad::stopsWithClients_data()
{
    QTest::addColumn<QString>("peer");
    for (const QString &name : sockscope::peerNames())
        QTest::newRow(qPrintable(name)) << name;
}

void TestPeerLoad::stopsWithClients()
{
    QFETCH(const QString, peer);
    const auto server = running(peer);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<Client>(server->port()));
        clients.back()->send("WAIT 10000\r\n"); // for one of them
    }
    QTRY_VERIFY(server->counters().connections.load() == 20);
    server->stop();
    for (const auto &client : clients)
        QVERIFY(client->sawEnd());
    QCOMPARE(server->counters().openConnections.load(), 0);
}

/// Clients for whom there is no descriptor wait, and are served when there is one.
void TestPeerLoad::descriptorLimit()
{
    const auto server = running(u"greeting"_s);
    const Client first(server->port());
    QVERIFY(first.receiveLine().startsWith("220 "));
    std::unique_ptr<Client> waiting;
    {
        const DescriptorLimit limit(1); // room for the client's end only
        waiting = std::make_unique<Client>(server->port());
        QTRY_VERIFY(server->counters().acceptPauses.load() > 0);
        QVERIFY(waiting->isQuiet(100));
        first.send("NOOP\r\n");
        QCOMPARE(first.receiveLine(), "250 2.0.0 OK\r\n");
    }
    QVERIFY(waiting->receiveLine().startsWith("220 "));
}

QTEST_GUILESS_MAIN(TestPeerLoad)
#include "tst_peer_load.moc"
