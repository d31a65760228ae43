// SPDX-License-Identifier: GPL-3.0-or-later
// A connect() that fails, what a second connect() or a destroy() does to it, and the order of what follows.
#include "tcp_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpConnectAgain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refused();
    void refusedWithoutErrorHandler();
    void retryAfterRefused();
    void fiftyRefusalsThenOpen();
    void connectWhileOpen();
    void connectWhileOpening();
    void connectAfterDestroy();
    void connectAfterClose();
    void connectInCloseHandler();
    void connectInErrorHandler();
    void order();
    void orderOfAFailure();
    void destroyWhileConnecting();
    void destroyWhileRefusing();
    void destroyInContinuation();
    void manyAtOnce();

private:
    TcpPeers m_peers;
};

void TestTcpConnectAgain::refused()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
for (const e of ['connect', 'data', 'close', 'timeout']) s.on(e, () => seen.push(e))
let event
const heard = new Promise((r) => s.on('error', (e) => { event = e; seen.push('error'); r() }))
let rejection
try { await s.connect(port('REFUSED'), host); p('resolved') } catch (e) { rejection = e }
await heard
p(rejection.name, rejection.method, rejection.message === `dial tcp 127.0.0.1:${port('REFUSED')}: connect: connection refused`)
p(String(event) === String(rejection), event === rejection, event.name, event.method, event.message === rejection.message)
await wait(1)
p(seen.join(), s.ready_state, s.connected)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"TCPError connect true"_s, u"true false TCPError connect true"_s,
                                       u"error disconnected false"_s}));
    QCOMPARE(run.logged(u"Handling TCP error"_s).size(), 1);
    QCOMPARE(run.logged(u"Handling TCP error"_s).first().fields.value(u"method"_s), u"connect"_s);
    QVERIFY(run.logged(u"Handling TCP error"_s).first().fields.value(u"error"_s).startsWith(u"dial tcp 127.0.0.1:"_s));
}

void TestTcpConnectAgain::refusedWithoutErrorHandler()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
p((await outcome(s.connect(port('REFUSED'), host))).slice(0, 30))
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"rejected: TCP error during con"_s)); // unlike Node, nobody has to listen
    QCOMPARE(run.logged(u"Handling TCP error"_s).size(), 1);
    QCOMPARE(run.logged(u"error in error handler"_s).size(), 0); // of read errors only
    QCOMPARE(run.result.completed, 1U);
}

void TestTcpConnectAgain::retryAfterRefused()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
for (const e of ['connect', 'close', 'error']) s.on(e, () => seen.push(e))
await outcome(s.connect(port('REFUSED'), host))
p(await outcome(s.connect(port('ECHO'), host)), s.ready_state, s.remote_port === port('ECHO'))
const data = next(s, 'data')
await s.write('again')
p(text(await data), s.bytes_written, s.bytes_read)
s.destroy()
await wait(1)
p(seen.join()))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"null open true"_s, u"again 5 5"_s, u"error,connect,close"_s}));
    QCOMPARE(run.sum(u"tcp_sockets"_s), 1.0);
}

void TestTcpConnectAgain::fiftyRefusalsThenOpen()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let refused = 0
for (let i = 0; i < 50; ++i) { try { await s.connect(port('REFUSED'), host) } catch (e) { refused++ } }
p(refused, await outcome(s.connect(port('ECHO'), host)))
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"50 null"_s));
    QCOMPARE(run.sum(u"tcp_errors"_s), 50.0);
}

void TestTcpConnectAgain::connectWhileOpen()
{
    const int before = m_peers.echo.connections();
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
for (const e of ['connect', 'close', 'error']) s.on(e, () => seen.push(e))
await s.connect(port('ECHO'), host)
const local = s.local_port
let rejection
try { await s.connect(port('SINK'), host) } catch (e) { rejection = e }
p(rejection.name, rejection.method, /connected/.test(rejection.message))
p(s.ready_state, s.local_port === local, s.remote_port === port('ECHO'))
const data = next(s, 'data')
await s.write('unharmed')
p(text(await data), seen.join())
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"TCPError connect true"_s, u"open true true"_s, u"unharmed connect,error"_s}));
    QCOMPARE(m_peers.echo.connections(), before + 1);
    QCOMPARE(run.sum(u"tcp_sockets"_s), 1.0);
}

void TestTcpConnectAgain::connectWhileOpening()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
for (const e of ['connect', 'close', 'error']) s.on(e, () => seen.push(e))
const first = outcome(s.connect(port('ECHO'), host)), second = outcome(s.connect(port('SINK'), host)), third = outcome(s.connect(true))
p(s.ready_state)
p(/^rejected: TCP error during connect: .*already connecting/.test(await second), /invalid type/.test(await third))
p(await first, s.ready_state, s.remote_port === port('ECHO'))
await wait(1)
p(seen.sort().join())
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"opening"_s, u"true true"_s, u"null open true"_s, u"connect,error,error"_s}));
}

