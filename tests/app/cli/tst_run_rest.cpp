// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope run --address`: a run that is watched, resumed and stopped from outside.
#include "program.h"
#include "support/http_client.h"

#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestRunRest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsPaused();
    void stopped();
    void interruptedWhilePaused();
    void servesWhileItLingers();
    void fromTheEnvironment();
    void slowClientsDoNotHoldItUp();
    void callThatNothingInterrupts();
    void addressOfTheEnvironmentInUse();
    void cannotListen_data();
    void cannotListen();

private:
    [[nodiscard]] QString script() const
    {
        return m_folder.write(u"rest.js"_s, "import { sleep } from 'k6'\n"
                                            "export default function () { console.log('iteration'); sleep(+__ENV.S) }\n"
                                            "export const teardown = () => console.log('teardown')\n");
    }
    Folder m_folder;
};

namespace {

/// The port that the program tells, for an address with port 0; 0 where it tells none.
quint16 portOf(Program &program)
{
    if (!program.waitForErr("The REST API listens on port "))
        return 0;
    static const QRegularExpression port(u"listens on port (\\d+)"_s);
    return port.match(QString::fromUtf8(program.err())).captured(1).toUShort();
}

HttpReply patch(quint16 port, const QByteArray &attributes)
{
    return request(port, "PATCH", u"/v1/status"_s, R"({"data":{"attributes":)" + attributes + "}}");
}

bool isAt(quint16 port, int stage)
{
    return request(port, "GET", u"/v1/status"_s).body.contains("\"status\":" + QByteArray::number(stage) + ',');
}

const QStringList Paused{u"run"_s, u"-a"_s, u"127.0.0.1:0"_s, u"--paused"_s, u"-e"_s, u"S=0"_s};
constexpr int PausedStage = 4;

} // namespace

void TestRunRest::startsPaused()
{
    Program program(Paused + QStringList{script()});
    QVERIFY(program.start());
    const quint16 port = portOf(program);
    QTRY_VERIFY(isAt(port, PausedStage));
    QVERIFY2(!program.err().contains("iteration"), program.told());
    QCOMPARE(patch(port, R"({"paused":false})").status, 200);
    QVERIFY2(program.waitForEnd(), program.told());
    QCOMPARE(program.exitCode(), 0);
    QVERIFY2(program.err().contains("msg=iteration"), program.told());
    QVERIFY2(program.err().contains("msg=teardown"), program.told());
}

void TestRunRest::stopped()
{
    Program program({u"run"_s, u"-a"_s, u"127.0.0.1:0"_s, u"-e"_s, u"S=1000"_s, script()});
    QVERIFY(program.start());
    const quint16 port = portOf(program);
    QVERIFY2(program.waitForErr("msg=iteration"), program.told());
    QVERIFY(patch(port, R"({"stopped":true})").body.contains(R"("stopped":true)"));
    QVERIFY2(program.waitForEnd(), program.told());
    QCOMPARE(program.exitCode(), 103);
    QVERIFY2(program.err().contains("msg=teardown"), program.told());
    QVERIFY2(program.err().endsWith("level=error msg=\"test run stopped from REST API\"\n"), program.told());
    QVERIFY2(program.out().contains("TOTAL RESULTS"), program.told());
}

void TestRunRest::interruptedWhilePaused()
{
    Program program(Paused + QStringList{script()});
    QVERIFY(program.start());
    const quint16 port = portOf(program);
    QTRY_VERIFY(isAt(port, PausedStage));
    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(), program.told());
    QCOMPARE(program.exitCode(), 105);
    QVERIFY2(!program.err().contains("iteration"), program.told());
    QVERIFY2(!program.err().contains("teardown"), program.told());
}

void TestRunRest::servesWhileItLingers()
{
    Program program({u"run"_s, u"-a"_s, u"127.0.0.1:0"_s, u"--linger"_s, u"-e"_s, u"S=0"_s, script()});
    QVERIFY(program.start());
    const quint16 port = portOf(program);
    QVERIFY2(program.waitForOut("--linger was enabled"), program.told());
    QVERIFY(isAt(port, 9));
    QVERIFY(request(port, "GET", u"/v1/metrics/iterations"_s).body.contains(R"("count":1)"));
    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(), program.told());
    QCOMPARE(program.exitCode(), 0);
}

