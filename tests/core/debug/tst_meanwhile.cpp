// SPDX-License-Identifier: GPL-3.0-or-later
// What a debugger sees around a script that stands still, and how often lines were reached.
#include "debug/coverage_report.h"
#include "debug/meanwhile.h"
#include "debug_session.h"

#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestMeanwhile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatTheNetworkDid();
    void tellsOfTimers();
    void tellsOfAwaits();
    void countsLines();
};

namespace {

QJsonObject look(DebugSession &session)
{
    QJsonObject seen;
    session.inspect([&](VuAgent &agent) { seen = meanwhile(agent.vu()); });
    return seen;
}

QJsonObject socketOf(DebugSession &session)
{
    return look(session).value(u"sockets"_s).toArray().first().toObject();
}

/// "function: expression" of what is awaited; ! where it has settled.
QString awaitsOf(DebugSession &session)
{
    QStringList told;
    const QJsonArray awaits = look(session).value(u"awaits"_s).toArray();
    for (const auto entry : awaits)
        told += u"%1%2@%3: %4"_s.arg(entry[u"settled"_s].toBool() ? u"!"_s : QString(), entry[u"function"_s].toString())
                    .arg(entry[u"line"_s].toInt())
                    .arg(entry[u"text"_s].toString());
    return told.join(u" | "_s);
}

/// "line:hits" of a file's lines.
QStringList hits(const QJsonArray &files, const QString &name)
{
    for (const auto file : files) {
        const QJsonObject told = file.toObject();
        if (!told.value(u"url"_s).toString().endsWith(name))
            continue;
        QStringList lines;
        const QJsonArray all = told.value(u"lines"_s).toArray();
        for (qsizetype i = 0; i + 1 < all.size(); i += 2)
            lines += u"%1:%2"_s.arg(all.at(i).toInt()).arg(all.at(i + 1).toInt());
        return lines;
    }
    return {};
}

} // namespace

void TestMeanwhile::tellsWhatTheNetworkDid()
{
    QTcpServer peer;
    QVERIFY(peer.listen(QHostAddress::LocalHost));
    DebugSession session(u"import { Socket } from 'k6/x/tcp'\n"
                         "export default async function () {\n"
                         "  const socket = new Socket()\n"
                         "  const opening = socket.connect(%1, '127.0.0.1')\n"
                         "  console.log('opening') //@opening\n"
                         "  await opening\n"
                         "  console.log('open') //@connected\n"
                         "  socket.destroy()\n"
                         "}\n"_s.arg(peer.serverPort()));
    session.breakAt({u"opening"_s, u"connected"_s});
    session.start();
    QCOMPARE(session.where(), u"opening"_s);
    QJsonObject socket = socketOf(session);
    QCOMPARE(socket.value(u"state"_s).toString(), u"opening"_s);
    QCOMPARE(socket.value(u"target"_s).toString(), u"127.0.0.1:%1"_s.arg(peer.serverPort()));
    QCOMPARE(socket.value(u"waiting"_s).toArray(), QJsonArray{u"connect()"_s});
    QVERIFY(socket.value(u"holds"_s).toBool());

    QCOMPARE(session.go(), u"connected"_s);
    QVERIFY(peer.waitForNewConnection(5000) || peer.hasPendingConnections());
    QTcpSocket *other = peer.nextPendingConnection();
    QVERIFY(other);
    socket = socketOf(session);
    QCOMPARE(socket.value(u"state"_s).toString(), u"open"_s);
    QCOMPARE(socket.value(u"tcpState"_s).toString(), u"ESTABLISHED"_s);
    QCOMPARE(socket.value(u"receiveQueue"_s).toInt(), 0);
    QVERIFY(socket.value(u"waiting"_s).toArray().isEmpty());
    other->write("hello");
    QVERIFY(other->waitForBytesWritten(5000));
    QTRY_COMPARE(socketOf(session).value(u"receiveQueue"_s).toInt(), 5);
    other->disconnectFromHost();
    QTRY_COMPARE(socketOf(session).value(u"tcpState"_s).toString(), u"CLOSE_WAIT"_s);
    QVERIFY(socketOf(session).value(u"peerEnded"_s).toBool());
    QVERIFY(session.finish());
    QCOMPARE(session.log.console(), QStringList({u"opening"_s, u"open"_s}));
}

void TestMeanwhile::tellsOfTimers()
{
    DebugSession session(u"export default function () {\n"
                         "  const late = setTimeout(() => {}, 60000)\n"
                         "  const again = setInterval(() => {}, 5)\n"
                         "  console.log('here') //@here\n"
                         "  clearTimeout(late)\n"
                         "  clearInterval(again)\n"
                         "}\n"_s);
    session.breakAt({u"here"_s});
    session.start();
    QCOMPARE(session.where(), u"here"_s);
    QTRY_VERIFY(look(session).value(u"timers"_s).toArray().first().toObject().value(u"dueMs"_s).toDouble() < 0);
    const QJsonObject seen = look(session);
    QCOMPARE(seen.value(u"timerCount"_s).toInt(), 2);
    const QJsonObject first = seen.value(u"timers"_s).toArray().first().toObject();
    QVERIFY(first.value(u"repeats"_s).toBool());
    QCOMPARE(first.value(u"intervalMs"_s).toDouble(), 5.0);
    QVERIFY2(first.value(u"place"_s).toString().contains(u"script.js:3:"_s),
             qPrintable(first.value(u"place"_s).toString()));
    const double due = seen.value(u"timers"_s).toArray().last().toObject().value(u"dueMs"_s).toDouble();
    QVERIFY2(due > 30000 && due <= 60000, qPrintable(QString::number(due)));
    QVERIFY(session.finish());
}

