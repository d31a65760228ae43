// SPDX-License-Identifier: GPL-3.0-or-later
// What each built-in server says, byte by byte, to clients in raw sockets.
#include "protocol_requests.h"
#include "raw_client.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestPeerProtocols : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dialogues_data();
    void dialogues();
    void dialoguesByteByByte_data() { dialogues_data(); }
    void dialoguesByteByByte();
    void time();
    void waits();
    void longMessage();
    void silence();
    void redisClientsShareAStore();
    void lastReplyArrives();
};

/// Everything that is sent, everything that comes back, and who closes: the peer, or nobody until the client does.
void TestPeerProtocols::dialogues_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<bool>("peerCloses");
    const auto row = [](const char *peer, const char *name, const QByteArray &request, const QByteArray &reply,
                        bool closes = false) {
        QTest::addRow("%s: %s", peer, name) << QString::fromLatin1(peer) << request << reply << closes;
    };
    row("line", "hello", "HELLO Ada\r\n", "OK Hello, Ada!\r\n");
    row("line", "LF alone", "HELLO Ada\n", "OK Hello, Ada!\r\n");
    row("line", "lower case", "hello Ada Lovelace\r\n", "OK Hello, Ada Lovelace!\r\n");
    row("line", "no name", "HELLO\r\nHELLO \r\n", "ERR HELLO takes a name\r\nERR HELLO takes a name\r\n");
    row("line", "add", "ADD 2 3\r\nADD -2  -3\r\n", "OK 5\r\nOK -5\r\n");
    row("line", "add badly", "ADD 2\nADD 1 x\nADD 1 2 3\nADD 1.5 2\n",
        QByteArray("ERR ADD takes two whole numbers\r\n").repeated(4));
    row("line", "add too much", "ADD 9223372036854775807 1\n", "ERR the sum is too large\r\n");
    row("line", "echo keeps spaces", "ECHO  a  b \r\nECHO\r\n", "OK  a  b \r\nOK \r\n");
    row("line", "count", "COUNT 3\nCOUNT 0\n", "OK 3 lines\r\n1\r\n2\r\n3\r\nOK 0 lines\r\n");
    row("line", "count badly", "COUNT 1001\nCOUNT -1\nCOUNT\n",
        QByteArray("ERR COUNT takes a number from 0 to 1000\r\n").repeated(3));
    row("line", "wait badly", "WAIT 10001\n", "ERR WAIT takes milliseconds from 0 to 10000\r\n");
    row("line", "help", "HELP\n", "OK HELLO name, TIME, ADD a b, ECHO text, COUNT n, WAIT ms, HELP, QUIT\r\n");
    row("line", "empty line", "\r\n", "ERR an empty line is no command: try HELP\r\n");
    row("line", "unknown", "FLY away\r\n", "ERR there is no command FLY: try HELP\r\n");
    row("line", "unknown bytes", QByteArray("\x01\0\xff\r\n", 5), "ERR there is no command ???: try HELP\r\n");
    row("line", "quit", "ADD 1 1\r\nQUIT\r\nADD 1 1\r\n", "OK 2\r\nOK bye\r\n", true);
    row("line", "longest line", "ECHO " + QByteArray(4091, 'x') + "\r\n", "OK " + QByteArray(4091, 'x') + "\r\n");
    row("line", "too long line", "ECHO " + QByteArray(4092, 'x') + "\r\nADD 1 1\r\n",
        "ERR a line has at most 4096 bytes\r\n", true);
    row("line", "unfinished line", "ADD 1 1\r\nADD 2", "OK 2\r\n");

    row("length", "a message", framed("abc"), framed("cba"));
    row("length", "several", framed("") + framed("ab") + framed("x"), framed("") + framed("ba") + framed("x"));
    row("length", "bytes", framed(QByteArray("\0\xff\r\n", 4)), framed(QByteArray("\n\r\xff\0", 4)));
    row("length", "unfinished", framed("ab") + QByteArray("\0\0\0\5abcd", 8), framed("ba"));
    row("length", "too long", QByteArray("\x00\x10\x00\x01", 4),
        framed("a message has at most 1048576 bytes, not 1048577"), true);
    row("length", "text instead", "HELLO\r\n", framed("a message has at most 1048576 bytes, not 1212501068"), true);

    row("silent", "bytes", QByteArray(100'000, 'x'), "");
    row("silent", "nothing", "", "");

    const QByteArray banner = "220 localhost ESMTP sockscope greeting peer ready\r\n";
    row("greeting", "speaks first", "", banner);
    row("greeting", "ehlo", "EHLO lab\r\n",
        banner + "250-localhost greets lab\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 HELP\r\n");
    row("greeting", "helo", "helo lab\r\n", banner + "250 localhost greets lab\r\n");
    row("greeting", "no host", "EHLO\r\n", banner + "501 5.5.4 Syntax: EHLO hostname\r\n");
    row("greeting", "noop", "NOOP\r\nnoop x\r\nRSET\n", banner + QByteArray("250 2.0.0 OK\r\n").repeated(3));
    row("greeting", "mail", "MAIL FROM:<a@b>\r\n",
        banner + "502 5.5.1 Command not implemented: this peer takes no mail\r\n");
    row("greeting", "unknown", "FLY\r\n", banner + "500 5.5.2 Command unrecognized: \"FLY\"\r\n");
    row("greeting", "quit", "QUIT\r\nNOOP\r\n", banner + "221 2.0.0 localhost closing connection\r\n", true);
    row("greeting", "too long line", QByteArray(511, 'x') + "\r\n", banner + "500 5.5.2 Line too long\r\n", true);

    row("redis", "ping", resp({"PING"}) + resp({"ping", "hi"}), "+PONG\r\n$2\r\nhi\r\n");
    row("redis", "inline", "PING\r\n\r\nECHO  hi\n", "+PONG\r\n$2\r\nhi\r\n");
    row("redis", "empty array", "*0\r\n" + resp({"PING"}), "+PONG\r\n");
    row("redis", "set and get", resp({"SET", "k", QByteArray("a\r\n\0b", 5)}) + resp({"GET", "k"}) + resp({"GET", "n"}),
        QByteArray("+OK\r\n$5\r\na\r\n\0b\r\n$-1\r\n", 21));
    row("redis", "empty value", resp({"SET", "", ""}) + resp({"GET", ""}), "+OK\r\n$0\r\n\r\n");
    row("redis", "del", resp({"SET", "k", "1"}) + resp({"DEL", "k", "n", "k"}) + resp({"GET", "k"}),
        "+OK\r\n:1\r\n$-1\r\n");
    row("redis", "incr", resp({"INCR", "n"}) + resp({"INCR", "n"}) + resp({"GET", "n"}), ":1\r\n:2\r\n$1\r\n2\r\n");
    row("redis", "incr a text", resp({"SET", "k", "1a"}) + resp({"INCR", "k"}),
        "+OK\r\n-ERR value is not an integer or out of range\r\n");
    row("redis", "incr too far", resp({"SET", "k", "9223372036854775807"}) + resp({"INCR", "k"}),
        "+OK\r\n-ERR increment or decrement would overflow\r\n");
    row("redis", "too few", resp({"GET"}) + resp({"set", "k"}),
        "-ERR wrong number of arguments for 'get' command\r\n-ERR wrong number of arguments for 'set' command\r\n");
    row("redis", "too many", resp({"PING", "a", "b"}), "-ERR wrong number of arguments for 'ping' command\r\n");
    row("redis", "options of set", resp({"SET", "k", "1", "EX", "5"}), "-ERR syntax error\r\n");
    row("redis", "unknown", resp({"FLY", "a\r\nb", "c"}),
        "-ERR unknown command 'FLY', with args beginning with: 'a??b' 'c' \r\n");
    row("redis", "quit", resp({"QUIT"}) + resp({"PING"}), "+OK\r\n", true);
    row("redis", "no bulk", "*1\r\n:5\r\n", "-ERR Protocol error: expected '$', got ':'\r\n", true);
    row("redis", "bulk length", "*1\r\n$x\r\n", "-ERR Protocol error: invalid bulk length\r\n", true);
    row("redis", "endless bulk length", "*1\r\n$" + QByteArray(40, '1'), "-ERR Protocol error: invalid bulk length\r\n",
        true);
    row("redis", "huge bulk", "*1\r\n$999999999\r\n", "-ERR Protocol error: invalid bulk length\r\n", true);
    row("redis", "array length", "*-1\r\n", "-ERR Protocol error: invalid multibulk length\r\n", true);
    row("redis", "huge array", "*1000000\r\n", "-ERR Protocol error: invalid multibulk length\r\n", true);
    row("redis", "inline too long", QByteArray(4097, 'x'), "-ERR Protocol error: too big inline request\r\n", true);
}

void TestPeerProtocols::dialogues()
{
    QFETCH(const QString, peer);
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, reply);
    QFETCH(const bool, peerCloses);
    const auto server = running(peer);
    QVERIFY(server);
    const Client client(server->port());
    QVERIFY(client.send(request));
    QCOMPARE(client.receive(reply.size()), reply);
    if (peerCloses) { // with FIN, whatever it hasn't answered
        QCOMPARE(client.receiveAll(), QByteArray());
        QCOMPARE(errno, 0);
    }
    client.finish();
    QCOMPARE(client.receiveAll(), QByteArray());
    QCOMPARE(errno, 0);
    QTRY_COMPARE(server->counters().openConnections.load(), 0);
}

