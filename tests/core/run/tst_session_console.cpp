// SPDX-License-Identifier: GPL-3.0-or-later
// The prompt of a session against real peers: snippets that overlap, interruptions, sockets, completion.
#include "session_fixture.h"
#include "support/test_peers.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestSessionConsole : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void snippetsDoNotWaitForPendingOnes();
    void interruptsALoop();
    void interruptsWhatIsPending();
    void interruptionsLoseNoCallbacks();
    void interruptsSleep();
    void stopAnswersWhatIsOpen();
    void aNewSocketAfterTheFirst();
    void socketsByNumber();
    void halfCloses();
    void halfCloseRefusals();
    void whatArrivesIsHeard();
    void completes_data();
    void completes();
    void completionRunsNothing();
    void completionIsBounded();
    void isStuckInANativeCall(); // the last, as it leaves a thread and its engine behind

private:
    [[nodiscard]] static QString connectTo(const Peer &peer)
    {
        return u"await socket.connect(%1, '127.0.0.1')"_s.arg(peer.port());
    }
};

namespace {

/// Takes time with the square of its length, inside one native call.
const QString NativeCall = u"console.log('matching'); /a*b/.test('a'.repeat(1e6))"_s;

QByteArrayList payloads(const QList<Record> &records)
{
    QByteArrayList all;
    for (const Record &record : records)
        all.append(record.payload);
    return all;
}

} // namespace

/// A person clicks Disconnect while a connect hangs.
void TestSessionConsole::snippetsDoNotWaitForPendingOnes()
{
    const FullBacklogPeer peer; // never accepts
    SessionFixture session;
    const int connecting = session.send(u"await socket.connect(%1, '127.0.0.1')"_s.arg(peer.port()));
    QCOMPARE(session.eval(u"socket.ready_state"_s), u"opening"_s);
    QVERIFY(!session.isAnswered(connecting));
    QCOMPARE(session.eval(u"socket.destroy()"_s), u"undefined"_s);
    const QString ending = session.settled(connecting);
    QVERIFY2(ending.startsWith(u"!TCP error during connect: the socket was destroyed"_s), qPrintable(ending));
    QCOMPARE(payloads(session.records(RecordKind::Evaluated)).size(), 3);
}

void TestSessionConsole::interruptsALoop()
{
    const Peer peer(behaviour::echo());
    SessionFixture session;
    QCOMPARE(session.eval(u"var kept = 1; "_s + connectTo(peer)), u"null"_s);
    const int loop = session.send(u"console.log('busy'); for (;;) {}"_s);
    const int behind = session.send(u"kept + 1"_s);
    QTRY_COMPARE(session.log().console(), QStringList{u"busy"_s});
    session.console().interrupt();
    QCOMPARE(session.settled(loop), u"!interrupted: the session and its sockets go on"_s);
    QCOMPARE(session.settled(behind), u"2"_s);
    QCOMPARE(session.eval(u"socket.ready_state"_s), u"open"_s);
    QCOMPARE(session.eval(u"await socket.write('still'); socket.bytes_written"_s), u"5"_s);
    QTRY_COMPARE(peer.bytesReceived(), 5);
}

/// The promise settles later, unseen.
void TestSessionConsole::interruptsWhatIsPending()
{
    SessionFixture session;
    const int pending =
        session.send(u"await new Promise((resolve) => { globalThis.go = resolve }); globalThis.went = 1"_s);
    const int other = session.send(u"await new Promise((_, reject) => { globalThis.no = reject })"_s);
    QCOMPARE(session.eval(u"typeof go + typeof no"_s), u"functionfunction"_s);
    QVERIFY(!session.isAnswered(pending));
    session.console().interrupt();
    QVERIFY(session.settled(pending).startsWith(u"!interrupted"_s));
    QVERIFY(session.settled(other).startsWith(u"!interrupted"_s));
    QSignalSpy answers(&session.console(), &SessionConsole::evaluated);
    QCOMPARE(session.eval(u"go(); no(new Error('late'))"_s), u"undefined"_s);
    QCOMPARE(session.eval(u"went"_s), u"1"_s);
    QCOMPARE(answers.size(), 2);
    QCOMPARE(session.log().records().size(), 0);
}