void TestTcpConnectAgain::connectAfterDestroy()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let closes = 0
const closed = new Promise((r) => s.on('close', () => { closes++; r() }))
s.destroy()
try { await s.connect(port('ECHO'), host); p('resolved') } catch (e) { p(e.name, e.method, /destroyed/.test(e.message), s.ready_state) }
await closed
p(closes, s.ready_state))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"TCPError connect true destroyed"_s, u"1 destroyed"_s}));
}

void TestTcpConnectAgain::connectAfterClose()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close')
await s.connect(port('FIN'), host)
await closed
await wait(1)
for (const again of [port('ECHO'), true]) { try { await s.connect(again, host); p('resolved') } catch (e) { p(e.name, e.method) } }
p(s.ready_state, s.bytes_read))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"TCPError connect"_s, u"TCPError connect"_s, u"destroyed 3"_s}));
}

/// The last moment of a socket's life: every call still gets its answer, and the iteration ends.
void TestTcpConnectAgain::connectInCloseHandler()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
const last = new Promise((r) => s.on('close', () => r([outcome(s.connect(port('ECHO'), host)), outcome(s.connect(true)), outcome(s.write('x')),
  outcome(s.write(5))])))
await s.connect(port('FIN'), host)
for (const promise of await last) p(/^rejected: /.test(await promise))
p('done'))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"true"_s, u"true"_s, u"true"_s, u"true"_s, u"done"_s}));
}

void TestTcpConnectAgain::connectInErrorHandler()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let tries = 0
const open = new Promise((r) => s.on('error', () => { s.connect(++tries < 3 ? port('REFUSED') : port('ECHO'), host).then(r, () => {}) }))
await outcome(s.connect(port('REFUSED'), host))
await open
p(tries, s.ready_state)
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"3 open"_s));
}

void TestTcpConnectAgain::order()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
s.on('connect', () => { seen.push('connect ' + s.ready_state); Promise.resolve().then(() => seen.push('micro')) })
s.on('data', () => { seen.push('data'); s.destroy() })
const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
const connecting = s.connect(port('GREET'), host)
connecting.then(() => seen.push('then'))
await connecting
seen.push('continuation')
await closed
p(seen.join()))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"then,continuation,connect open,micro,data,close"_s));
}

void TestTcpConnectAgain::orderOfAFailure()
{
    const TcpRun run = runTcp(uR"(
for (const where of [port('REFUSED'), true, 99999]) {
  const s = new Socket(), seen = []
  const heard = new Promise((r) => s.on('error', () => { seen.push('error'); r() }))
  try { await s.connect(where, host) } catch (e) { seen.push('catch') }
  await heard
  p(seen.join())
  s.destroy()
})"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"catch,error"_s, u"catch,error"_s, u"catch,error"_s}));
}

void TestTcpConnectAgain::destroyWhileConnecting()
{
    const int before = m_peers.echo.connections();
    const TcpRun run = runTcp(uR"(
for (const ms of [-1, 0]) {
  const s = new Socket(), seen = []
  for (const e of ['connect', 'data', 'timeout']) s.on(e, () => seen.push(e))
  const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
  const connecting = s.connect(port('ECHO'), 'localhost').then(() => seen.push('resolved'), (e) => seen.push('rejected ' + e.name + ' ' + e.method))
  if (ms >= 0) await null
  s.destroy()
  p(s.ready_state)
  await connecting
  await closed
  p(seen.join(), s.ready_state)
})"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"destroyed"_s, u"rejected TCPError connect,close destroyed"_s, u"destroyed"_s,
                                       u"rejected TCPError connect,close destroyed"_s}));
    QCOMPARE(run.sum(u"tcp_sockets"_s), 0.0);
    QTRY_COMPARE(m_peers.echo.openConnections(), 0); // whatever the kernel had begun
    Q_UNUSED(before)
}

void TestTcpConnectAgain::destroyWhileRefusing()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), closed = next(s, 'close'), refused = outcome(s.connect(99999, host))
s.destroy()
p(/^rejected/.test(await refused))
await closed
p(s.ready_state))"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"true"_s, u"destroyed"_s}));
}

void TestTcpConnectAgain::destroyInContinuation()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
s.on('connect', () => seen.push('connect'))
s.on('data', () => seen.push('data'))
const closed = new Promise((r) => s.on('close', () => { seen.push('close'); r() }))
await s.connect(port('GREET'), host)
s.destroy()
await closed
p(seen.join()))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"connect,close"_s)); // connect had happened; k6 does the same
}

void TestTcpConnectAgain::manyAtOnce()
{
    const TcpRun run = runTcp(uR"(
const sockets = Array.from({ length: 200 }, () => new Socket())
const results = await Promise.all(sockets.map((s, i) => outcome(s.connect(i % 4 === 0 ? port('REFUSED') : port('ECHO'), host))))
p(results.filter((r) => r === null).length, results.filter((r) => /refused/.test(r)).length, new Set(sockets.map((s) => s.local_port)).size)
sockets.forEach((s) => s.destroy()))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"150 50 151"_s)); // undefined is the port of those that were refused
}

QTEST_GUILESS_MAIN(TestTcpConnectAgain)
#include "tst_tcp_connect_again.moc"
