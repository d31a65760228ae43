// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped examples, run by the real program against the built-in peer that their head asks for.
#include "peer/peer_factory.h"
#include "program.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestExampleScripts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void all();
    void head_data() { rows(); }
    void head();
    void runs_data() { rows(); }
    void runs();
    void runsWithBytesInPieces_data() { rows(); }
    void runsWithBytesInPieces();

private:
    static void rows();
    Folder m_folder;
};

namespace {

constexpr auto Examples = QLatin1StringView(EXAMPLES);

/// What k6 and this program print for a check is of no use here: this says each outcome in the log.
constexpr auto ReportingCheck = R"(import { check as count } from "k6";
export function check(value, conditions) {
  for (const [name, condition] of Object.entries(conditions)) {
    console.log((count(value, { [name]: condition }) ? "passed: " : "FAILED: ") + name);
  }
}
)";

QByteArray textOf(const QString &name)
{
    QFile file(Examples + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The example in a folder of its own, with checks that say how they went.
QString instrumented(const Folder &folder, const QString &name)
{
    folder.write(u"checks.js"_s, ReportingCheck);
    return folder.write(name,
                        textOf(name).replace("import { check } from \"k6\"", "import { check } from \"./checks.js\""));
}

/// Sorts the log into what the author prints and the outcomes of checks.
struct Log
{
    QByteArrayList printed;
    int passed = 0;
    QByteArrayList failed;

    explicit Log(const QByteArray &err)
    {
        for (const QByteArray &line : lines(err)) {
            if (line.startsWith("passed: "))
                ++passed;
            else if (line.startsWith("FAILED: "))
                failed += line;
            else
                printed += line;
        }
    }
};

quint16 startedPort(Program &peer)
{
    if (!peer.start() || !peer.waitForOut("\n"))
        return 0;
    static const QRegularExpression port(u":(\\d+) "_s);
    return static_cast<quint16>(port.match(QString::fromUtf8(peer.out())).captured(1).toUInt());
}

} // namespace

void TestExampleScripts::rows()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("peer");
    QTest::addColumn<int>("checks");
    QTest::addColumn<QByteArrayList>("log");
    const auto row = [](const char *name, const QString &peer, int checks, const QByteArrayList &log) {
        QTest::newRow(name) << QString::fromLatin1(name) + u".js"_s << peer << checks << log;
    };
    row("hello", u"echo"_s, 0, {"sent 14 bytes", "received: Hello, server!"});
    row("echo", u"echo"_s, 3,
        {"reply: one", "reply: two", "reply: three", "closed after 17 bytes sent and 17 received"});
    row("line_protocol", u"line"_s, 4,
        {"OK Hello, Ada! | OK 42 | ERR ADD takes two whole numbers", "counted: 1, 2, 3", "OK bye"});
    row("length_prefixed", u"length"_s, 2, {"reply: 0a 0d 00 03 02 01", "then: [09 08 07] [69 68] []"});
    row("timeouts", u"line"_s, 4, {"silent more than once, then: OK waited 700 ms", "no reply in time, giving up"});
    row("hangs", u"line"_s, 0,
        {"asked", "No script iterations fully finished, consider making the test duration longer"});
    row("reconnect", u"line"_s, 2,
        {"Handling TCP error", "attempt 1: connection refused", "Handling TCP error", "attempt 2: connection refused",
         "attempt 3: connected", "OK Hello, first connection!", "attempt 1: connected",
         "OK Hello, second connection!"});
    row("several_sockets", u"line"_s, 3,
        {"quick: OK waited 100 ms", "middling: OK waited 350 ms", "slow: OK waited 600 ms"});
    row("tls", u"tls"_s, 3, {"encrypted: sent 8 bytes, received \"a secret\"", "plain: the peer closed after 0 bytes"});
    row("redis", u"redis"_s, 6,
        {R"(PING -> "PONG")", R"(SET -> "OK")", R"(GET -> "one\r\ntwo")",
         "INCR -> ERR value is not an integer or out of range", "DEL -> 1", "GET -> null", R"(QUIT -> "OK")"});
    row("smtp_greeting", u"greeting"_s, 6,
        {"greeting: 220", "EHLO lab.example -> 250, 4 line(s)", "NOOP -> 250, 1 line(s)", "NONSENSE -> 500, 1 line(s)",
         "QUIT -> 221, 1 line(s)"});
}

