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
    void unheard_data();
    void unheard();
    void promisesOfTheScript_data();
    void promisesOfTheScript();
    void nextEvent();
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
    row("write that is awaited", {Kind::Write, 0, {}, 1, {}}, u"connect"_s, u"write of socket 1"_s);
    row("state", {Kind::State, 0, {}, 0, {}}, u"open"_s, u"state open of socket 1"_s);
    row("condition", {Kind::Data, 0, {}, 0, u"d.length === 3"_s}, u"data"_s, u"data of socket 1"_s);
    row("condition and bytes", {Kind::Data, 1, "nd", 2, u"d[0] === 0x65"_s}, u"data"_s, u"data of socket 1"_s);
    row("condition that never holds", {Kind::Data, 0, {}, 0, u"d.length > 99"_s}, u"end"_s, {});
    row("condition that fails", {Kind::Data, 0, {}, 0, u"missing.x"_s}, u"end"_s, {});
    row("any", {Kind::Any, 0, {}, 0, u"typeof d === 'object'"_s}, u"data"_s, u"data of socket 1"_s);
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
    const bool isFailure = session.output().join(u' ').contains(u"the condition of the event failed: ReferenceError"_s);
    QCOMPARE(isFailure, asked.condition == u"missing.x");
    if (where == u"end"_s)
        return;
    QCOMPARE(session.pause.reason, DebugPause::Reason::Event);
    QCOMPARE(session.pause.text, text);
    if (asked.nth == 2 || asked.condition.contains(u"=== 3"_s) || asked.pattern == "nd")
        QCOMPARE(session.evaluate(u"d"_s), u"Uint8Array(3) 65 6e 64"_s);
    QVERIFY(session.finish());
}

void TestEventBreakpoints::unheard_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("stops");
    QTest::newRow("none") << QString() << true;
    QTest::newRow("of globals") << u"globalThis.wanted === 1"_s << true;
    QTest::newRow("that does not hold") << u"globalThis.wanted === 2"_s << false;
    QTest::newRow("of what only a handler has") << u"d.length > 0"_s << false;
}

/// Nothing of the script's runs because of the event: it stops where it arrives.
void TestEventBreakpoints::unheard()
{
    QFETCH(QString, condition);
    QFETCH(bool, stops);
    const Peer peer(behaviour::echo());
    DebugSession session(u"import { Socket } from 'k6/x/tcp'\n"
                         "globalThis.wanted = 1\n"
                         "export default async function () {\n"
                         "  const s = new Socket()\n"
                         "  await s.connect(%1, '127.0.0.1')\n"
                         "  await s.write('hello')\n"
                         "  await new Promise((done) => setTimeout(done, 200))\n"
                         "  s.destroy()\n"
                         "}\n"_s.arg(peer.port()));
    session.controller.setEventBreakpoints({{EventBreakpoint::Kind::Data, 0, "hello", 0, condition}});
    session.start();
    session.next();
    QCOMPARE(session.pause.thread != 0, stops);
    QCOMPARE(session.pause.text, stops ? u"data of socket 1"_s : QString());
    QVERIFY(session.finish());
}

void TestEventBreakpoints::promisesOfTheScript_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QString &body, const QString &text) {
        QTest::newRow(name) << body << text;
    };
    row("fulfilled", u"await new Promise((done) => setTimeout(() => done(5), 1))"_s, u"promise fulfilled: 5"_s);
    row("rejected", u"await new Promise((_, fail) => setTimeout(() => fail(new Error('no')), 1)).catch(() => {})"_s,
        u"promise rejected: Error: no"_s);
    row("async function", u"await (async () => 'made')()"_s, u"promise fulfilled: \"made\""_s);
}

void TestEventBreakpoints::promisesOfTheScript()
{
    QFETCH(QString, body);
    QFETCH(QString, text);
    DebugSession session(u"export default async function () {\n  %1\n  console.log('after') //@after\n}\n"_s.arg(body));
    session.controller.setEventBreakpoints({{EventBreakpoint::Kind::Promise, 0, {}, 0, {}}});
    session.start();
    QStringList texts;
    for (QString where = session.where(); where != u"end"; where = session.go())
        texts.append(session.pause.text);
    QVERIFY2(texts.contains(text), qPrintable(texts.join(u" | ")));
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

QTEST_GUILESS_MAIN(TestEventBreakpoints)
#include "tst_event_breakpoints.moc"
