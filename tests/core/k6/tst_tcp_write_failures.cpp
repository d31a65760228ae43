// SPDX-License-Identifier: GPL-3.0-or-later
// write() that cannot be done: without a connection, after the peer went, and pending at the end.
#include "tcp_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpWriteFailures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutConnection_data();
    void withoutConnection();
    void shapeOfAnIoError();
    void validationComesFirst();
    void whileConnecting();
    void afterReset();
    void afterPeerClosed();
    void pendingWritesSettleAtDestroy();
    void pendingWritesSettleAtReset();
    void anUnhandledFailureFailsTheIteration();
    void failedWritesDoNotDestroy();

private:
    TcpPeers m_peers;
};

void TestTcpWriteFailures::withoutConnection_data()
{
    QTest::addColumn<QString>("prepare");
    QTest::newRow("never connected") << u""_s;
    QTest::newRow("after a refusal") << u"await outcome(s.connect(port('REFUSED'), host))"_s;
    QTest::newRow("just destroyed") << u"s.destroy()"_s;
    QTest::newRow("just destroyed, was open") << u"await s.connect(port('ECHO'), host); s.destroy()"_s;
    QTest::newRow("closed")
        << u"const closed = next(s, 'close'); await s.connect(port('ECHO'), host); s.destroy(); await closed; await wait(1)"_s;
    QTest::newRow("closed by the peer")
        << u"const closed = next(s, 'close'); await s.connect(port('FIN'), host); await closed"_s;
    QTest::newRow("closed by the peer a while ago")
        << u"const closed = next(s, 'close'); await s.connect(port('FIN'), host); await closed; await wait(1)"_s;
}

void TestTcpWriteFailures::withoutConnection()
{
    QFETCH(QString, prepare);
    const TcpRun run = runTcp(
        u"const s = new Socket(); let events = 0; s.on('error', (e) => { if (e.method === 'write') events++ })\n"_s +
            prepare + uR"(
for (const data of ['x', '', new Uint8Array(2)]) { try { await s.write(data); p('resolved') } catch (e) { p(String(e), e.name, e.method, e.error()) } }
await wait(1)
p(events)
s.destroy())"_s,
        m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{3, u"no active connection undefined undefined no active connection"_s} +
                           QStringList{u"0"_s}));
    QCOMPARE(run.sum(u"tcp_writes"_s), 0.0); // it never reached the I/O stage
    QCOMPARE(run.logged(u"TCP write failed"_s).size(), 0);
}

void TestTcpWriteFailures::shapeOfAnIoError()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
try { await s.write('x') } catch (e) {
  p(e instanceof Error, Object.keys(e).join(), JSON.stringify(e), `${e}`, e.name, e.method)
  console.log(e)
}
s.destroy())"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console,
             (QStringList{u"true error {} no active connection undefined undefined"_s, u"no active connection"_s}));
}

void TestTcpWriteFailures::validationComesFirst()
{
    const TcpRun run = runTcp(uR"(
const fresh = new Socket(), gone = new Socket(), closed = next(gone, 'close')
gone.destroy(); await closed; await wait(1)
for (const s of [fresh, gone]) {
  p(await outcome(s.write('x', { encoding: 'latin1' })))
  p(await outcome(s.write(5)))
  p(await outcome(s.write('zz', { encoding: 'hex' })))
  try { s.write('x', 'hex') } catch (e) { p(e.name) }
}
fresh.destroy())"_s);
    QVERIFY(!run.isLate);
    const QStringList lines{u"rejected: TCP error during write: unsupported encoding \"latin1\""_s,
                            u"rejected: TCP error during write: invalid type: String or ArrayBuffer expected"_s,
                            u"rejected: TCP error during write: encoding/hex: invalid byte: U+007A 'z'"_s,
                            u"TypeError"_s};
    QCOMPARE(run.console, lines + lines);
}

