// SPDX-License-Identifier: GPL-3.0-or-later
// What arrives: the value of a data event, its chunks, and how the peer ends it.
#include "tcp_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpDataEvents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dataIsAUint8Array();
    void dataDoesWhatK6sDoes();
    void dataIsStable();
    void chunks();
    void byteAtATime();
    void splitCharacters();
    void peerFin();
    void peerReset();
    void peerResetWithoutErrorHandler();
    void urgentData();
    void bothSidesAtOnce();

private:
    TcpPeers m_peers;
};

void TestTcpDataEvents::dataIsAUint8Array()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
const data = next(s, 'data')
await s.connect(port('GREET'), host)
const d = await data
p(d instanceof Uint8Array, d.length, d.byteLength, d.byteOffset, d.buffer instanceof ArrayBuffer, d.buffer.byteLength)
console.log(d)
p(new DataView(d.buffer).getUint8(0), d.subarray(0, 3).length, d.slice(4, 6).length)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console,
             (QStringList{u"true 11 11 0 true 11"_s,
                          u"Uint8Array(11) [ 50, 50, 48, 32, 114, 101, 97, 100, 121, 13, 10 ]"_s, u"50 3 2"_s}));
}

/// The value of a data event in k6 is something between an Array and a Uint8Array; what scripts do with it works with
/// ours.
void TestTcpDataEvents::dataDoesWhatK6sDoes()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
const data = next(s, 'data')
await s.connect(port('ECHO'), host)
await s.write('Hi!')
const d = await data
p(d.length, d[0], d[3], [...d].join(), Array.from(d).join(), new Uint8Array(d).join(), String(d))
p(String.fromCharCode(...d), String.fromCharCode.apply(null, d), String.fromCharCode.apply(null, new Uint8Array(d)))
p(d.map((b) => b + 1).join(), d.slice(1).join(), d.indexOf(105), d.reduce((a, b) => a + b, 0), d.every((b) => b > 0), Math.max(...d))
d[0] = 256 + 74; p(d[0])
const again = next(s, 'data')
await s.write(d)
p(text(await again))
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"3 72 undefined 72,105,33 72,105,33 72,105,33 72,105,33"_s, u"Hi! Hi! Hi!"_s,
                                       u"73,106,34 105,33 1 210 true 105"_s, u"74"_s, u"Ji!"_s}));
}

void TestTcpDataEvents::dataIsStable()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), kept = []
const closed = next(s, 'close')
s.on('data', (d) => kept.push(d))
await s.connect(port('FLOOD'), host)
await closed
let at = 0, bad = 0
for (const d of kept) for (const b of d) if (b !== at++ % 251) bad++
p(at, bad, new Set(kept.map((d) => d.buffer)).size === kept.length))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"100000 0 true"_s)); // k6 reuses the memory
}

void TestTcpDataEvents::chunks()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let total = 0, largest = 0, smallest = 1e9, events = 0, at = 0, bad = 0
s.on('data', (d) => { events++; total += d.length; largest = Math.max(largest, d.length); smallest = Math.min(smallest, d.length); for (const b of d) if (b !== at++ % 251) bad++ })
const closed = next(s, 'close')
await s.connect(port('FLOOD'), host)
await closed
p(total, largest, smallest > 0, events >= 25, bad, s.bytes_read)
console.log(events))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console.first(), u"100000 4096 true true 0 100000"_s);
    QCOMPARE(run.sum(u"tcp_reads"_s), run.console.last().toDouble());
}

void TestTcpDataEvents::byteAtATime()
{
    Peer peer(behaviour::byteAtATime("one by one"));
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let all = ''
s.on('data', (d) => { all += text(d) })
const closed = next(s, 'close')
await s.connect(port('PEER'), host)
await closed
p(all, s.bytes_read))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"one by one 10"_s));
}

void TestTcpDataEvents::splitCharacters()
{
    const QByteArray euros =
        QByteArray("x") + QByteArray("\xe2\x82\xac").repeated(5000); // 4096 falls inside a character
    Peer peer(behaviour::fin(euros));
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(), bytes = []
s.on('data', (d) => bytes.push(...d))
const closed = next(s, 'close')
await s.connect(port('PEER'), host)
await closed
let euros = 0
for (let i = 1; i < bytes.length; i += 3) if (bytes[i] === 0xe2 && bytes[i + 1] === 0x82 && bytes[i + 2] === 0xac) euros++
p(bytes.length, euros))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"15001 5000"_s));
}

void TestTcpDataEvents::peerFin()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
for (const e of ['connect', 'error', 'timeout']) s.on(e, () => seen.push(e))
s.on('data', (d) => seen.push('data:' + text(d)))
const closed = new Promise((r) => s.on('close', () => { seen.push('close:' + s.ready_state); r() }))
await s.connect(port('FIN'), host)
await closed
s.destroy()
await wait(1)
p(seen.join()))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"connect,data:bye,close:destroyed"_s));
}

void TestTcpDataEvents::peerReset()
{
    Peer peer(behaviour::rst("last words"));
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
s.on('data', (d) => seen.push('data:' + text(d)))
s.on('error', (e) => seen.push(e.name + ':' + e.method + ':' + /^read tcp 127\.0\.0\.1:\d+->127\.0\.0\.1:\d+: read: connection reset by peer$/.test(e.message)))
const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
await s.connect(port('PEER'), host)
await s.write('x')
await closed
p(seen.filter((e) => !e.startsWith('data')).join()))"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"TCPError:read:true,close"_s));
    QCOMPARE(run.logged(u"Handling TCP error"_s).size(), 1);
    QCOMPARE(run.logged(u"Handling TCP error"_s).first().fields.value(u"method"_s), u"read"_s);
    QCOMPARE(run.logged(u"error in error handler"_s).size(), 0);
    QCOMPARE(run.sum(u"tcp_errors"_s), 1.0);
}

void TestTcpDataEvents::peerResetWithoutErrorHandler()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
await s.connect(port('RST'), host)
await s.write('x')
await closed
p('survived'))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"survived"_s));
    QCOMPARE(run.logged(u"Handling TCP error"_s).size(), 1);
    QCOMPARE(run.logged(u"error in error handler"_s).size(), 1);
    QCOMPARE(run.result.completed, 1U);
}

void TestTcpDataEvents::urgentData()
{
    Peer peer(behaviour::urgent());
    TcpRunOptions options;
    options.ports.insert(u"PEER"_s, peer.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let all = '', closes = 0
s.on('close', () => closes++)
const done = new Promise((r) => s.on('data', (d) => { all += text(d); if (all.endsWith('!done')) r() }))
await s.connect(port('PEER'), host)
await s.write('!done')
await done
p(all, closes, s.ready_state)
s.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"beforeafter!done 0 open"_s));
}

void TestTcpDataEvents::bothSidesAtOnce()
{
    const TcpRun run = runTcp(uR"(
let closes = 0
for (let i = 0; i < 50; ++i) {
  const s = new Socket(), closed = new Promise((r) => s.on('close', () => { closes++; r() }))
  await s.connect(port('FIN'), host)
  if (i % 2) await null
  s.destroy()
  await closed
}
await wait(1)
p(closes))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"50"_s));
}

QTEST_GUILESS_MAIN(TestTcpDataEvents)
#include "tst_tcp_data_events.moc"
