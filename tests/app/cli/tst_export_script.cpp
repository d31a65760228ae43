// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope export script`: the script of a recorded session, run against the same peer, repeats the conversation.
#include "engine_client.h"
#include "journal/journal_reader.h"
#include "program.h"
#include "support/test_peers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestExportScript : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void repeats_data();
    void repeats();
    void refusedConnect();
    void handsOn();
    void bigBinary();
    void interleaved();
    void idle();
    void tls();
    void otherPeer();
    void missingReply();
    void redacted();
    void noSocket();

private:
    /// Records a script with this body against a port, exports it, runs the export, and returns what compare says.
    [[nodiscard]] Outcome roundTrip(const QByteArray &body, quint16 port, const Environment &environment = {});
    [[nodiscard]] QByteArray exported() const { return m_folder.read(u"export.js"_s); }

    Folder m_folder;
};

namespace {

/// What the bodies below use.
const QByteArray Head = R"(import { Socket } from 'k6/x/tcp'
export const options = { insecureSkipTLSVerify: true }
const target = (more) => Object.assign({ host: '127.0.0.1', port: __ENV.TCP_PORT }, more)
function talker () {
  const s = new Socket(); let seen = 0; let wake = () => {}
  s.on('data', (d) => { seen += d.length; wake() })
  s.on('close', () => { s.isClosed = true; wake() })
  s.on('error', () => {})
  s.on('timeout', () => { s.isIdle = true; wake() })
  s.until = async (done) => { while (!done(seen)) await new Promise((resolve) => { wake = resolve }) }
  return s
}
export default async function () {
)";

} // namespace

Outcome TestExportScript::roundTrip(const QByteArray &body, quint16 port, const Environment &environment)
{
    const QString first = m_folder.path(u"first.sockscope"_s);
    const QString second = m_folder.path(u"second.sockscope"_s);
    const QString script = m_folder.path(u"export.js"_s);
    Environment all = environment;
    all.append({u"TCP_PORT"_s, QString::number(port)});
    Outcome outcome = runProgram(
        {u"run"_s, u"-q"_s, u"--journal"_s, first, m_folder.write(u"body.js"_s, Head + body + '}')}, {}, all);
    if (outcome.exitCode == 0 && !outcome.err.contains("Uncaught"))
        outcome = runProgram({u"export"_s, u"script"_s, first, u"-o"_s, script});
    if (outcome.exitCode == 0)
        outcome = runProgram({u"run"_s, u"-q"_s, u"--journal"_s, second, script}, {}, environment);
    if (outcome.exitCode == 0 && !outcome.err.contains("Uncaught"))
        outcome = runProgram({u"compare"_s, first, second});
    outcome.told += "\n" + exported().left(6000);
    return outcome;
}

void TestExportScript::repeats_data()
{
    QTest::addColumn<Peer::Behaviour>("behaviour");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("part"); // of the export
    QTest::newRow("line by line")
        << behaviour::echo()
        << QByteArray("const s = talker(); await s.connect(target())\n"
                      "await s.write('one\\r\\n'); await s.until((n) => n >= 5)\n"
                      "await s.write('two \"\\\\ \\u00e9\\u202e\\r\\n'); await s.until((n) => n >= 18)\n"
                      "s.destroy()")
        << QByteArray("await socket.write(\"one\\r\\n\");\n  await socket.received(5); // one");
    QTest::newRow("the peer speaks first, and closes")
        << behaviour::fin("bye\n")
        << QByteArray("const s = talker(); await s.connect(target()); await s.until(() => s.isClosed)")
        << QByteArray("await socket.received(4); // bye\xe2\x90\x8a\n  await socket.closed(); // peer FIN");
    QTest::newRow("reset") << behaviour::rst("sorry")
                           << QByteArray("const s = talker(); await s.connect(target()); await s.write('x')\n"
                                         "await s.until(() => s.isClosed)")
                           << QByteArray("await socket.closed(); // peer RST");
    QTest::newRow("a long text")
        << behaviour::echo()
        << QByteArray("const s = talker(); await s.connect(target())\n"
                      "const text = Array.from({length: 3000}, (_, i) => `line ${i} of it\\n`).join('')\n"
                      "await s.write(text); await s.until((n) => n >= text.length); s.destroy()")
        << QByteArray("    \"line 2999 of it\\n\",\n  ].join(\"\")");
    QTest::newRow("a repetition")
        << behaviour::echo()
        << QByteArray("const s = talker(); await s.connect(target())\n"
                      "await s.write('x'.repeat(100000)); await s.until((n) => n >= 100000); s.destroy()")
        << QByteArray("await socket.write(\"x\".repeat(100000));");
    QTest::newRow("a few bytes")
        << behaviour::echo()
        << QByteArray("const s = talker(); await s.connect(target())\n"
                      "await s.write(new Uint8Array([0, 255, 128, 13])); await s.until((n) => n >= 4); s.destroy()")
        << QByteArray("await socket.write(\"00ff800d\", { encoding: \"hex\" });");
    QTest::newRow("nothing at all") << behaviour::echo() << QByteArray("const s = talker(); s.destroy()")
                                    << QByteArray("const socket = conversation(\"socket\");\n  socket.destroy();");
}