void TestRunRest::fromTheEnvironment()
{
    Program program({u"run"_s, u"-e"_s, u"S=0"_s, script()},
                    {{u"K6_ADDRESS"_s, u"127.0.0.1:0"_s}, {u"K6_PAUSED"_s, u"true"_s}});
    QVERIFY(program.start());
    const quint16 port = portOf(program);
    QTRY_VERIFY(isAt(port, PausedStage));
    QCOMPARE(patch(port, R"({"paused":false})").status, 200);
    QVERIFY2(program.waitForEnd(), program.told());
    QCOMPARE(program.exitCode(), 0);
}

void TestRunRest::slowClientsDoNotHoldItUp()
{
    Program program(Paused + QStringList{script()});
    QVERIFY(program.start());
    const quint16 port = portOf(program);
    QTcpSocket slow;
    slow.connectToHost(QHostAddress::LocalHost, port);
    slow.write("PUT /v1/setup HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n{");
    QVERIFY(slow.waitForBytesWritten());
    QTRY_VERIFY(isAt(port, PausedStage));
    QCOMPARE(patch(port, R"({"paused":false})").status, 200);
    QVERIFY2(program.waitForErr("msg=teardown"), program.told());
    QVERIFY2(program.waitForEnd(2000), program.told());
    QCOMPARE(program.exitCode(), 0);
}

void TestRunRest::callThatNothingInterrupts()
{
    // Takes time with the square of the length.
    const QString stuck = m_folder.write(
        u"stuck.js"_s,
        "export const options = { noSetup: true }\nexport default function () {}\n"
        "export function setup() { const long = 'a'.repeat(1e6); console.log('setup'); /a*b/.test(long) }");
    Program program(Paused + QStringList{stuck});
    QVERIFY(program.start());
    const quint16 port = portOf(program);
    QTRY_VERIFY(isAt(port, PausedStage));
    QTcpSocket calling;
    calling.connectToHost(QHostAddress::LocalHost, port);
    calling.write("POST /v1/setup HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY2(program.waitForErr("msg=setup"), program.told());
    QVERIFY2(program.waitForWork(), program.told());
    QCOMPARE(patch(port, R"({"paused":false})").status, 200);
    QVERIFY2(program.waitForEnd(), program.told());
    QCOMPARE(program.exitCode(), 0);
}

/// Unlike a flag, a variable may be meant for another program.
void TestRunRest::addressOfTheEnvironmentInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QString address = u"127.0.0.1:%1"_s.arg(other.serverPort());
    const Outcome outcome = runProgram({u"run"_s, u"-e"_s, u"S=0"_s, script()}, {},
                                       {{u"K6_ADDRESS"_s, address}, {u"K6_PAUSED"_s, u"true"_s}});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.err.contains("level=warning msg=\"Error from API server\" error=\"listen tcp"), outcome.told);
    QVERIFY2(outcome.err.contains("The option `paused` has no effect here"), outcome.told);
    QVERIFY2(outcome.err.contains("msg=iteration"), outcome.told);
}

void TestRunRest::cannotListen_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("no port") << u"nonsense"_s << "listen tcp: address nonsense: missing port in address"_ba;
    QTest::newRow("in use") << QString() << "bind: address already in use"_ba;
}

void TestRunRest::cannotListen()
{
    QFETCH(QString, address);
    QFETCH(const QByteArray, error);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    if (address.isEmpty())
        address = u"127.0.0.1:%1"_s.arg(other.serverPort());
    const Outcome outcome = runProgram({u"run"_s, u"-a"_s, address, script()});
    QCOMPARE(outcome.exitCode, 106);
    QVERIFY2(outcome.err.contains("level=error msg=\"Error from API server\" error=\"listen tcp"), outcome.told);
    QVERIFY2(outcome.err.contains(error), outcome.told);
    QVERIFY2(!outcome.err.contains("iteration"), outcome.told);
}

QTEST_GUILESS_MAIN(TestRunRest)
#include "tst_run_rest.moc"
