// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever keeps a virtual user busy leaves its other sockets, timers and promises their turns.
#include "tcp_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpTurns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void getTheirTurn_data();
    void getTheirTurn();
    void promisesOfCallsThatOverlap();

private:
    TcpPeers m_peers;
};

/// Each loop ends only when something else has had its turn.
void TestTcpTurns::getTheirTurn_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("data, while writes are awaited") << uR"(
const s = new Socket()
let got = 0
s.on('data', (bytes) => { got += bytes.length })
await s.connect(port('ECHO'), host)
while (got === 0) await s.write('x')
p('done')
s.destroy())"_s;
    QTest::newRow("data of another socket") << uR"(
const busy = new Socket(), s = new Socket()
let got = 0
s.on('data', (bytes) => { got += bytes.length })
await busy.connect(port('SINK'), host)
await s.connect(port('ECHO'), host)
s.write('x')
while (got === 0) await busy.write('x')
p('done')
s.destroy()
busy.destroy())"_s;
    QTest::newRow("timers, while writes are awaited") << uR"(
const s = new Socket()
let fired = false
await s.connect(port('SINK'), host)
setTimeout(() => { fired = true }, 5)
while (!fired) await s.write('x')
p('done')
s.destroy())"_s;
    QTest::newRow("connecting, while writes are awaited") << uR"(
const busy = new Socket(), s = new Socket()
let connected = false
s.on('connect', () => { connected = true; s.destroy() })
await busy.connect(port('SINK'), host)
s.connect(port('ECHO'), host)
while (!connected) await busy.write('x')
p('done')
busy.destroy())"_s;
    QTest::newRow("writes of another socket, while one is flooded") << uR"(
const flood = new Socket(), s = new Socket()
let chunks = 0, settled = 0
flood.on('data', () => { chunks++ })
await s.connect(port('SINK'), host)
await flood.connect(port('FLOOD'), host)
for (let i = 0; i < 20; i++) { await s.write('x'); settled++ }
p('done')
s.destroy()
flood.destroy())"_s;
}

void TestTcpTurns::getTheirTurn()
{
    QFETCH(QString, body);
    const TcpRun run = runTcp(body, m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"done"_s));
}

/// Each promise is that of its own call, also where calls before it are settled and their numbers used again.
void TestTcpTurns::promisesOfCallsThatOverlap()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
await s.connect(port('SINK'), host)
for (let round = 0; round < 50; round++) {
    const bad = outcome(s.write('x', { encoding: 'nope' + round }))
    const good = []
    for (let i = 0; i < round % 7; i++) good.push(s.write('y').then((value) => value === undefined || value === null))
    const failure = await bad
    if (!String(failure).startsWith('rejected: ') || !failure.includes('nope' + round)) seen.push(failure)
    const all = await Promise.all(good)
    if (!all.every((ok) => ok)) seen.push(all)
    await s.write('z')
}
p(seen.length, s.bytes_written)
s.destroy()
p(await outcome(s.write('late')) !== undefined, await outcome(s.connect(port('SINK'), host)) !== undefined))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    int good = 0;
    for (int round = 0; round < 50; ++round)
        good += round % 7;
    QCOMPARE(run.console, (QStringList{u"0 %1"_s.arg(good + 50), u"true true"_s}));
}

QTEST_GUILESS_MAIN(TestTcpTurns)
#include "tst_tcp_turns.moc"