/// TCP may split a request anywhere: the answers are the same.
void TestPeerProtocols::dialoguesByteByByte()
{
    QFETCH(const QString, peer);
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, reply);
    const auto server = running(peer);
    const Client client(server->port());
    std::thread sender([&client, part = request.first(std::min<qsizetype>(request.size(), 5000))] {
        for (const char byte : part) {
            client.send(QByteArray(1, byte));
            std::this_thread::yield();
        }
        client.finish();
    });
    const QByteArray got = client.receiveAll();
    sender.join();
    QCOMPARE(got, reply);
}

void TestPeerProtocols::time()
{
    const auto server = running(u"line"_s);
    const Client client(server->port());
    client.send("TIME\r\n");
    static const QRegularExpression iso(u"^OK \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\r\n$"_s);
    const QString line = QString::fromLatin1(client.receiveLine());
    QVERIFY2(iso.match(line).hasMatch(), qPrintable(line));
}

/// The reply to WAIT is late and so is what follows; other clients don't notice.
void TestPeerProtocols::waits()
{
    const auto server = running(u"line"_s);
    const Client client(server->port());
    const Client other(server->port());
    QElapsedTimer clock;
    clock.start();
    client.send("WAIT 1000\r\nADD 1 1\r\n");
    other.send("ADD 2 2\r\n");
    QCOMPARE(other.receiveLine(), "OK 4\r\n");
    QVERIFY(client.isQuiet(0));
    QCOMPARE(client.receiveLine(), "OK waited 1000 ms\r\n");
    QVERIFY2(clock.elapsed() >= 999, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(client.receiveLine(), "OK 2\r\n");
}

void TestPeerProtocols::longMessage()
{
    const auto server = running(u"length"_s);
    const Client client(server->port());
    QByteArray payload(1 << 20, Qt::Uninitialized);
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = char(i % 251);
    QByteArray reversed = payload;
    std::reverse(reversed.begin(), reversed.end());
    for (int round = 0; round < 3; ++round) {
        std::thread sender([&] { client.send(framed(payload) + framed("x")); });
        const QByteArray got = client.receive(4 + payload.size());
        const QByteArray next = client.receive(5);
        sender.join();
        QVERIFY(got == framed(reversed));
        QCOMPARE(next, framed("x"));
    }
}

void TestPeerProtocols::silence()
{
    const auto server = running(u"silent"_s);
    const Client client(server->port());
    QVERIFY(client.send(QByteArray(20 << 20, 'x'))); // it reads all the time
    QTRY_COMPARE(server->counters().bytesReceived.load(), 20 << 20);
    QVERIFY(client.isQuiet(200));
    QCOMPARE(server->counters().openConnections.load(), 1);
    client.finish();
    QVERIFY(client.sawEnd());
    QCOMPARE(server->counters().bytesSent.load(), 0);
}

void TestPeerProtocols::redisClientsShareAStore()
{
    const auto server = running(u"redis"_s);
    const Client one(server->port());
    const Client two(server->port());
    one.send(resp({"SET", "k", "from one"}));
    QCOMPARE(one.receiveLine(), "+OK\r\n");
    two.send(resp({"GET", "k"}));
    QCOMPARE(two.receive(14), "$8\r\nfrom one\r\n");
    const auto another = running(u"redis"_s); // which is another server
    const Client stranger(another->port());
    stranger.send(resp({"GET", "k"}));
    QCOMPARE(stranger.receiveLine(), "$-1\r\n");
}

/// The peer closes while bytes of the client are on their way: no reset costs the client the last reply.
void TestPeerProtocols::lastReplyArrives()
{
    const auto server = running(u"line"_s);
    for (int round = 0; round < 50; ++round) {
        const Client client(server->port());
        client.send("QUIT\r\n");
        client.send(QByteArray(300'000, 'x'));
        QCOMPARE(client.receiveAll(), "OK bye\r\n");
        QCOMPARE(errno, 0);
    }
}

QTEST_GUILESS_MAIN(TestPeerProtocols)
#include "tst_peer_protocols.moc"