/// What other sockets were told while a loop ran arrives after it.
void TestSessionConsole::interruptionsLoseNoCallbacks()
{
    const Peer peer(behaviour::echo());
    SessionFixture session;
    QCOMPARE(session.eval(u"var heard = ''; socket.on('data', (d) => { heard += String.fromCharCode(...d); "
                          "if (heard.length === 1) for (;;) {} }); "_s +
                          connectTo(peer)),
             u"null"_s);
    const int writing = session.send(u"await socket.write('a')"_s);
    QVERIFY(session.waitFor(writing));
    QTRY_COMPARE(session.records(RecordKind::EventDelivered).size(), 1); // the handler loops
    const int behind = session.send(u"await socket.write('b')"_s);
    session.console().interrupt();
    QCOMPARE(session.settled(behind), u"undefined"_s);
    QTRY_COMPARE(session.eval(u"heard"_s), u"ab"_s);
}

void TestSessionConsole::interruptsSleep()
{
    SessionFixture session;
    const int sleeping = session.send(u"console.log('sleeping'); sleep(1000)"_s);
    QTRY_COMPARE(session.log().console(), QStringList{u"sleeping"_s});
    session.console().interrupt();
    QVERIFY(session.settled(sleeping).startsWith(u"!interrupted"_s));
    QCOMPARE(session.eval(u"sleep(0.001); 1"_s), u"1"_s); // and the next one sleeps
}

void TestSessionConsole::stopAnswersWhatIsOpen()
{
    const Peer peer(behaviour::silent());
    SessionFixture session;
    QCOMPARE(session.eval(connectTo(peer)), u"null"_s);
    const int pending = session.send(u"await new Promise(() => {})"_s);
    const int loop = session.send(u"console.log('busy'); for (;;) {}"_s);
    const int queued = session.send(u"1"_s);
    QTRY_COMPARE(session.log().console(), QStringList{u"busy"_s});
    QSignalSpy ended(&session.console(), &SessionConsole::ended);
    session.console().stop(u"it is over"_s);
    for (const int id : {pending, loop, queued})
        QCOMPARE(session.settled(id), u"!it is over"_s);
    QTRY_COMPARE(ended.size(), 1);
    QTRY_COMPARE(peer.openConnections(), 0);
}

/// Says so, and its destructor doesn't wait for ever: the thread is left behind until its call ends.
void TestSessionConsole::aNewSocketAfterTheFirst()
{
    const Peer peer(behaviour::echo());
    SessionFixture session;
    QCOMPARE(session.eval(connectTo(peer)), u"null"_s);
    QCOMPARE(session.eval(u"socket.destroy()"_s), u"undefined"_s);
    QVERIFY(session.eval(connectTo(peer)).startsWith(u"!TCP error during connect: the socket was destroyed"_s));
    QCOMPARE(session.eval(u"socket = new Socket()"_s), u"Socket 2 disconnected, 0 B sent, 0 B received"_s);
    QCOMPARE(session.eval(connectTo(peer)), u"null"_s);
    QCOMPARE(session.eval(u"let socket = new Socket(); socket.ready_state"_s), u"disconnected"_s); // declared anew
    QCOMPARE(session.eval(u"socket.ready_state"_s), u"disconnected"_s);
}

void TestSessionConsole::socketsByNumber()
{
    const Peer peer(behaviour::silent());
    SessionFixture session;
    QCOMPARE(session.eval(u"sockets"_s), u"{}"_s);
    QCOMPARE(
        session.eval(u"const a = new Socket(), b = new Socket(); await b.connect(%1, '127.0.0.1')"_s.arg(peer.port())),
        u"null"_s);
    QCOMPARE(session.eval(u"Object.keys(sockets).join()"_s), u"1,2"_s);
    QCOMPARE(session.eval(u"sockets[1] === a && sockets[2] === b"_s), u"true"_s);
    const QString printed = session.eval(u"sockets"_s);
    QVERIFY2(
        printed.startsWith(u"{ 1: Socket 1 disconnected, 0 B sent, 0 B received,\n  2: Socket 2 open 127.0.0.1:"_s),
        qPrintable(printed));
    QCOMPARE(session.eval(u"b.destroy(); Object.keys(sockets).join()"_s), u"1"_s);
}

