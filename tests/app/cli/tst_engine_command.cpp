// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope engine`: the control protocol over real pipes (docs/engine-protocol.md).
#include "engine_client.h"
#include "journal/journal_reader.h"
#include "support/test_peers.h"

#include <QJsonArray>
#include <QTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

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
    void eval();
    void evalKeepsSockets();
    void evalStopped();
    void promptStuck();
    void builtInPeers();
    void enter();
    void complete();
    void interrupt();
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

namespace {

const QString Example = QStringLiteral(EXAMPLES) + u"/hello.js"_s;
const QString Sleeping = u"import { sleep } from 'k6'\n"
                         "export default () => { console.log('iteration'); sleep(1000) }\n"
                         "export const teardown = () => console.log('teardown')"_s;

/// The console lines of a journal.
QByteArrayList consoleOf(const QString &path)
{
    JournalReader reader;
    QByteArrayList lines;
    if (reader.open(path))
        while (const auto record = reader.next())
            if (record->kind == RecordKind::Console)
                lines.append(record->payload);
    return lines;
}

QJsonObject load(const QString &source)
{
    return {{u"type"_s, u"load"_s}, {u"script"_s, u"/tmp/unsaved.js"_s}, {u"source"_s, source}};
}

QJsonObject typed(const QString &type)
{
    return {{u"type"_s, type}};
}

QJsonObject snippet(int id, const QString &text)
{
    return {{u"type"_s, u"eval"_s}, {u"id"_s, id}, {u"text"_s, text}};
}

} // namespace

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

void TestEngineCommand::eval()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    auto evaluate = [&engine, id = 0](const QString &text) mutable {
        engine.send(snippet(++id, text));
        if (!engine.waitFor(u"result"_s, id))
            return QJsonObject();
        const QJsonObject result = engine.last(u"result"_s);
        return result.value(u"id"_s).toInt() == id ? result : QJsonObject();
    };
    const auto isText = [](const QJsonObject &result, bool ok, const QString &text) {
        return result.value(u"ok"_s) == QJsonValue(ok) && result.value(u"text"_s).toString() == text;
    };
    QVERIFY2(isText(evaluate(u"const a = 20"_s), true, u"undefined"_s), engine.told().constData());
    QVERIFY2(isText(evaluate(u"a + 1"_s), true, u"21"_s), engine.told().constData());
    QVERIFY2(isText(evaluate(u"await Promise.resolve([a, 'b'])"_s), true, u"[ 20, \"b\" ]"_s),
             engine.told().constData());
    const QJsonObject thrown = evaluate(u"throw new Error('no')"_s);
    QVERIFY2(!thrown.value(u"ok"_s).toBool(true) && thrown.value(u"text"_s).toString().startsWith(u"Error: no"),
             engine.told().constData());
    const QJsonObject beginning = evaluate(u"function f () {"_s);
    QVERIFY2(!beginning.value(u"ok"_s).toBool(true) && beginning.value(u"incomplete"_s).toBool(),
             engine.told().constData());
    const QJsonObject wrong = evaluate(u"let = ;"_s);
    QVERIFY2(!wrong.value(u"ok"_s).toBool(true) && !wrong.value(u"incomplete"_s).toBool(true),
             engine.told().constData());
    QVERIFY2(isText(evaluate(u"a"_s), true, u"20"_s), engine.told().constData());
}

