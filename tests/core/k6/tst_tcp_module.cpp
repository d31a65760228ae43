// SPDX-License-Identifier: GPL-3.0-or-later
// What `k6/x/tcp` exports and what a Socket is: its members, its options, its getters in every state.
#include "tcp_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestTcpModule : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindOfImport();
    void shape_data();
    void shape();
    void constructorOptions_data();
    void constructorOptions();
    void readOnlyGetters_data();
    void readOnlyGetters();
    void gettersInEveryState();
    void gettersAfterAFailedConnect();
    void subclass();
    void detachedMethods();
    void initContext_data();
    void initContext();

private:
    TcpPeers m_peers;
};

void TestTcpModule::everyKindOfImport()
{
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
import tcp from 'k6/x/tcp'
import * as ns from 'k6/x/tcp'
const required = require('k6/x/tcp')
export default function () {
  console.log(typeof Socket, Object.keys(tcp).join(), tcp.Socket === Socket, ns.Socket === Socket, ns.default.Socket === Socket, required.Socket === Socket)
})"_s);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"function Socket true true true true"_s));
}

void TestTcpModule::shape_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &body, const QString &expected) {
        QTest::newRow(name) << body << expected;
    };
    row("own keys", u"p(Object.keys(s).join())"_s, u"connect,write,destroy,setTimeout,on"_s);
    row("for in", u"const names = []; for (const name in s) names.push(name); p(names.join())"_s,
        u"connect,write,destroy,setTimeout,on"_s);
    row("getters are there",
        u"p(['ready_state', 'connected', 'bytes_written', 'local_port'].every((name) => name in s))"_s, u"true"_s);
    row("instanceof", u"p(s instanceof Socket)"_s, u"true"_s);
    row("without new",
        u"const t = Socket(); p(t.ready_state, Object.keys(t).length, t instanceof Socket); t.destroy()"_s,
        u"disconnected 5 true"_s);
    row("without new, with options", u"const t = Socket({ tags: { a: 1 } }); p(t.ready_state); t.destroy()"_s,
        u"disconnected"_s);
    row("own members", u"s.note = 1; p(s.note)"_s, u"1"_s);
    row("methods can be replaced", u"s.write = () => 'mine'; p(s.write('x'))"_s, u"mine"_s);
    row("json", u"p(JSON.stringify(s))"_s, u"{}"_s);
    row("what methods return",
        u"p(s.on('data', () => {}), s.setTimeout(5) === s, s.setTimeout() === s, s.destroy(), s.destroy())"_s,
        u"undefined true true undefined undefined"_s);
    row("two sockets share nothing", u"const t = new Socket(); t.destroy(); p(s.ready_state, t.ready_state)"_s,
        u"disconnected destroyed"_s);
}

void TestTcpModule::shape()
{
    QFETCH(QString, body);
    QFETCH(QString, expected);
    const TcpRun run = runTcp(u"const s = new Socket()\n"_s + body + u"\ns.destroy()"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(expected));
}

void TestTcpModule::constructorOptions_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString &options, const QString &expected) {
        QTest::newRow(qPrintable(options)) << options << expected;
    };
    const QString made = u"disconnected"_s;
    for (const QString &good :
         {u""_s, u"undefined"_s, u"null"_s, u"{}"_s, u"[]"_s, u"{ tags: {} }"_s, u"{ tags: null }"_s,
          u"{ tags: undefined }"_s, u"{ tags: { a: 1, b: true, c: null, d: undefined, e: {} } }"_s,
          u"{ nonsense: 1 }"_s, u"function () {}"_s, u"{ tags: ['a'] }"_s, u"{ tags: () => {} }"_s})
        row(good, made);
    row(u"5"_s, u"GoError: could not convert 5 to tcp.socketOptions"_s);
    row(u"'x'"_s, u"GoError: could not convert x to tcp.socketOptions"_s);
    row(u"true"_s, u"GoError: could not convert true to tcp.socketOptions"_s);
    row(u"{ tags: 5 }"_s,
        u"GoError: could not convert struct value 5 to map[string]string for field Tags: could not convert 5 to map[string]string"_s);
    row(u"{ tags: 'abc' }"_s,
        u"GoError: could not convert struct value abc to map[string]string for field Tags: could not convert abc to map[string]string"_s);
}

void TestTcpModule::constructorOptions()
{
    QFETCH(QString, options);
    QFETCH(QString, expected);
    const TcpRun run =
        runTcp(u"try { const s = new Socket(%1); p(s.ready_state); s.destroy() } catch (e) { p(e) }"_s.arg(options));
    QVERIFY(!run.isLate); // what the constructor refused must not hold the iteration
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(expected));
}