/// No example without its row above.
void TestExampleScripts::all()
{
    const QStringList wanted = {u"echo.js"_s,          u"hangs.js"_s,     u"hello.js"_s, u"length_prefixed.js"_s,
                                u"line_protocol.js"_s, u"reconnect.js"_s, u"redis.js"_s, u"several_sockets.js"_s,
                                u"smtp_greeting.js"_s, u"timeouts.js"_s,  u"tls.js"_s};
    QCOMPARE(QDir(Examples).entryList(QDir::Files, QDir::Name), wanted);
}

/// A title for the menu, the peer, and a paragraph that teaches; ASCII in lines that fit a narrow editor.
void TestExampleScripts::head()
{
    QFETCH(const QString, name);
    QFETCH(const QString, peer);
    const QByteArrayList text = lines(textOf(name));
    QVERIFY(text.size() >= 20 && text.size() <= 70);
    static const QRegularExpression title(u"^// [A-Z][^:]+: .{10,80}[^.]$"_s);
    QVERIFY2(title.match(QString::fromUtf8(text.at(0))).hasMatch(), text.at(0).constData());
    QCOMPARE(QString::fromUtf8(text.at(1)), u"// Peer: "_s + peer);
    QVERIFY(sockscope::peerNames().contains(peer));
    QCOMPARE(text.at(2), "//");
    qsizetype explained = 3;
    while (text.at(explained).startsWith("// "))
        ++explained;
    QVERIFY(explained >= 5);
    for (const QByteArray &line : text) {
        QVERIFY2(line.size() <= 120, line.constData());
        QVERIFY(std::all_of(line.begin(), line.end(), [](char byte) { return byte >= ' ' && byte <= '~'; }));
    }
    QVERIFY(textOf(name).contains("__ENV.TCP_HOST || \"localhost\"") && textOf(name).contains("__ENV.TCP_PORT || "));
}

void TestExampleScripts::runs()
{
    QFETCH(const QString, name);
    QFETCH(const QString, peer);
    QFETCH(const int, checks);
    QFETCH(QByteArrayList, log);
    const Outcome outcome =
        runProgram({u"run"_s, u"--log-format"_s, u"raw"_s, u"--peer"_s, peer, instrumented(m_folder, name)});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    QVERIFY2(outcome.out.contains("peer: " + peer.toUtf8() + " on 127.0.0.1:"), outcome.told.constData());
    const QByteArray end = name == "hangs.js"_L1 ? "0 complete and 1 interrupted" : "1 complete and 0 interrupted";
    QVERIFY2(outcome.out.contains(end + " iterations\n"), outcome.told.constData());
    const Log got(outcome.err);
    QCOMPARE(got.failed, QByteArrayList());
    QCOMPARE(got.passed, checks);
    QByteArrayList printed = got.printed;
    if (name == "hello.js"_L1) { // its reply may overtake the end of its write
        std::sort(printed.begin(), printed.end());
        std::sort(log.begin(), log.end());
    }
    QCOMPARE(printed, log);
}

/// What they teach about chunks holds for themselves: a peer that sends a few bytes at a time changes nothing.
void TestExampleScripts::runsWithBytesInPieces()
{
    QFETCH(const QString, name);
    QFETCH(const QString, peer);
    QFETCH(const int, checks);
    QFETCH(const QByteArrayList, log);
    if (name == "hello.js"_L1)
        QSKIP("it takes one chunk and says so");
    const QString slice = peer == "tls"_L1 ? u"100"_s : u"1"_s; // a handshake byte by byte takes long
    Program server({u"peer"_s, peer, u"--slice"_s, slice});
    const quint16 port = startedPort(server);
    QVERIFY2(port != 0, server.told().constData());
    const Outcome outcome = runProgram({u"run"_s, u"--log-format"_s, u"raw"_s, instrumented(m_folder, name)}, {},
                                       {{u"TCP_HOST"_s, u"127.0.0.1"_s}, {u"TCP_PORT"_s, QString::number(port)}});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    const Log got(outcome.err);
    QCOMPARE(got.failed, QByteArrayList());
    QCOMPARE(got.passed, checks);
    QCOMPARE(got.printed, log);
    server.signal(SIGINT);
    QVERIFY(server.waitForEnd(10'000));
}

QTEST_GUILESS_MAIN(TestExampleScripts)
#include "tst_example_scripts.moc"