void TestExportScript::repeats()
{
    QFETCH(const Peer::Behaviour, behaviour);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, part);
    const Peer peer(behaviour);
    const Outcome compared = roundTrip(body, peer.port());
    QVERIFY2(compared.exitCode == 0, compared.told.constData());
    QVERIFY2(compared.out.endsWith("The sessions are equal.\n"), compared.told.constData());
    QVERIFY2(exported().contains(part), compared.told.constData());
    QVERIFY(!exported().contains("sleep"));
}

/// Then another port, and no `destroy()` in between.
void TestExportScript::refusedConnect()
{
    const Peer peer(behaviour::echo());
    const QByteArray body =
        "const s = talker(); await s.connect(target({ port: __ENV.REFUSED })).catch(() => {})\n"
        "await s.connect(target()); await s.write('late'); await s.until((n) => n >= 4); s.destroy()";
    const Outcome compared = roundTrip(body, peer.port(), {{u"REFUSED"_s, QString::number(unusedPort())}});
    QVERIFY2(compared.exitCode == 0, compared.told.constData());
    QVERIFY2(exported().contains("await socket.connectFails({ host: HOST, port: PORT }); // dial tcp 127.0.0.1:"),
             exported().constData());
    QVERIFY(exported().contains("await socket.connect({ host: HOST_2, port: PORT_2 });"));
}

/// A session without any script, driven as the window drives it.
void TestExportScript::handsOn()
{
    const Peer peer([](PeerConnection &connection) {
        while (connection.receive() == "PING\r\n")
            connection.send("+PONG\r\n");
    });
    const QString journal = m_folder.path(u"hand.sockscope"_s);
    {
        EngineClient engine(journal);
        QVERIFY(engine.start());
        int id = 0;
        const QStringList snippets{u"const redis = new Socket()"_s,
                                   u"let pong; redis.on('data', (data) => { pong = String.fromCharCode(...data) })"_s,
                                   u"await redis.connect(%1)"_s.arg(peer.port()), u"await redis.write('PING\\r\\n')"_s};
        for (const QString &snippet : snippets) {
            engine.send({{u"type"_s, u"eval"_s}, {u"id"_s, ++id}, {u"text"_s, snippet}});
            QVERIFY2(engine.waitFor(u"result"_s, id), engine.told().constData());
        }
        QVERIFY(engine.program().waitFor([&] { return m_folder.read(u"hand.sockscope"_s).contains("+PONG\r\n"); }));
        engine.send({{u"type"_s, u"quit"_s}});
        QVERIFY(engine.program().waitForEnd());
    }
    const QString script = m_folder.path(u"export.js"_s);
    const Outcome made = runProgram({u"export"_s, u"script"_s, journal, u"-o"_s, script});
    QVERIFY2(made.exitCode == 0, made.told.constData());
    const QString again = m_folder.path(u"again.sockscope"_s);
    const Outcome run = runProgram({u"run"_s, u"-q"_s, u"--journal"_s, again, script});
    QVERIFY2(run.exitCode == 0 && run.err.isEmpty(), run.told.constData());
    const Outcome compared = runProgram({u"compare"_s, journal, again});
    QVERIFY2(compared.exitCode == 0, (compared.told + exported()).constData());
    QVERIFY2(compared.out.contains("socket #1: equal, 6 bytes sent, 7 received"), compared.told.constData());
    QVERIFY2(exported().contains("  await socket.write(\"PING\\r\\n\");\n  await socket.received(7); // +PONG"),
             exported().constData());
    QVERIFY2(exported().contains("// let pong; redis.on('data'"), exported().constData());
    QVERIFY(!exported().contains("// await redis.write"));
}

/// More than the system takes at once, echoed while it is still being sent.
void TestExportScript::bigBinary()
{
    const Peer peer(behaviour::echo());
    const QByteArray body = "const s = talker(); await s.connect(target())\n"
                            "const a = new Uint8Array(8 << 20); for (let i = 0; i < a.length; ++i) a[i] = i * 7 % 251\n"
                            "await s.write(a); await s.until((n) => n >= a.length); await s.write('end'); await "
                            "s.until((n) => n >= a.length + 3); s.destroy()";
    const Outcome compared = roundTrip(body, peer.port());
    QVERIFY2(compared.exitCode == 0, compared.told.constData());
    QVERIFY2(compared.out.contains("8388611 bytes sent, 8388611 received"), compared.told.constData());
}

void TestExportScript::interleaved()
{
    const Peer peer(behaviour::greeting("hi"));
    const QByteArray body =
        "const a = talker(), b = talker(); await a.connect(target()); await a.until((n) => n >= 2)\n"
        "await b.connect(target()); await b.until((n) => n >= 2)\n"
        "await a.write('a1'); await b.write('b1'); await a.until((n) => n >= 4); await b.until((n) => n >= 4)\n"
        "b.destroy(); await a.write('a2'); await a.until((n) => n >= 6); a.destroy()";
    const Outcome compared = roundTrip(body, peer.port());
    QVERIFY2(compared.exitCode == 0, compared.told.constData());
    const QByteArray text = exported();
    const QByteArrayList order{"socket1.write(\"a1\")", "socket2.write(\"b1\")", "socket2.destroy()",
                               "socket1.write(\"a2\")", "socket1.destroy()"};
    qsizetype at = 0;
    for (const QByteArray &step : order) {
        at = text.indexOf(step, at);
        QVERIFY2(at >= 0, text.constData());
    }
}

