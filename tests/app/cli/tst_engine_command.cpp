// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope engine`: scripts over the control protocol, on real pipes (docs/engine-protocol.md).
#include "engine_client.h"
#include "engine_messages.h"

#include <QJsonArray>
#include <QTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

const QString Example = QStringLiteral(EXAMPLES) + u"/hello.js"_s;
const QString Sleeping = u"import { sleep } from 'k6'\n"
                         "export default () => { console.log('iteration'); sleep(1000) }\n"
                         "export const teardown = () => console.log('teardown')"_s;

} // namespace

class TestEngineCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QFile::remove(journal()); }
    void hello();
    void loadAndRun();
    void peersByName();
    void sourceArgsAndEnv();
    void twoRunsInOneJournal();
    void loadFails_data();
    void loadFails();
    void wrongMoments();
    void stop();
    void memoryLimit();
    void stuck();
    void ignored_data();
    void ignored();
    void pieces();
    void longLine();
    void quit_data();
    void quit();
    void lastLineWithoutItsEnd();
    void nobodyReads();
    void killed();

private:
    [[nodiscard]] QString journal() const { return m_folder.path(u"engine.journal"_s); }
    Folder m_folder;
};

void TestEngineCommand::hello()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    QVERIFY2(engine.waitFor(u"hello"_s), engine.told().constData());
    const QJsonObject hello = engine.messages().constFirst();
    QCOMPARE(hello.value(u"protocol"_s), QJsonValue(1));
    QCOMPARE(hello.value(u"version"_s), QJsonValue(QStringLiteral(SOCKSCOPE_VERSION)));
    QCOMPARE(hello.value(u"journal"_s), QJsonValue(journal()));
    JournalReader reader;
    QVERIFY2(reader.open(journal()), qPrintable(reader.error())); // there before it is named
}

void TestEngineCommand::loadAndRun()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send({{u"type"_s, u"load"_s}, {u"script"_s, Example}, {u"peer"_s, u"echo"_s}});
    engine.send(typed(u"run"_s));
    QVERIFY2(engine.waitFor(u"finished"_s), engine.told().constData());
    QCOMPARE(engine.last(u"loaded"_s).value(u"script"_s), QJsonValue(Example));
    const QJsonObject started = engine.last(u"started"_s);
    const QJsonObject peer = started.value(u"peer"_s).toObject();
    QCOMPARE(started.value(u"script"_s), QJsonValue(Example));
    QCOMPARE(peer.value(u"name"_s), QJsonValue(u"echo"_s));
    QCOMPARE(peer.value(u"host"_s), QJsonValue(u"127.0.0.1"_s));
    QVERIFY(peer.value(u"port"_s).toInt() > 0);
    const QJsonObject progress = engine.last(u"progress"_s);
    QCOMPARE(progress.value(u"iterations"_s), QJsonValue(1));
    QCOMPARE(progress.value(u"interrupted"_s), QJsonValue(0));
    QVERIFY(progress.value(u"elapsedMs"_s).isDouble() && progress.contains(u"vus"_s));
    QCOMPARE(engine.last(u"finished"_s).value(u"exitCode"_s), QJsonValue(0));
    QCOMPARE(engine.last(u"finished"_s).value(u"reason"_s), QJsonValue(u""_s));
    QCOMPARE(QSet<QByteArray>({"received: Hello, server!", "sent 14 bytes"}),
             [console = consoleOf(journal())] { return QSet<QByteArray>(console.begin(), console.end()); }());
    QCOMPARE(engine.program().err(), QByteArray());
}