void TestTcpWriteFailures::whileConnecting()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), connecting = s.connect(port('ECHO'), host)
p(await outcome(s.write('early')))
await connecting
const data = next(s, 'data')
await s.write('late')
p(text(await data), s.bytes_written)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console,
             (QStringList{u"rejected: no active connection"_s, u"late 4"_s})); // the documented-safe choice
}

/// The socket finds out when it writes: the promise rejects as an I/O error, no SIGPIPE, and `error` and `close`
/// follow.
void TestTcpWriteFailures::afterReset()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
s.on('error', (e) => seen.push(e.method))
await s.connect(port('RST'), host)
let failure
while (!failure) { try { await s.write('x'.repeat(1000)) } catch (e) { failure = e } }
p(failure.name, failure.method, /^no active connection$|^failed to write data after \d+ bytes: write tcp .*->.*: /.test(String(failure)))
await closed
p(seen.join(), s.ready_state))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"undefined undefined true"_s, u"read,close destroyed"_s}));
}

void TestTcpWriteFailures::afterPeerClosed()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
s.on('error', () => seen.push('error'))
await s.connect(port('FIN'), host)
await closed
p(await outcome(s.write('too late')), seen.join()))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"rejected: no active connection close"_s));
    QCOMPARE(run.logged(u"Handling TCP error"_s).size(), 0);
}

void TestTcpWriteFailures::pendingWritesSettleAtDestroy()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let events = 0
s.on('error', () => events++)
const closed = next(s, 'close')
await s.connect(port('DEAF'), host)
const block = new Uint8Array(16 << 20)
const first = outcome(s.write(block)), second = outcome(s.write('behind it'))
s.destroy()
p(/^rejected: failed to write data after \d+ bytes: write tcp .*: use of closed network connection$/.test(await first))
p(/^rejected: failed to write data after 0 bytes: write tcp .*: use of closed network connection$/.test(await second))
await closed
p(events, s.bytes_written < block.length))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"true"_s, u"true"_s, u"0 true"_s}));
    QCOMPARE(run.logged(u"TCP write failed"_s).size(), 2);
    QCOMPARE(run.logged(u"TCP write failed"_s).first().level, LogLevel::Error);
    QCOMPARE(run.logged(u"TCP write failed"_s).first().fields.value(u"module"_s), u"tcp"_s);
    QVERIFY(run.logged(u"TCP write failed"_s)
                .first()
                .fields.value(u"error"_s)
                .startsWith(u"failed to write data after "_s));
    QCOMPARE(run.sum(u"tcp_writes"_s), 2.0); // success or failure
}

void TestTcpWriteFailures::pendingWritesSettleAtReset()
{
    Peer peer([](PeerConnection &connection) {
        connection.receive(1);
        connection.reset();
    });
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
s.on('error', (e) => seen.push(e.method))
await s.connect(port('PEER'), host)
const write = s.write(new Uint8Array(64 << 20)).then(() => seen.push('resolved'), (e) => seen.push('rejected'))
await closed
await write
p(seen.join()))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"rejected,read,close"_s));
}

void TestTcpWriteFailures::anUnhandledFailureFailsTheIteration()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.write('x')
await wait(60000))"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList(u"Uncaught (in promise) no active connection"_s));
    QCOMPARE(run.result.completed, 1U);
    QCOMPARE(run.warnings, QStringList(u"setTimeout 1 was stopped because the VU iteration was interrupted"_s));
}

void TestTcpWriteFailures::failedWritesDoNotDestroy()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let closes = 0
s.on('close', () => closes++)
await outcome(s.write('x')); await outcome(s.write(5)); await outcome(s.write('x', { encoding: 'q' }))
p(s.ready_state, closes, await outcome(s.connect(port('ECHO'), host)))
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"disconnected 0 null"_s));
}

QTEST_GUILESS_MAIN(TestTcpWriteFailures)
#include "tst_tcp_write_failures.moc"
