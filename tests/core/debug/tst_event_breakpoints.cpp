// SPDX-License-Identifier: GPL-3.0-or-later
// Breakpoints on what happens to sockets, against a real peer.
#include "debug_session.h"
#include "support/test_peers.h"

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestEventBreakpoints : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void events_data();
    void events();
    void nextEvent();
    void pausedTimeIsNoMetric();
};

namespace {

QString script(quint16 port)
{
    return u"import { Socket } from 'k6/x/tcp'\n"
           "export default async function () {\n"
           "  const s = new Socket()\n"
           "  s.on('connect', () => {\n"
           "    console.log('connected') //@connect\n"
           "  })\n"
           "  s.on('data', (d) => {\n"
           "    console.log('data', d.length) //@data\n"
           "    if (d.length === 3) s.destroy() //@if\n"
           "    else setTimeout(() => { //@timer\n"
           "      s.write('end')\n"
           "      console.log('sent') //@sent\n"
           "    }, 1)\n"
           "  })\n"
           "  s.on('close', () => {\n"
           "    console.log('closed') //@close\n"
           "  })\n"
           "  await s.connect(%1, '127.0.0.1')\n"
           "  console.log('open') //@open\n"
           "  await s.write('hello')\n"
           "  console.log('written') //@written\n"
           "}\n"_s.arg(port);
}

} // namespace

void TestEventBreakpoints::events_data()
{
    using Kind = EventBreakpoint::Kind;
    QTest::addColumn<EventBreakpoint>("asked");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const EventBreakpoint &asked, const QString &where, const QString &text) {
        QTest::newRow(name) << asked << where << text;
    };
    row("connect", {Kind::Connect, 0, {}, 0, {}}, u"connect"_s, u"connect of socket 1"_s);
    row("data", {Kind::Data, 0, {}, 0, {}}, u"data"_s, u"data of socket 1"_s);
    row("bytes", {Kind::Data, 0, "nd", 0, {}}, u"data"_s, u"data of socket 1"_s);
    row("nth chunk", {Kind::Data, 0, {}, 2, {}}, u"data"_s, u"data of socket 1"_s);
    row("close", {Kind::Close, 0, {}, 0, {}}, u"close"_s, u"close of socket 1"_s);
    row("other socket", {Kind::Data, 7, {}, 0, {}}, u"end"_s, {});
    row("bytes that don't come", {Kind::Data, 0, "absent", 0, {}}, u"end"_s, {});
    row("promise", {Kind::Promise, 0, {}, 0, {}}, u"open"_s, u"connect() fulfilled of socket 1"_s);
    row("second write", {Kind::Write, 0, "end", 0, {}}, u"sent"_s, u"write of socket 1"_s);
}

void TestEventBreakpoints::events()
{
    QFETCH(EventBreakpoint, asked);
    QFETCH(QString, where);
    QFETCH(QString, text);
    const Peer peer(behaviour::echo());
    DebugSession session(script(peer.port()));
    session.controller.setEventBreakpoints({asked});
    session.start();
    QCOMPARE(session.where(), where);
    if (where == u"end"_s)
        return;
    QCOMPARE(session.pause.reason, DebugPause::Reason::Event);
    QCOMPARE(session.pause.text, text);
    if (asked.nth == 2 || asked.pattern == "nd")
        QCOMPARE(session.evaluate(u"d"_s), u"Uint8Array(3) 65 6e 64"_s);
    QVERIFY(session.finish());
}

void TestEventBreakpoints::nextEvent()
{
    const Peer peer(behaviour::echo());
    DebugSession session(script(peer.port()));
    session.breakAt({u"written"_s});
    session.start();
    QCOMPARE(session.where(), u"written"_s);
    QCOMPARE(session.go(StepKind::NextEvent), u"data"_s);
    session.inspect([](VuAgent &agent) { QCOMPARE(agent.stack().origin, u"data of socket 1"_s); });
    QVERIFY(session.finish());
}

void TestEventBreakpoints::pausedTimeIsNoMetric()
{
    DebugSession session(u"export default function () {\n  console.log(1) //@a\n}\n"_s);
    session.breakAt({u"a"_s});
    session.start();
    QCOMPARE(session.where(), u"a"_s);
    QElapsedTimer clock;
    clock.start();
    QTest::qWait(300);
    QCOMPARE(session.go(), u"end"_s);
    const double most = session.longestIteration();
    QVERIFY2(most >= 0 && most < 250, qPrintable(QString::number(most)));
}

QTEST_GUILESS_MAIN(TestEventBreakpoints)
#include "tst_event_breakpoints.moc"