/// Each has its own port and keeps it for the session.
void TestEngineCommand::peersByName()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    const auto run = [&engine](const QString &example, const QString &peer) {
        engine.send(
            {{u"type"_s, u"load"_s}, {u"script"_s, QStringLiteral(EXAMPLES) + u'/' + example}, {u"peer"_s, peer}});
        const auto finished = engine.count(u"finished"_s);
        engine.send(typed(u"run"_s));
        if (!engine.waitFor(u"finished"_s, finished + 1))
            return QJsonObject();
        return engine.last(u"started"_s).value(u"peer"_s).toObject();
    };
    const QJsonObject line = run(u"line_protocol.js"_s, u"line"_s);
    QCOMPARE(engine.last(u"finished"_s).value(u"exitCode"_s), QJsonValue(0));
    QCOMPARE(line.value(u"name"_s), QJsonValue(u"line"_s));
    const QJsonObject redis = run(u"redis.js"_s, u"redis"_s);
    QCOMPARE(engine.last(u"finished"_s).value(u"exitCode"_s), QJsonValue(0));
    QVERIFY(redis.value(u"port"_s) != line.value(u"port"_s));
    QCOMPARE(run(u"line_protocol.js"_s, u"line"_s), line);
    const QByteArrayList console = consoleOf(journal());
    QVERIFY2(console.contains("OK bye") && console.contains("PING -> \"PONG\""), console.join('\n').constData());
}

void TestEngineCommand::sourceArgsAndEnv()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    QJsonObject request = load(u"export default () => console.log(__VU, __ENV.A, __ENV.B)"_s);
    request.insert(u"args"_s, QJsonArray{u"--vus"_s, u"2"_s, u"-e"_s, u"A=flag"_s, u"-e"_s, u"B=flag"_s});
    request.insert(u"env"_s, QJsonObject{{u"B"_s, u"member"_s}});
    engine.send(request);
    engine.send(typed(u"run"_s));
    QVERIFY2(engine.waitFor(u"finished"_s), engine.told().constData());
    QCOMPARE(engine.last(u"progress"_s).value(u"iterations"_s), QJsonValue(2));
    const QByteArrayList console = consoleOf(journal());
    QCOMPARE(console.size(), 2);
    QVERIFY(console[0].endsWith(" flag member"));
    QVERIFY(!engine.last(u"started"_s).contains(u"peer"_s));
}

/// Socket numbers go on, so that the window can tell the sockets of both apart.
void TestEngineCommand::twoRunsInOneJournal()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send({{u"type"_s, u"load"_s}, {u"script"_s, Example}, {u"peer"_s, u"echo"_s}});
    for (int round = 1; round <= 2; ++round) {
        engine.send(typed(u"run"_s));
        QVERIFY2(engine.waitFor(u"finished"_s, round), engine.told().constData());
    }
    engine.program().closeInput();
    QVERIFY(engine.program().waitForEnd());
    JournalReader reader;
    QVERIFY(reader.open(journal()));
    QList<std::uint32_t> sockets;
    while (const auto record = reader.next())
        if (record->kind == RecordKind::SocketCreated)
            sockets.append(record->socket);
    QCOMPARE(sockets, (QList<std::uint32_t>{1, 2}));
    QVERIFY(reader.summary().closed);
}

void TestEngineCommand::loadFails_data()
{
    QTest::addColumn<QJsonObject>("request");
    QTest::addColumn<QString>("message"); // beginning
    const auto row = [](const char *name, const QString &script, const QJsonArray &args, const QString &peer,
                        const QString &message) {
        QTest::newRow(name) << QJsonObject{{u"type"_s, u"load"_s},
                                           {u"script"_s, script},
                                           {u"args"_s, args},
                                           {u"peer"_s, peer}}
                            << message;
    };
    row("no script", {}, {}, {}, u"the load message names no script"_s);
    row("missing script", u"/no/such.js"_s, {}, {},
        u"The moduleSpecifier \"/no/such.js\" couldn't be found on local disk."_s);
    row("a folder", u"/tmp"_s, {}, {}, u"read /tmp: is a directory"_s);
    row("standard input", u"-"_s, {}, {}, u"the script cannot be read from standard input"_s);
    row("flag", Example, {u"--wat"_s}, {}, u"unknown flag: --wat"_s);
    row("letter", Example, {u"-x"_s}, {}, u"unknown shorthand flag: 'x' in -x"_s);
    row("flag without value", Example, {u"--vus"_s}, {}, u"flag needs an argument: --vus"_s);
    row("value", Example, {u"--vus"_s, u"x"_s}, {}, u"invalid argument \"x\" for \"-u, --vus\" flag"_s);
    row("help", Example, {u"--help"_s}, {}, u"unknown flag: --help"_s);
    row("script among the flags", Example, {u"b.js"_s}, {}, u"accepts 0 arg(s), received 1"_s);
    row("peer", Example, {}, u"chat"_s, u"there is no built-in peer \"chat\": there are echo, line, "_s);
}

