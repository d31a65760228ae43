// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that are early, many, slow, large, or leave.
#include "served_run.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestRestServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connectsBeforeThePlan();
    void scriptThatCannotBeLoaded();
    void requestWithoutALength();
    void manyAtOnce();
    void halfRequests();
    void clientThatDoesNotWait();
    void largeBody();
    void endsWithClientsAndCalls();
    void saysWhereOthersReachIt();
};

namespace {

/// Of a run that isn't started.
TestRunConfig idle(LogRecorder &log)
{
    TestRunConfig config;
    config.script = u"/script.js"_s;
    config.log = &log;
    return config;
}

} // namespace

void TestRestServer::connectsBeforeThePlan()
{
    ServedRun run(Once);
    QTcpSocket early;
    early.connectToHost(QHostAddress::LocalHost, run.port());
    early.write("GET /v1/status HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(early.waitForBytesWritten());
    run.start();
    QTRY_VERIFY(early.peek(1000).contains(R"("id":"default")"));
}

void TestRestServer::scriptThatCannotBeLoaded()
{
    for (int i = 0; i < 20; ++i) {
        ServedRun run(u"throw new Error('no')"_s);
        QTcpSocket early;
        early.connectToHost(QHostAddress::LocalHost, run.port());
        early.write("PATCH /v1/status HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n\r\n"
                    R"({"data":{"attributes":{"paused":false}}})");
        QVERIFY(early.waitForBytesWritten());
        run.start();
        QTRY_VERIFY(run.hasEnded());
    }
}

void TestRestServer::requestWithoutALength()
{
    ServedRun run(Waiting);
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, run.port());
    client.write("POST /v1/setup HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(client.peek(1000).contains(R"("data":{"n":1})"));
}

void TestRestServer::manyAtOnce()
{
    ServedRun run(Waiting, false);
    run.start();
    QTRY_VERIFY(run.isAt(RunningStage));
    constexpr int Clients = 100;
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < Clients; ++i) {
        clients.push_back(std::make_unique<QTcpSocket>());
        clients.back()->connectToHost(QHostAddress::LocalHost, run.port());
        clients.back()->write("GET /v1/status HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    for (const auto &client : clients)
        QTRY_VERIFY(client->peek(1000).contains(R"("running":true)"));
}

void TestRestServer::halfRequests()
{
    ServedRun run(Once);
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    constexpr int Clients = 50;
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < Clients; ++i) {
        clients.push_back(std::make_unique<QTcpSocket>());
        clients.back()->connectToHost(QHostAddress::LocalHost, run.port());
        clients.back()->write(i % 2 == 0 ? "PATCH /v1/status HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"
                                         : "GET /v1/sta");
        QVERIFY(clients.back()->waitForBytesWritten());
    }
    QTcpSocket nonsense;
    nonsense.connectToHost(QHostAddress::LocalHost, run.port());
    nonsense.write(QByteArray("\0\xff\r\n\r\n\r\n", 8) + QByteArray(100'000, 'x'));
    QVERIFY(nonsense.waitForConnected());
    QCOMPARE(run.patch(R"({"paused":false})").status, 200);
    QTRY_VERIFY(run.hasEnded());
}

void TestRestServer::clientThatDoesNotWait()
{
    ServedRun run(
        u"export default function () {}\n"
        "export function setup() { console.log('setup'); return new Promise((r) => setTimeout(r, 300, 7)) }\n"_s);
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    {
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, run.port());
        client.write("POST /v1/setup HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        QTRY_VERIFY(!run.log().console().isEmpty());
        client.abort();
    }
    QTRY_VERIFY(run.get(u"/v1/setup"_s).contains(R"("data":7)"));
    QVERIFY(run.isAt(PausedStage));
}

void TestRestServer::largeBody()
{
    ServedRun run(Once);
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    const QByteArray text = '"' + QByteArray(5'000'000, 'x') + '"';
    for (const char *type : {"application/json", "application/x-www-form-urlencoded", "multipart/form-data"}) {
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, run.port());
        client.write("PUT /v1/setup HTTP/1.1\r\nHost: a\r\nContent-Type: " + QByteArray(type) +
                     "\r\nContent-Length: " + QByteArray::number(text.size()) + "\r\n\r\n" + text);
        QTRY_VERIFY(client.bytesAvailable() > text.size());
        QVERIFY(client.peek(100).startsWith("HTTP/1.1 200"));
    }
    QCOMPARE(run.ask("PUT", u"/v1/setup"_s, "{").status, 400);
    QVERIFY(run.get(u"/v1/setup"_s).contains(text));
}

void TestRestServer::endsWithClientsAndCalls()
{
    QTcpSocket slow;
    QTcpSocket calling;
    QElapsedTimer elapsed;
    {
        ServedRun run(u"export default function () {}\n"
                      "export function setup() { console.log('setup'); for (;;) {} }\n"
                      "export const options = { noSetup: true }\n"_s);
        run.start();
        QTRY_VERIFY(run.isAt(PausedStage));
        slow.connectToHost(QHostAddress::LocalHost, run.port());
        slow.write("PATCH /v1/status HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");
        QVERIFY(slow.waitForBytesWritten());
        calling.connectToHost(QHostAddress::LocalHost, run.port());
        calling.write("POST /v1/setup HTTP/1.1\r\nHost: a\r\n\r\n");
        QTRY_COMPARE(run.log().console(), QStringList{u"setup"_s});
        QCOMPARE(run.patch(R"({"paused":false})").status, 200);
        QTRY_VERIFY(run.hasEnded());
        elapsed.start();
    }
    QVERIFY2(elapsed.elapsed() < 1000, qPrintable(QString::number(elapsed.elapsed())));
    QTRY_COMPARE(slow.state(), QAbstractSocket::UnconnectedState);
}

void TestRestServer::saysWhereOthersReachIt()
{
    LogRecorder log;
    TestRun run(idle(log));
    {
        const RestServer loopback(run, log, listenerAt(u"127.0.0.1:0"_s));
    }
    QCOMPARE(log.messages(LogLevel::Warning), QStringList());
    const RestServer rest(run, log, listenerAt(u":0"_s));
    QCOMPARE(
        log.messages(LogLevel::Warning),
        QStringList{
            u"The REST API listens on every interface, port %1: whoever reaches that address can stop the test"_s.arg(
                rest.port())});
}

QTEST_GUILESS_MAIN(TestRestServer)
#include "tst_rest_server.moc"