void TestMeanwhile::tellsOfAwaits()
{
    DebugSession session(u"export const options = { vus: 1, iterations: 2 }\n"
                         "let release\n"
                         "async function waits(gate) {\n"
                         "  return 1 + await gate\n"
                         "}\n"
                         "const arrow = async (gate) => await (0, gate)\n"
                         "async function catches(gate) {\n"
                         "  try { await Promise.reject(new Error('no')) } catch (e) { await gate.then((value) =>\n"
                         "    value + 'a long expression that goes on and on and on to the end of the line') }\n"
                         "}\n"
                         "async function fails() { await Promise.reject(new Error('gone')) }\n"
                         "async function never() { await new Promise(() => {}) }\n"
                         "export default async function () {\n"
                         "  console.log('begin') //@begin\n"
                         "  const gate = new Promise((done) => { release = done })\n"
                         "  const all = [waits(gate), arrow(gate), catches(gate)]\n"
                         "  fails().catch(() => {})\n"
                         "  never()\n"
                         "  await new Promise((done) => setTimeout(() => {\n"
                         "    done() //@timer\n"
                         "    console.log('done') //@done\n"
                         "  }, 5))\n"
                         "  release(1) //@release\n"
                         "  await Promise.all(all)\n"
                         "  console.log('end') //@end\n"
                         "}\n"_s);
    const QString before = u"waits@4: await gate | arrow@6: await (0, gate) | never@12: await new Promise(() => {})"_s;
    const QString behind = // it waits for the second time
        u" | catches@8: await gate.then((value) => value + 'a long expression that goes on and on and o…"_s;
    session.breakAt({u"begin"_s, u"timer"_s, u"done"_s, u"release"_s, u"end"_s});
    session.start();
    for (int iteration = 0; iteration < 2; ++iteration) { // what the first one left behind is forgotten
        QCOMPARE(iteration == 0 ? session.where() : session.go(), u"begin"_s);
        QCOMPARE(awaitsOf(session), QString());
        QCOMPARE(session.go(), u"timer"_s);
        const QString own =
            u"default@19: await new Promise((done) => setTimeout(() => { done() //@timer console.log('don…"_s;
        QCOMPARE(awaitsOf(session), before + u" | "_s + own + behind);
        QCOMPARE(session.go(), u"done"_s);
        QCOMPARE(awaitsOf(session), before + u" | !"_s + own + behind);
        QCOMPARE(session.go(), u"release"_s);
        QCOMPARE(awaitsOf(session), before + behind);
        QCOMPARE(session.go(), u"end"_s);
        QCOMPARE(awaitsOf(session), before.section(u" | "_s, -1));
    }
    QVERIFY(session.finish());
    QCOMPARE(session.log.console(), QStringList({u"begin"_s, u"done"_s, u"end"_s, u"begin"_s, u"done"_s, u"end"_s}));
}

void TestMeanwhile::countsLines()
{
    DebugSession session(u"function never() {\n"
                         "  console.log('never')\n"
                         "}\n"
                         "export default function () {\n"
                         "  for (let i = 0; i < 7; i++)\n"
                         "    Math.abs(i)\n"
                         "  console.log('here') //@here\n"
                         "  console.log('end')\n"
                         "}\n"_s);
    CoverageReport report(session.controller);
    QJsonArray files;
    connect(&report, &CoverageReport::counted, this, [&](const QJsonArray &told) { files = told; });
    report.setOn(true);
    session.breakAt({u"here"_s});
    session.start();
    QCOMPARE(session.where(), u"here"_s); // a breakpoint among counted lines stops
    report.tellNow();
    QTRY_VERIFY(!files.isEmpty());
    QStringList lines = hits(files, u"script.js"_s);
    QVERIFY2(lines.contains(u"2:0"_s) && lines.contains(u"6:7"_s) && lines.contains(u"7:1"_s) &&
                 lines.contains(u"8:0"_s),
             qPrintable(lines.join(u' ')));
    QVERIFY(session.finish());
    report.tellNow(); // what was counted last
    QTRY_VERIFY(hits(files, u"script.js"_s).contains(u"8:1"_s));
    QCOMPARE(session.log.console(), QStringList({u"here"_s, u"end"_s}));
}

QTEST_GUILESS_MAIN(TestMeanwhile)
#include "tst_meanwhile.moc"