/// Answered once, in JSON only; the engine serves on.
void TestEngineCommand::loadFails()
{
    QFETCH(const QJsonObject, request);
    QFETCH(const QString, message);
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send(request);
    QVERIFY2(engine.waitFor(u"failed"_s), engine.told().constData());
    const QJsonObject failed = engine.last(u"failed"_s);
    QVERIFY2(failed.value(u"message"_s).toString().startsWith(message), engine.told().constData());
    QCOMPARE(failed.value(u"exitCode"_s), QJsonValue(255));
    engine.send(snippet(1, u"6 * 7"_s));
    QVERIFY2(engine.waitFor(u"result"_s), engine.told().constData());
    QCOMPARE(engine.messages().size(), 3);
    QVERIFY2(engine.foreignLines().isEmpty(), engine.told().constData());
    QCOMPARE(engine.program().err(), QByteArray());
}

void TestEngineCommand::wrongMoments()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send(typed(u"run"_s));
    QVERIFY2(engine.waitFor(u"failed"_s, 1), engine.told().constData());
    QCOMPARE(engine.last(u"failed"_s).value(u"message"_s),
             QJsonValue(u"no script is loaded: send a load message first"_s));
    engine.send(typed(u"stop"_s)); // of nothing: no harm
    engine.send(load(Sleeping));
    engine.send(typed(u"run"_s));
    engine.send(typed(u"run"_s));
    QVERIFY2(engine.waitFor(u"failed"_s, 2), engine.told().constData());
    QCOMPARE(engine.last(u"failed"_s).value(u"message"_s), QJsonValue(u"a script is running already"_s));
    engine.send(load(Sleeping));
    QVERIFY2(engine.waitFor(u"failed"_s, 3), engine.told().constData());
    QCOMPARE(engine.last(u"failed"_s).value(u"message"_s),
             QJsonValue(u"a script is running: stop it before you load another"_s));
    QCOMPARE(engine.count(u"started"_s), 1);
    QCOMPARE(engine.count(u"finished"_s), 0);
}

void TestEngineCommand::stop()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send(load(Sleeping));
    engine.send(typed(u"run"_s));
    QVERIFY(engine.program().waitFor([this] { return consoleOf(journal()).size() == 1; }));
    QVERIFY2(engine.waitFor(u"progress"_s, 2), engine.told().constData()); // goes on while the script sleeps
    engine.send(typed(u"stop"_s));
    QVERIFY2(engine.waitFor(u"finished"_s), engine.told().constData());
    QCOMPARE(engine.last(u"finished"_s).value(u"exitCode"_s), QJsonValue(105));
    QCOMPARE(engine.last(u"finished"_s).value(u"reason"_s), QJsonValue(u"the run was stopped"_s));
    QCOMPARE(engine.last(u"progress"_s).value(u"interrupted"_s), QJsonValue(1));
    QCOMPARE(consoleOf(journal()), (QByteArrayList{"iteration", "teardown"}));
    engine.send(typed(u"run"_s)); // once more
    QVERIFY2(engine.waitFor(u"started"_s, 2), engine.told().constData());
}

/// A script that hoards is stopped in words, and the session goes on.
void TestEngineCommand::memoryLimit()
{
    EngineClient engine(journal(), {u"--memory-limit"_s, u"300"_s});
    QVERIFY(engine.start());
    engine.send(
        load(u"export default function () { const all = []; for (;;) all.push({ a: all.length, b: [1, 2] }) }"_s));
    engine.send(typed(u"run"_s));
    QVERIFY2(engine.waitFor(u"finished"_s), engine.told().constData());
    QCOMPARE(engine.last(u"finished"_s).value(u"exitCode"_s), QJsonValue(105));
    QVERIFY2(engine.last(u"finished"_s).value(u"reason"_s).toString().contains(u"300 MiB of memory"_s),
             engine.told().constData());
    engine.send(load(u"export default function () { console.log('small') }"_s));
    engine.send(typed(u"run"_s));
    QVERIFY2(engine.waitFor(u"finished"_s, 2), engine.told().constData());
    QCOMPARE(engine.last(u"finished"_s).value(u"exitCode"_s), QJsonValue(0));
}