void TestEngineCommand::evalKeepsSockets()
{
    const Peer peer(behaviour::silent());
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send(snippet(1, u"const s = new Socket()"_s));
    engine.send(snippet(2, u"await s.connect(%1)"_s.arg(peer.port())));
    QVERIFY2(engine.waitFor(u"result"_s, 2), engine.told().constData());
    engine.send(snippet(3, u"await s.write('hello'); s.ready_state"_s));
    QVERIFY2(engine.waitFor(u"result"_s, 3), engine.told().constData());
    QCOMPARE(engine.last(u"result"_s).value(u"text"_s), QJsonValue(u"open"_s));
    QTRY_COMPARE_WITH_TIMEOUT(peer.bytesReceived(), 5, 10'000);
    QCOMPARE(peer.openConnections(), 1);
    engine.program().closeInput();
    QVERIFY(engine.program().waitForEnd(10'000));
    QTRY_COMPARE_WITH_TIMEOUT(peer.openConnections(), 0, 10'000);
}

/// stop ends the session of the snippets; the next one starts anew.
void TestEngineCommand::evalStopped()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send(snippet(1, u"var kept = 1; kept"_s));
    engine.send(snippet(2, u"console.log('busy'); for (;;) {}"_s));
    QVERIFY(engine.program().waitFor([this] { return consoleOf(journal()).contains("busy"); }));
    engine.send(typed(u"stop"_s));
    engine.send(snippet(3, u"typeof kept"_s));
    QVERIFY2(engine.program().waitFor([&] { return engine.last(u"result"_s).value(u"id"_s).toInt() == 3; }),
             engine.told().constData());
    QCOMPARE(engine.last(u"result"_s).value(u"text"_s), QJsonValue(u"undefined"_s));
}

/// A snippet in a native call: it is answered, and the engine ends itself.
void TestEngineCommand::promptStuck()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send(snippet(1, u"console.log('matching'); /a*b/.test('a'.repeat(1e6))"_s));
    QVERIFY(engine.program().waitFor([this] { return consoleOf(journal()).contains("matching"); }));
    QVERIFY2(engine.program().waitForWork(), engine.told().constData());
    engine.send(typed(u"stop"_s));
    QVERIFY2(engine.program().waitForEnd(), engine.told().constData());
    QCOMPARE(engine.program().exitCode(), 105);
    QCOMPARE(engine.last(u"result"_s).value(u"ok"_s), QJsonValue(false));
    QCOMPARE(engine.last(u"failed"_s).value(u"exitCode"_s), QJsonValue(105));
    QCOMPARE(engine.count(u"stopped"_s), 0);
}

void TestEngineCommand::builtInPeers()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send({{u"type"_s, u"peer"_s}, {u"name"_s, u"echo"_s}});
    QVERIFY2(engine.waitFor(u"peer"_s), engine.told().constData());
    const QJsonObject first = engine.last(u"peer"_s);
    QCOMPARE(first.value(u"host"_s), QJsonValue(u"127.0.0.1"_s));
    engine.send({{u"type"_s, u"peer"_s}, {u"name"_s, u"echo"_s}});
    QVERIFY2(engine.waitFor(u"peer"_s, 2), engine.told().constData());
    QCOMPARE(engine.last(u"peer"_s), first);
    engine.send({{u"type"_s, u"peer"_s}, {u"name"_s, u"nobody"_s}});
    QVERIFY2(engine.waitFor(u"peer"_s, 3), engine.told().constData());
    QVERIFY(engine.last(u"peer"_s).value(u"error"_s).toString().contains(u"nobody"));
    engine.send(snippet(1, u"const data = new Promise((done) => socket.on('data', done)); "
                           "await socket.connect(%1, '127.0.0.1'); await socket.write('hello'); "
                           "await data; socket.bytes_read"_s.arg(first.value(u"port"_s).toInt())));
    QVERIFY2(engine.waitFor(u"result"_s), engine.told().constData());
    QCOMPARE(engine.last(u"result"_s).value(u"text"_s), QJsonValue(u"5"_s));
    QCOMPARE(engine.count(u"failed"_s), 0);
}

/// With its peer; the prompt takes over the script's socket.
void TestEngineCommand::enter()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    QJsonObject message =
        load(u"import { Socket } from 'k6/x/tcp'\n"
             "export default async () => { const s = new Socket()\n"
             "await s.connect(Number(__ENV.TCP_PORT), __ENV.TCP_HOST); return __ENV.WORD + __ENV.FLAG }"_s);
    message.insert(u"type"_s, u"enter"_s);
    message.insert(u"id"_s, 4);
    message.insert(u"peer"_s, u"echo"_s);
    message.insert(u"env"_s, QJsonObject{{u"WORD"_s, u"w"_s}});
    message.insert(u"args"_s, QJsonArray{u"-e"_s, u"FLAG=f"_s});
    engine.send(message);
    QVERIFY2(engine.waitFor(u"result"_s), engine.told().constData());
    QCOMPARE(engine.last(u"result"_s).value(u"text"_s), QJsonValue(u"wf"_s));
    engine.send(snippet(5, u"sockets[1].ready_state"_s));
    QVERIFY2(engine.waitFor(u"result"_s, 2), engine.told().constData());
    QCOMPARE(engine.last(u"result"_s).value(u"text"_s), QJsonValue(u"open"_s));
    message.insert(u"args"_s, QJsonArray{u"--bogus"_s});
    engine.send(message);
    QVERIFY2(engine.waitFor(u"result"_s, 3), engine.told().constData());
    QCOMPARE(engine.last(u"result"_s).value(u"text"_s), QJsonValue(u"unknown flag: --bogus"_s));
    engine.send(typed(u"enter"_s));
    QVERIFY2(engine.waitFor(u"result"_s, 4), engine.told().constData());
    QCOMPARE(engine.last(u"result"_s).value(u"ok"_s), QJsonValue(false));
    QCOMPARE(engine.count(u"failed"_s), 0);
}

void TestEngineCommand::complete()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send({{u"type"_s, u"complete"_s}, {u"id"_s, 8}, {u"text"_s, u"socket.wr"_s}, {u"position"_s, 9}});
    engine.send({{u"type"_s, u"complete"_s}, {u"id"_s, 9}, {u"text"_s, u"nothing.x"_s}, {u"position"_s, 4000}});
    QVERIFY2(engine.waitFor(u"completions"_s, 2), engine.told().constData());
    for (const QJsonObject &answer : engine.messages()) {
        if (answer.value(u"id"_s) == QJsonValue(8))
            QCOMPARE(QJsonDocument(answer).toJson(QJsonDocument::Compact),
                     R"({"from":7,"id":8,"items":[{"kind":"function","name":"write"}],"type":"completions"})");
        else if (answer.value(u"id"_s) == QJsonValue(9))
            QCOMPARE(QJsonDocument(answer).toJson(QJsonDocument::Compact),
                     R"({"from":8,"id":9,"items":[],"type":"completions"})");
    }
}

void TestEngineCommand::interrupt()
{
    EngineClient engine(journal());
    QVERIFY(engine.start());
    engine.send(typed(u"interrupt"_s)); // nothing to do
    engine.send(snippet(1, u"var kept = 3; console.log('busy'); for (;;) {}"_s));
    QVERIFY(engine.program().waitFor([this] { return consoleOf(journal()).contains("busy"); }));
    engine.send(typed(u"interrupt"_s));
    QVERIFY2(engine.waitFor(u"result"_s), engine.told().constData());
    QCOMPARE(engine.last(u"result"_s).value(u"ok"_s), QJsonValue(false));
    engine.send(snippet(2, u"kept"_s));
    QVERIFY2(engine.waitFor(u"result"_s, 2), engine.told().constData());
    QCOMPARE(engine.last(u"result"_s).value(u"text"_s), QJsonValue(u"3"_s));
    engine.send(typed(u"stop"_s));
    QVERIFY2(engine.waitFor(u"stopped"_s), engine.told().constData());
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
