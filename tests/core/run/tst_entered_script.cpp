// SPDX-License-Identifier: GPL-3.0-or-later
// A script that runs into the session of a prompt, against real peers.
#include "session_fixture.h"
#include "support/test_peers.h"

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestEnteredScript : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itsSocketsStay();
    void snippetsRunWhileItAwaits();
    void stagesInOrder();
    void runsAgainAsItIsNow();
    void importsAreReadAnew();
    void failures_data();
    void failures();
    void oneAtATime();
    void interrupted();
    void whoHearsWhat();
    void networkOptions();
};

namespace {

QHash<QString, QString> portOf(const Peer &peer)
{
    return {{u"TCP_PORT"_s, QString::number(peer.port())}};
}

const QString Connects = u"import { Socket } from 'k6/x/tcp'\n"
                         "export default async function () {\n"
                         "  const s = new Socket()\n"
                         "  await s.connect(Number(__ENV.TCP_PORT), '127.0.0.1')\n"
                         "  await s.write('script')\n"
                         "}"_s;

} // namespace

void TestEnteredScript::itsSocketsStay()
{
    const Peer peer(behaviour::echo());
    SessionFixture session;
    QCOMPARE(session.settled(session.enter(Connects, portOf(peer))), u"undefined"_s);
    QCOMPARE(session.eval(u"sockets[1].ready_state"_s), u"open"_s);
    QCOMPARE(session.eval(u"await sockets[1].write(' and hand'); sockets[1].bytes_written"_s), u"15"_s);
    QTRY_COMPARE(peer.bytesReceived(), 15);
    QCOMPARE(session.eval(u"__ENV.TCP_PORT"_s), QString::number(peer.port()));
    QCOMPARE(peer.openConnections(), 1);
    const Record wrote = session.records(RecordKind::BytesSent).constFirst();
    QCOMPARE(wrote.location.line, 5U); // the author's
    JournalReader reader;
    QVERIFY(reader.open(session.path(u"session.journal"_s)));
    while (reader.next()) {
    }
    QVERIFY2(reader.fileName(wrote.location.file).endsWith(u"/script.js"),
             qPrintable(reader.fileName(wrote.location.file)));
    QCOMPARE(session.records(RecordKind::Evaluated).constFirst().payload,
             "// runs " + session.path(u"script.js"_s).toUtf8() + " in this session");
}

void TestEnteredScript::snippetsRunWhileItAwaits()
{
    const Peer peer(behaviour::echo());
    SessionFixture session;
    const int script = session.enter(u"import { Socket } from 'k6/x/tcp'\n"
                                     "export default async function () {\n"
                                     "  const s = new Socket(); await s.connect(Number(__ENV.TCP_PORT), '127.0.0.1')\n"
                                     "  await new Promise((resolve) => { globalThis.goOn = resolve })\n"
                                     "  console.log('heard', s.bytes_read)\n"
                                     "  return 'done'\n"
                                     "}"_s,
                                     portOf(peer));
    QTRY_COMPARE(session.eval(u"typeof goOn"_s), u"function"_s);
    QCOMPARE(session.eval(u"await sockets[1].write('by hand')"_s), u"undefined"_s);
    QTRY_COMPARE(session.eval(u"sockets[1].bytes_read"_s), u"7"_s);
    QVERIFY(session.complete(u"sockets[1].wr"_s).contains(u"write:function"_s));
    QVERIFY(!session.isAnswered(script));
    QCOMPARE(session.eval(u"goOn()"_s), u"undefined"_s);
    QCOMPARE(session.settled(script), u"done"_s);
    QCOMPARE(session.log().console(), QStringList{u"heard 7"_s});
}

void TestEnteredScript::stagesInOrder()
{
    SessionFixture session;
    const int script = session.enter(u"console.log('init', typeof __ITER)\n"
                                     "export function setup() { console.log('setup'); return { when: new Date(0) } }\n"
                                     "export default function (data) { console.log('default', data.when, __ITER) }\n"
                                     "export function teardown() { console.log('teardown') }"_s);
    QCOMPARE(session.settled(script), u"undefined"_s);
    QCOMPARE(session.log().console(),
             (QStringList{u"init undefined"_s, u"setup"_s, u"default 1970-01-01T00:00:00Z 0"_s}));
    QCOMPARE(session.records(RecordKind::IterationStarted).size(), 1);
    QCOMPARE(session.records(RecordKind::IterationFinished).constFirst().payload, "complete");
}

/// Its text is that of the message, every time; what the one before left goes on.
void TestEnteredScript::runsAgainAsItIsNow()
{
    const Peer peer(behaviour::silent());
    SessionFixture session;
    QCOMPARE(session.settled(session.enter(Connects, portOf(peer))), u"undefined"_s);
    QCOMPARE(session.settled(session.enter(u"let n = 1\nexport default () => ++n"_s)), u"2"_s);
    QCOMPARE(session.settled(session.enter(u"let n = 5\nexport default () => ++n"_s)), u"6"_s);
    QCOMPARE(session.settled(session.enter(u"let n = 5\nexport default () => ++n"_s)), u"6"_s); // evaluated anew
    QCOMPARE(session.eval(u"sockets[1].ready_state"_s), u"open"_s);
}