void TestEngineCommand::stuck()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    // Takes time with the square of the length.
    engine.send(load(u"export default function () { const long = 'a'.repeat(1e6)\n"
                     "console.log('matching'); /a*b/.test(long); console.log('matched') }"_s));
    engine.send(typed(u"run"_s));
    QVERIFY(engine.program().waitFor([this] { return consoleOf(journal()).size() == 1; }));
    QVERIFY2(engine.program().waitForWork(), engine.told().constData());
    engine.send(typed(u"stop"_s));
    QVERIFY2(engine.program().waitForEnd(), engine.told().constData());
    QCOMPARE(engine.program().exitCode(), 105);
    QCOMPARE(engine.last(u"failed"_s).value(u"exitCode"_s), QJsonValue(105));
    QCOMPARE(consoleOf(journal()), QByteArrayList{"matching"});
}

void TestEngineCommand::ignored_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("note"); // beginning; what follows is in the JSON parser's words
    const QString noObject = u"a line that is no JSON object was ignored: "_s;
    QTest::newRow("words") << QByteArray("run please") << noObject;
    QTest::newRow("half an object") << QByteArray("{\"type\":\"run\"") << noObject;
    QTest::newRow("array") << QByteArray(R"([{"type":"quit"}])") << noObject + u"it is an array"_s;
    QTest::newRow("string") << QByteArray(R"("quit")") << noObject;
    QTest::newRow("two objects") << QByteArray(R"({"type":"quit"}{"type":"quit"})") << noObject;
    QTest::newRow("bytes") << QByteArray("\x00\xff\x1b{}", 5) << noObject;
    QTest::newRow("unknown type") << QByteArray(R"({"type":"wat"})")
                                  << u"the message type \"wat\" is unknown and was ignored"_s;
    QTest::newRow("no type") << QByteArray("{}") << u"the message type \"\" is unknown and was ignored"_s;
    QTest::newRow("a number as type") << QByteArray(R"({"type":7})")
                                      << u"the message type \"\" is unknown and was ignored"_s;
    QTest::newRow("nested deeply") << QByteArray(100'000, '[') << noObject;
}

void TestEngineCommand::ignored()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, note);
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.program().write(line + '\n');
    engine.send(snippet(1, u"1"_s));
    QVERIFY2(engine.waitFor(u"result"_s), engine.told().constData());
    QCOMPARE(engine.count(u"note"_s), 1);
    QVERIFY2(engine.last(u"note"_s).value(u"message"_s).toString().startsWith(note), engine.told().constData());
    QCOMPARE(engine.messages().size(), 3);
    QVERIFY2(engine.foreignLines().isEmpty(), engine.told().constData());
}

/// A message may come in pieces, with CR LF, among empty lines, or together with others.
void TestEngineCommand::pieces()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    QVERIFY(engine.waitFor(u"hello"_s));
    const QByteArray first = R"({"type":"eval","id":1,"text":"1"})";
    for (const char letter : first) {
        engine.program().write(QByteArray(1, letter));
        QVERIFY(engine.program().waitFor([&] { return engine.program().process().bytesToWrite() == 0; }));
    }
    engine.program().write("\r\n\n  \n" + QByteArray(first).replace("1,", "2,") + '\n' +
                           QByteArray(first).replace("1,", "3,") + '\n');
    QVERIFY2(engine.waitFor(u"result"_s, 3), engine.told().constData());
    QCOMPARE(engine.count(u"note"_s), 0);
    QCOMPARE(engine.last(u"result"_s).value(u"id"_s), QJsonValue(3));
}

void TestEngineCommand::longLine()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.program().write(QByteArray((64 << 20) + (200 << 10), 'x'));
    QVERIFY2(engine.waitFor(u"note"_s), engine.told().constData());
    QCOMPARE(engine.last(u"note"_s).value(u"message"_s), QJsonValue(u"a message of more than 64 MiB was ignored"_s));
    engine.program().write("the rest of it\n");
    engine.send(snippet(1, u"1"_s));
    QVERIFY2(engine.waitFor(u"result"_s), engine.told().constData());
    QCOMPARE(engine.count(u"note"_s), 1);
}