/// The peer sees the end of the stream and still answers.
void TestSessionConsole::halfCloses()
{
    const Peer peer([](PeerConnection &connection) {
        QByteArray all;
        for (QByteArray some = connection.receive(); !some.isEmpty(); some = connection.receive())
            all += some;
        connection.send("got " + all);
        connection.waitForStop();
    });
    SessionFixture session;
    QCOMPARE(session.eval(connectTo(peer)), u"null"_s);
    QCOMPARE(session.eval(u"socket.write('everything'); await halfClose(socket)"_s), u"undefined"_s);
    QCOMPARE(session.eval(u"await halfClose(socket)"_s), u"undefined"_s); // is done already
    QTRY_COMPARE(session.eval(u"socket.bytes_read"_s), u"14"_s);
    QCOMPARE(session.eval(u"socket.ready_state"_s), u"open"_s);
    QVERIFY(session.eval(u"await socket.write('more')"_s).contains(u"broken pipe"_s));
    QCOMPARE(payloads(session.records(RecordKind::PromiseSettled)).count("halfClose() fulfilled"), 2);
}

void TestSessionConsole::halfCloseRefusals()
{
    SessionFixture session;
    QCOMPARE(session.eval(u"await halfClose(socket)"_s),
             u"!TCP error during halfClose: the socket is not open: connect it first"_s);
    QVERIFY(session.eval(u"await halfClose({})"_s).startsWith(u"!TypeError: halfClose() takes a Socket"_s));
    QCOMPARE(session.eval(u"socket.destroy(); await halfClose(socket)"_s),
             u"!TCP error during halfClose: the socket was destroyed: there is nothing to close"_s);
    const QList<Record> refused = session.records(RecordKind::CallRefused);
    QCOMPARE(refused.size(), 2);
    QCOMPARE(refused[0].cause, u"halfClose"_s);
    QVERIFY(refused[0].location.line == 1);
}

/// No handler, and yet nothing is called unheard: a person watches.
void TestSessionConsole::whatArrivesIsHeard()
{
    const Peer peer(behaviour::fin("bye"));
    SessionFixture session;
    QCOMPARE(session.eval(connectTo(peer)), u"null"_s);
    QTRY_COMPARE(session.eval(u"socket.ready_state"_s), u"destroyed"_s);
    const QList<Record> received = session.records(RecordKind::BytesReceived);
    QCOMPARE(payloads(received), QByteArrayList{"bye"});
    QCOMPARE(received[0].cause, QString());
    QCOMPARE(session.records(RecordKind::EventDelivered).size(), 0);
    QCOMPARE(session.log().records().size(), 0);
}

void TestSessionConsole::completes_data()
{
    QTest::addColumn<QString>("before"); // evaluated first
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("from");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("unmade socket") << QString() << u"socket.wr"_s << 7 << QStringList{u"write:function"_s};
    QTest::newRow("socket") << u"socket.ready_state"_s << u"await socket.wr"_s << 13
                            << QStringList{u"write:function"_s};
    QTest::newRow("getters") << u"socket.connected"_s << u"socket.r"_s << 7
                             << QStringList{u"ready_state:property"_s, u"remote_ip:property"_s,
                                            u"remote_port:property"_s};
    QTest::newRow("by number") << u"socket.connected"_s << u"sockets[1].d"_s << 11
                               << QStringList{u"destroy:function"_s};
    QTest::newRow("name") << u"const myName = 1; let myOther = () => 1"_s << u"(my"_s << 1
                          << QStringList{u"myName:value"_s, u"myOther:value"_s};
    QTest::newRow("offered") << QString() << u"encod"_s << 0
                             << QStringList{u"encodeURI:function"_s, u"encodeURIComponent:function"_s,
                                            u"encoding:value"_s};
    QTest::newRow("module") << QString() << u"encoding.b64e"_s << 9 << QStringList{u"b64encode:function"_s};
    QTest::newRow("optional") << u"var o = { abc: 1 }"_s << u"o?.a"_s << 3 << QStringList{u"abc:value"_s};
    QTest::newRow("item") << u"var list = [{ abc: 1 }]"_s << u"list[0].a"_s << 8 << QStringList{u"abc:value"_s};
    QTest::newRow("string") << QString() << u"x = \"socket.wr"_s << 14 << QStringList();
    QTest::newRow("comment") << QString() << u"1 // socket.wr"_s << 14 << QStringList();
    QTest::newRow("call") << QString() << u"make().wr"_s << 7 << QStringList();
    QTest::newRow("unknown") << QString() << u"nothing.here"_s << 8 << QStringList();
    QTest::newRow("null") << u"var none = null"_s << u"none.x"_s << 5 << QStringList();
}

