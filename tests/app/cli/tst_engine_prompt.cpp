// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope engine`: the prompt over the control protocol, on real pipes (docs/engine-protocol.md).
#include "engine_client.h"
#include "engine_messages.h"
#include "support/test_peers.h"
#include "support/tls_peer.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestEnginePrompt : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QFile::remove(journal()); }
    void eval();
    void evalKeepsSockets();
    void evalStopped();
    void promptStuck();
    void builtInPeers();
    void enter();
    void complete();
    void interrupt();
    void options();
    void peersOnAPort();

private:
    [[nodiscard]] QString journal() const { return m_folder.path(u"engine.journal"_s); }
    Folder m_folder;
};

void TestEnginePrompt::eval()
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

void TestEnginePrompt::evalKeepsSockets()
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
void TestEnginePrompt::evalStopped()
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
void TestEnginePrompt::promptStuck()
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

void TestEnginePrompt::builtInPeers()
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
void TestEnginePrompt::enter()
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

void TestEnginePrompt::complete()
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

void TestEnginePrompt::interrupt()
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

/// They hold also for a context that is made later, and wrong ones change nothing.
void TestEnginePrompt::options()
{
    TlsPeerOptions selfSigned;
    selfSigned.identity = makeIdentity({.commonName = u"localhost"_s, .alternativeNames = {u"IP:127.0.0.1"_s}});
    const TlsPeer peer(selfSigned);
    EngineClient engine(journal());
    QVERIFY(engine.start());
    auto connects = [&, id = 0]() mutable {
        engine.send(snippet(
            ++id, u"await new Socket().connect({ host: '127.0.0.1', port: %1, tls: true })"_s.arg(peer.port())));
        return engine.waitFor(u"result"_s, id) && engine.last(u"result"_s).value(u"ok"_s).toBool();
    };
    const auto setOptions = [&engine](const QJsonArray &args) {
        engine.send({{u"type"_s, u"options"_s}, {u"args"_s, args}});
    };
    setOptions({u"--insecure-skip-tls-verify"_s});
    QVERIFY2(connects(), engine.told().constData());
    setOptions({u"--no-such-option"_s});
    QVERIFY2(engine.waitFor(u"note"_s), engine.told().constData());
    QCOMPARE(engine.last(u"note"_s).value(u"message"_s).toString(),
             u"the options were ignored: unknown flag: --no-such-option"_s);
    QVERIFY2(connects(), engine.told().constData());
    engine.send(typed(u"stop"_s));
    QVERIFY(engine.waitFor(u"stopped"_s));
    QVERIFY2(connects(), engine.told().constData());
    setOptions({});
    QVERIFY(!connects());
    QVERIFY2(engine.last(u"result"_s).value(u"text"_s).toString().contains(u"failed to verify certificate"_s),
             engine.told().constData());
    QCOMPARE(peer.handshakes(), 3);
}

void TestEnginePrompt::peersOnAPort()
{
    const Peer other(behaviour::silent());
    const quint16 free = unusedPort();
    EngineClient engine(journal());
    QVERIFY(engine.start());
    auto start = [&, times = 0](quint16 port) mutable {
        engine.send({{u"type"_s, u"peer"_s}, {u"name"_s, u"echo"_s}, {u"port"_s, port}});
        return engine.waitFor(u"peer"_s, ++times) ? engine.last(u"peer"_s) : QJsonObject();
    };
    QCOMPARE(
        start(other.port()).value(u"error"_s).toString(),
        u"cannot listen on 127.0.0.1:%1: the port is already in use; choose another port, or 0 for a free one"_s.arg(
            other.port()));
    QCOMPARE(start(free).value(u"port"_s).toInt(), int(free));
    QCOMPARE(start(free).value(u"port"_s).toInt(), int(free));
    QCOMPARE(start(0).value(u"port"_s).toInt(), int(free));
    QVERIFY(start(other.port()).value(u"error"_s).toString().contains(u"127.0.0.1:%1 already"_s.arg(free)));
}

QTEST_GUILESS_MAIN(TestEnginePrompt)
#include "tst_engine_prompt.moc"