void TestEngineCommand::quit_data()
{
    QTest::addColumn<bool>("byMessage");
    QTest::addColumn<QString>("busyWith");
    for (const bool byMessage : {true, false}) {
        const QByteArray how = byMessage ? "quit" : "end of input";
        QTest::newRow((how + ", idle").constData()) << byMessage << QString();
        QTest::newRow((how + ", a run").constData()) << byMessage << u"run"_s;
        QTest::newRow((how + ", a snippet").constData()) << byMessage << u"eval"_s;
    }
}

void TestEngineCommand::quit()
{
    QFETCH(const bool, byMessage);
    QFETCH(const QString, busyWith);
    EngineClient engine(journal());
    QVERIFY(engine.start());
    QVERIFY(engine.waitFor(u"hello"_s));
    if (busyWith == u"run") {
        engine.send(load(Sleeping));
        engine.send(typed(u"run"_s));
    } else if (busyWith == u"eval") {
        engine.send(snippet(1, u"console.log('busy'); for (;;) {}"_s));
    }
    if (!busyWith.isEmpty())
        QVERIFY(engine.program().waitFor([this] { return !consoleOf(journal()).isEmpty(); }));
    if (byMessage)
        engine.send(typed(u"quit"_s));
    else
        engine.program().closeInput();
    QVERIFY2(engine.program().waitForEnd(10'000), engine.told().constData());
    QCOMPARE(engine.program().exitCode(), 0);
    if (busyWith == u"run") {
        QCOMPARE(consoleOf(journal()), (QByteArrayList{"iteration", "teardown"}));
        QCOMPARE(engine.last(u"finished"_s).value(u"reason"_s), QJsonValue(u"the session was closed"_s));
    }
    JournalReader reader;
    QVERIFY(reader.open(journal()));
    QVERIFY(reader.summary().closed);
}

/// It may be cut: it isn't taken for a message.
void TestEngineCommand::lastLineWithoutItsEnd()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send(load(u"export default () => console.log('ran')"_s));
    engine.program().write(R"({"type":"run"})");
    engine.program().closeInput();
    QVERIFY(engine.program().waitForEnd(10'000));
    QCOMPARE(engine.program().exitCode(), 0);
    QCOMPARE(engine.count(u"loaded"_s), 1);
    QCOMPARE(consoleOf(journal()), QByteArrayList());
}

/// Whoever reads the answers has gone.
void TestEngineCommand::nobodyReads()
{
    std::array<int, 2> pipe{};
    QCOMPARE(::pipe2(pipe.data(), O_CLOEXEC), 0);
    EngineClient engine(journal());
    engine.program().process().setChildProcessModifier([&pipe] { ::dup2(pipe[1], STDOUT_FILENO); });
    const bool started = engine.start();
    ::close(pipe[1]);
    engine.send(load(Sleeping));
    engine.send(typed(u"run"_s));
    const bool runs = engine.program().waitFor([this] { return !consoleOf(journal()).isEmpty(); });
    ::close(pipe[0]);
    QVERIFY2(started && runs, engine.told().constData());
    QVERIFY2(engine.program().waitForEnd(10'000), engine.told().constData());
    QCOMPARE(engine.program().exitCode(), 0);
    QCOMPARE(consoleOf(journal()), (QByteArrayList{"iteration", "teardown"}));
}

void TestEngineCommand::killed()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send(load(Sleeping));
    engine.send(typed(u"run"_s));
    QVERIFY(engine.program().waitFor([this] { return !consoleOf(journal()).isEmpty(); }));
    engine.program().signal(SIGKILL);
    QVERIFY(engine.program().waitForEnd());
    QCOMPARE(consoleOf(journal()), QByteArrayList{"iteration"});
    JournalReader reader;
    QVERIFY(reader.open(journal()));
    QVERIFY(!reader.summary().closed);
    EngineClient next(journal()); // the file is free again
    QVERIFY(next.start());
    QVERIFY2(next.waitFor(u"hello"_s), next.told().constData());
}

QTEST_GUILESS_MAIN(TestEngineCommand)
#include "tst_engine_command.moc"