void TestSessionConsole::completes()
{
    QFETCH(const QString, before);
    QFETCH(const QString, text);
    QFETCH(const QStringList, expected);
    SessionFixture session;
    if (!before.isEmpty())
        QVERIFY(!session.eval(before).startsWith(u'!'));
    int from = -1;
    QCOMPARE(session.complete(text, &from), expected);
    QTEST(from, "from");
}

/// Neither getters nor the traps of a proxy, and no socket is made.
void TestSessionConsole::completionRunsNothing()
{
    SessionFixture session;
    QCOMPARE(session.eval(u"var ran = []; var o = { get x() { ran.push('getter'); return {} }, y: 1 }; "
                          "const trap = (name) => (...a) => { ran.push(name); return Reflect[name](...a) }; "
                          "var p = new Proxy({ z: 1 }, { get: trap('get'), ownKeys: trap('ownKeys'), "
                          "getOwnPropertyDescriptor: trap('getOwnPropertyDescriptor'), has: trap('has'), "
                          "getPrototypeOf: trap('getPrototypeOf') }); "
                          "var r = Proxy.revocable({}, { ownKeys: trap('ownKeys') }).proxy; "
                          "var child = { __proto__: null, own: 1 }; Object.setPrototypeOf(child, p); "
                          "1"_s),
             u"1"_s);
    QVERIFY(session.complete(u"o."_s).contains(u"x:property"_s));
    QCOMPARE(session.complete(u"o.x."_s), QStringList());
    QCOMPARE(session.complete(u"p."_s), QStringList());
    QCOMPARE(session.complete(u"p.z."_s), QStringList());
    QCOMPARE(session.complete(u"r."_s), QStringList());
    QCOMPARE(session.complete(u"child."_s), QStringList{u"own:value"_s});
    session.complete(u"socket.remote"_s);
    QCOMPARE(session.eval(u"ran.join()"_s), QString());
    QCOMPARE(session.records(RecordKind::SocketCreated).size(), 0);
}

void TestSessionConsole::completionIsBounded()
{
    SessionFixture session;
    QCOMPARE(session.eval(u"var many = {}; for (let i = 0; i < 5000; ++i) many['n' + i] = i; "
                          "var bytes = new Uint8Array(1e7); var list = new Array(1e6).fill(0); 1"_s),
             u"1"_s);
    QCOMPARE(session.complete(u"many.n"_s).size(), 200);
    QVERIFY(session.complete(u"bytes.sli"_s).contains(u"slice:function"_s));
    QVERIFY(session.complete(u"list.sli"_s).contains(u"slice:function"_s));
}

void TestSessionConsole::isStuckInANativeCall()
{
#ifdef __SANITIZE_ADDRESS__
    __lsan_do_leak_check(); // the only one: a second at the end would tell of the thread
#endif
    auto *session = new SessionFixture; // its journal has to outlive the thread
    QSignalSpy unresponsive(&session->console(), &SessionConsole::unresponsive);
    QSignalSpy stuck(&session->console(), &SessionConsole::stuck);
    const int id = session->send(NativeCall);
    QTRY_COMPARE(session->log().console(), QStringList{u"matching"_s});
    session->console().interrupt();
    QTRY_COMPARE_WITH_TIMEOUT(unresponsive.size(), 1, 20'000);
    QVERIFY(!session->isAnswered(id));
    session->console().stop(u"it is over"_s);
    QCOMPARE(session->settled(id), u"!it is over"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stuck.size(), 1, 20'000);
    QElapsedTimer clock;
    clock.start();
    session->drop();
    QVERIFY2(clock.elapsed() < 3 * SessionConsole::GraceMs, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(TestSessionConsole)
#include "tst_session_console.moc"