void TestEnteredScript::importsAreReadAnew()
{
    SessionFixture session;
    const auto write = [&session](const QByteArray &text) {
        QFile file(session.path(u"lib.js"_s));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    const QString source = u"import { value } from './lib.js'\nconst text = open('./lib.js')\n"
                           "export default () => value + text.length"_s;
    QVERIFY(write("export const value = 1000"));
    QCOMPARE(session.settled(session.enter(source)), u"1025"_s);
    QVERIFY(write("export const value = 2000 // new"));
    QCOMPARE(session.settled(session.enter(source)), u"2032"_s);
}

void TestEnteredScript::failures_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("text"); // part of it
    QTest::newRow("syntax") << u"export default function () {\n  let = ;\n}"_s
                            << u"script.js: Line 2:9 Unexpected token ;"_s;
    QTest::newRow("init") << u"null.x\nexport default () => 1"_s << u"script.js:1:6"_s;
    QTest::newRow("setup") << u"export const setup = () => { throw new Error('up') }\nexport default () => 1"_s
                           << u"Error: up\n\tat setup"_s;
    QTest::newRow("default") << u"export default () => {\n  null.x\n}"_s << u"script.js:2:8"_s;
    QTest::newRow("rejected") << u"export default async () => {\n  throw new Error('later')\n}"_s << u"Error: later"_s;
    QTest::newRow("no default") << u"export const other = 1"_s << u"function 'default' not found in exports"_s;
    QTest::newRow("no module") << u"import './missing.js'\nexport default () => 1"_s << u"missing.js"_s;
    QTest::newRow("options") << u"export const options = { hosts: 5 }\nexport default () => 1"_s << u"hosts"_s;
    QTest::newRow("socket in init")
        << u"import { Socket } from 'k6/x/tcp'\nnew Socket().connect(1)\nexport default () => 1"_s
        << u"can't be used in the init context"_s;
}

/// Said with the place, and the session goes on.
void TestEnteredScript::failures()
{
    QFETCH(const QString, source);
    QFETCH(const QString, text);
    SessionFixture session;
    const QString answer = session.settled(session.enter(source));
    QVERIFY2(answer.startsWith(u'!') && answer.contains(text), qPrintable(answer));
    QCOMPARE(session.eval(u"new Socket().ready_state"_s), u"disconnected"_s);
    QCOMPARE(session.settled(session.enter(u"export default () => 7"_s)), u"7"_s);
}

void TestEnteredScript::oneAtATime()
{
    SessionFixture session;
    const int first = session.enter(u"export default () => new Promise((r) => { globalThis.goOn = r })"_s);
    QTRY_COMPARE(session.eval(u"typeof goOn"_s), u"function"_s);
    QVERIFY(session.settled(session.enter(u"export default () => 2"_s)).startsWith(u"!a script is still running"_s));
    QCOMPARE(session.eval(u"goOn('now')"_s), u"undefined"_s);
    QCOMPARE(session.settled(first), u"now"_s);
}

void TestEnteredScript::interrupted()
{
    const Peer peer(behaviour::silent());
    SessionFixture session;
    const int script = session.enter(u"import { Socket } from 'k6/x/tcp'\n"
                                     "export default async function () {\n"
                                     "  const s = new Socket(); await s.connect(Number(__ENV.TCP_PORT), '127.0.0.1')\n"
                                     "  console.log('loops'); for (;;) {}\n"
                                     "}"_s,
                                     portOf(peer));
    QTRY_COMPARE(session.log().console(), QStringList{u"loops"_s});
    session.console().interrupt();
    QVERIFY(session.settled(script).startsWith(u"!interrupted"_s));
    QCOMPARE(session.records(RecordKind::IterationFinished).constFirst().payload, "interrupted");
    QCOMPARE(session.eval(u"sockets[1].ready_state"_s), u"open"_s);
    QCOMPARE(session.settled(session.enter(u"export default () => 2"_s)), u"2"_s);
}

/// While the script runs, its own deafness is told; once it has ended, a person listens.
void TestEnteredScript::whoHearsWhat()
{
    const Peer peer(behaviour::echo());
    SessionFixture session;
    const int script = session.enter(u"import { Socket } from 'k6/x/tcp'\n"
                                     "export default async function () {\n"
                                     "  const s = new Socket(); await s.connect(Number(__ENV.TCP_PORT), '127.0.0.1')\n"
                                     "  await s.write('a')\n"
                                     "  await new Promise((r) => { globalThis.goOn = r })\n"
                                     "}"_s,
                                     portOf(peer));
    QTRY_COMPARE(session.records(RecordKind::BytesReceived).size(), 1);
    QCOMPARE(session.eval(u"goOn()"_s), u"undefined"_s);
    QCOMPARE(session.settled(script), u"undefined"_s);
    QCOMPARE(session.eval(u"await sockets[1].write('b')"_s), u"undefined"_s);
    QTRY_COMPARE(session.records(RecordKind::BytesReceived).size(), 2);
    const QList<Record> received = session.records(RecordKind::BytesReceived);
    QCOMPARE(received[0].cause, u"no handler"_s);
    QCOMPARE(received[1].cause, QString());
}

/// Those that a script exports apply to the connections that it and the person make.
void TestEnteredScript::networkOptions()
{
    SessionFixture session;
    const int script = session.enter(u"import { Socket } from 'k6/x/tcp'\n"
                                     "export const options = { vus: 5, blacklistIPs: ['127.0.0.0/8'] }\n"
                                     "export default () => new Socket().connect(1, '127.0.0.1')"_s);
    const QString blocked = u"!TCP error during connect: IP (127.0.0.1) is in a blacklisted range (127.0.0.0/8)"_s;
    QCOMPARE(session.settled(script), blocked);
    QCOMPARE(session.eval(u"await socket.connect(1, '127.0.0.1')"_s), blocked);
}

QTEST_GUILESS_MAIN(TestEnteredScript)
#include "tst_entered_script.moc"