void TestTcpModule::readOnlyGetters_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"ready_state", "bytes_written", "bytes_read", "local_ip", "local_port", "remote_ip",
                             "remote_port", "connected"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestTcpModule::readOnlyGetters()
{
    QFETCH(QString, name);
    const TcpRun run = runTcp(uR"(
const s = new Socket(), before = s.%1
try { s.%1 = 1; p('assigned') } catch (e) { p(e) }
p(s.%1 === before)
s.destroy())"_s.arg(name));
    QCOMPARE(run.console, (QStringList{u"TypeError: Cannot assign to read only property '%1'"_s.arg(name), u"true"_s}));
}

void TestTcpModule::gettersInEveryState()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
const show = (label) => p(label, s.ready_state, s.connected, s.bytes_written, s.bytes_read, typeof s.local_ip, typeof s.local_port, s.remote_ip, s.remote_port === port('ECHO'))
const closed = next(s, 'close'), data = next(s, 'data')
show('new')
const connecting = s.connect(port('ECHO'), host)
show('connecting')
await connecting
show('open')
p(s.local_ip === host, s.local_port > 0, s.local_port !== s.remote_port)
await s.write('hello')
await data
show('used')
s.destroy()
show('destroyed')
await closed
show('closed')
await wait(1)
show('later'))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{
                              u"new disconnected false 0 0 undefined undefined undefined false"_s,
                              u"connecting opening false 0 0 undefined undefined undefined false"_s,
                              u"open open true 0 0 string number 127.0.0.1 true"_s,
                              u"true true true"_s,
                              u"used open true 5 5 string number 127.0.0.1 true"_s,
                              u"destroyed destroyed false 5 5 undefined undefined undefined false"_s,
                              u"closed destroyed false 5 5 undefined undefined undefined false"_s,
                              u"later destroyed false 5 5 undefined undefined undefined false"_s,
                          }));
}

void TestTcpModule::gettersAfterAFailedConnect()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await outcome(s.connect(port('REFUSED'), host))
p(s.ready_state, s.connected, s.local_ip, s.local_port, s.remote_ip, s.remote_port, s.bytes_written, s.bytes_read)
s.destroy())"_s,
                              m_peers.options());
    QCOMPARE(run.console, QStringList(u"disconnected false undefined undefined undefined undefined 0 0"_s));
}

void TestTcpModule::subclass()
{
    const TcpRun run = runTcp(uR"(
class Line extends Socket {
  #sent = 0
  constructor (name) { super({ tags: { name } }); this.name = name }
  async send (line) { await this.write(line + '\n'); this.#sent++ }
  get sent () { return this.#sent }
}
const s = new Line('lines'), closed = next(s, 'close')
p(s instanceof Line, s instanceof Socket, s.name, s.ready_state, Object.keys(s).join())
await s.connect(port('ECHO'), host)
const data = next(s, 'data')
await s.send('hi')
p(JSON.stringify(text(await data)), s.sent, s.bytes_written)
s.destroy()
await closed)"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"true true lines disconnected connect,write,destroy,setTimeout,on,name"_s,
                                       u"\"hi\\n\" 1 3"_s}));
    const QList<TcpSample> opened = run.samplesOf(u"tcp_sockets"_s);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().tags.value(u"name"_s), u"lines"_s);
}

void TestTcpModule::detachedMethods()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
const { connect, write, destroy, on, setTimeout: idle } = s
const closed = new Promise((r) => on('close', r)), data = new Promise((r) => on('data', r))
p(idle(0) === s)
await connect(port('ECHO'), host)
await write('x')
p(text(await data))
destroy()
await closed
p(s.ready_state))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"true"_s, u"x"_s, u"destroyed"_s}));
}

void TestTcpModule::initContext_data()
{
    QTest::addColumn<QString>("call");
    QTest::newRow("connect") << u"s.connect(1, '127.0.0.1')"_s;
    QTest::newRow("destroy") << u"s.destroy()"_s;
    QTest::newRow("setTimeout") << u"s.setTimeout(5)"_s;
}

void TestTcpModule::initContext()
{
    QFETCH(QString, call);
    const TcpRun run = runTcpScript(uR"(
import { Socket } from 'k6/x/tcp'
const s = new Socket()
try { %1; console.log('did it') } catch (e) { console.log(e.name, /init/.test(e.message), s.ready_state) }
export default function () { console.log('iteration') })"_s.arg(call));
    QVERIFY(!run.isLate);
    QCOMPARE(int(run.result.exitCode), 0);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console.count(u"GoError true disconnected"_s), 2); // of the looking VU and the one that iterates
    QCOMPARE(run.console.count(u"iteration"_s), 1);
}

QTEST_GUILESS_MAIN(TestTcpModule)
#include "tst_tcp_module.moc"