/// A silence that was waited for is the socket's idle timeout, not a sleep.
void TestExportScript::idle()
{
    const Peer peer(behaviour::silent());
    const QByteArray body =
        "const s = talker(); s.setTimeout(120); await s.connect(target()); await s.write('anyone?')\n"
        "await s.until(() => s.isIdle); s.destroy()";
    const Outcome compared = roundTrip(body, peer.port());
    QVERIFY2(compared.exitCode == 0, compared.told.constData());
    QVERIFY2(exported().contains("  socket.setTimeout(120);\n  await socket.connect("), exported().constData());
    QVERIFY2(exported().contains("await socket.idle(); // nothing came for 1"), exported().constData());
}

void TestExportScript::tls()
{
    TlsPeerOptions options;
    options.identity = makeIdentity({.commonName = u"localhost"_s, .alternativeNames = {u"IP:127.0.0.1"_s}});
    const TlsPeer peer(options);
    const QByteArray body = "const s = talker(); await s.connect(target({ tls: true })); await s.write('secret')\n"
                            "await s.until((n) => n >= 6); s.destroy()";
    const Outcome compared = roundTrip(body, peer.port());
    QVERIFY2(compared.exitCode == 0, compared.told.constData());
    QVERIFY(exported().contains("export const options = { insecureSkipTLSVerify: true };"));
    QVERIFY(exported().contains("{ host: HOST, port: PORT, tls: true }"));
    QCOMPARE(peer.handshakes(), 2);
}

void TestExportScript::otherPeer()
{
    const Peer first(behaviour::echo());
    const Peer second(behaviour::echo());
    const Environment elsewhere{{u"TCP_PORT"_s, QString::number(second.port())}};
    const Outcome recorded = roundTrip("const s = talker(); await s.connect(target()); await s.write('x')\n"
                                       "await s.until((n) => n >= 1); s.destroy()",
                                       first.port());
    QVERIFY2(recorded.exitCode == 0, recorded.told.constData());
    const Outcome run = runProgram({u"run"_s, u"-q"_s, m_folder.path(u"export.js"_s)}, {}, elsewhere);
    QVERIFY2(run.exitCode == 0 && run.err.isEmpty(), run.told.constData());
    QCOMPARE(first.connections(), 2);
    QCOMPARE(second.connections(), 1);
}

/// A peer that answers otherwise is told of in words, and at once where it has closed.
void TestExportScript::missingReply()
{
    const Peer talkative(behaviour::echo());
    const Outcome recorded = roundTrip("const s = talker(); await s.connect(target()); await s.write('hello')\n"
                                       "await s.until((n) => n >= 5); s.destroy()",
                                       talkative.port());
    QVERIFY2(recorded.exitCode == 0, recorded.told.constData());
    const Peer curt(behaviour::fin("no"));
    const Outcome run = runProgram({u"run"_s, u"-q"_s, m_folder.path(u"export.js"_s)}, {},
                                   {{u"TCP_PORT"_s, QString::number(curt.port())}});
    QVERIFY2(run.err.contains("expected 5 bytes, received 2 bytes in all"), run.told.constData());
}

void TestExportScript::redacted()
{
    const Peer peer(behaviour::echo());
    const Outcome recorded = roundTrip("const s = talker(); await s.connect(target()); await s.write('AUTH hun')\n"
                                       "await s.write('ter2\\r\\n'); await s.until((n) => n >= 14); s.destroy()",
                                       peer.port());
    QVERIFY2(recorded.exitCode == 0, recorded.told.constData());
    const Outcome made =
        runProgram({u"export"_s, u"script"_s, u"--redact"_s, u"hunter2"_s, m_folder.path(u"first.sockscope"_s)});
    QVERIFY2(made.out.contains("socket.write(\"AUTH ***\")"), made.told.constData());
    QVERIFY2(made.out.contains("socket.write(\"****\\r\\n\")"), made.told.constData());
    QVERIFY2(made.out.contains("// Redacted: "), made.told.constData());
    QVERIFY(!made.out.contains("ter2"));
}

void TestExportScript::noSocket()
{
    const QString journal = m_folder.path(u"none.sockscope"_s);
    QCOMPARE(runProgram(
                 {u"run"_s, u"-q"_s, u"--journal"_s, journal, m_folder.write(u"none.js"_s, "export default () => {}")})
                 .exitCode,
             0);
    const Outcome made = runProgram({u"export"_s, u"script"_s, journal});
    QCOMPARE(made.exitCode, 255);
    QVERIFY2(made.err.contains("This can't be a script: no socket was made."), made.told.constData());
}

QTEST_GUILESS_MAIN(TestExportScript)
#include "tst_export_script.moc"
