// SPDX-License-Identifier: GPL-3.0-or-later
// connect(): its forms and coercions, and where it leads: names, addresses, blocked and mapped hosts.
#include "tcp_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpConnect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void forms_data();
    void forms();
    void wrongArguments_data();
    void wrongArguments();
    void symbolArgument();
    void badTags_data();
    void badTags();
    void badPorts_data();
    void badPorts();
    void badPortThenGoodConnect();
    void unknownName();
    void ipv6();
    void blockedAndBlacklisted();
    void mappedHosts();
    void optionsAreReadOnce();

private:
    TcpPeers m_peers;
};

void TestTcpConnect::forms_data()
{
    QTest::addColumn<QString>("arguments");
    for (const QString &arguments : {u"n, host"_s,
                                     u"n * 2 / 2, host"_s,
                                     u"new Number(n), host"_s,
                                     u"String(n), host"_s,
                                     u"` ${n} `, host"_s,
                                     u"'0x' + n.toString(16), host"_s,
                                     u"n + '.7', host"_s,
                                     u"n"_s,
                                     u"n, undefined"_s,
                                     u"n, null"_s,
                                     u"n, new String(host)"_s,
                                     u"n, { toString: () => host }"_s,
                                     u"{ port: n, host }"_s,
                                     u"{ port: String(n), host }"_s,
                                     u"{ port: n + 0.7, host }"_s,
                                     u"{ port: n }"_s,
                                     u"{ port: n, host: null }"_s,
                                     u"{ port: n, host: '' }"_s,
                                     u"{ port: n, host, tls: false }"_s,
                                     u"{ port: n, host, tls: 0, tags: { a: 1 } }"_s,
                                     u"{ port: n, host, nonsense: {} }"_s,
                                     u"{ port: n, host }, 'ignored.invalid'"_s,
                                     u"new (class { port = n; host = host })()"_s,
                                     u"Object.create({ port: n, host })"_s,
                                     u"n, host, 'ignored'"_s})
        QTest::newRow(qPrintable(arguments)) << arguments;
}

void TestTcpConnect::forms()
{
    QFETCH(QString, arguments);
    const TcpRun run = runTcp(uR"(
const s = new Socket(), n = port('ECHO'), closed = next(s, 'close')
p(await outcome(s.connect(%1)), s.ready_state, s.remote_port === n)
s.destroy()
await closed)"_s.arg(arguments),
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"null open true"_s));
}

void TestTcpConnect::wrongArguments_data()
{
    QTest::addColumn<QString>("arguments");
    for (const QString &arguments :
         {u""_s, u"undefined"_s, u"null"_s, u"true"_s, u"NaN"_s, u"Infinity"_s, u"1.5"_s, u"[]"_s, u"[80]"_s,
          u"() => 80"_s, u"new Date()"_s, u"new Map()"_s, u"new Number(1.5)"_s})
        QTest::newRow(qPrintable(arguments)) << arguments;
}

void TestTcpConnect::wrongArguments()
{
    QFETCH(QString, arguments);
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
for (const e of ['connect', 'close', 'error', 'timeout']) s.on(e, (v) => seen.push(e + (v ? ':' + v.message : '')))
let promise
try { promise = s.connect(%1) } catch (e) { p('threw', e) }
try { await promise; p('resolved') } catch (e) { p(e.name, e.method, e.message) }
await outcome(s.connect(port('ECHO'), host))
p(seen.join(' '), s.ready_state)
s.destroy())"_s.arg(arguments),
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"TCPError connect invalid type: expected integer or object"_s,
                                       u"error:invalid type: expected integer or object open"_s}));
    const QList<LogRecord> logged = run.logged(u"Handling TCP error"_s);
    QCOMPARE(logged.size(), 1);
    QCOMPARE(logged.first().level, LogLevel::Error);
    QCOMPARE(logged.first().fields, (QMap<QString, QString>{{u"error"_s, u"invalid type: expected integer or object"_s},
                                                            {u"method"_s, u"connect"_s},
                                                            {u"module"_s, u"tcp"_s}}));
    QCOMPARE(run.sum(u"tcp_errors"_s), 1.0);
}

void TestTcpConnect::symbolArgument()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
try { p(await outcome(s.connect(Symbol('x')))) } catch (e) { p(e) }
s.destroy())"_s);
    QVERIFY(!run.isLate); // it hangs in k6
    QCOMPARE(run.console.size(), 1);
    QVERIFY2(run.console.first().startsWith(u"rejected: TCP error during connect: "_s) ||
                 run.console.first().startsWith(u"TypeError"_s),
             qPrintable(run.console.first()));
}

void TestTcpConnect::badTags_data()
{
    QTest::addColumn<QString>("tags");
    QTest::addColumn<QString>("shown");
    QTest::newRow("string") << u"'abc'"_s << u"abc"_s;
    QTest::newRow("number") << u"5"_s << u"5"_s;
    QTest::newRow("true") << u"true"_s << u"true"_s;
}

void TestTcpConnect::badTags()
{
    QFETCH(QString, tags);
    QFETCH(QString, shown);
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let errors = 0
s.on('error', () => errors++)
p(await outcome(s.connect({ port: port('ECHO'), host, tags: %1 })))
p(await outcome(s.connect({ port: port('ECHO'), host, tags: null })), errors)
s.destroy())"_s.arg(tags),
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(
        run.console,
        (QStringList{
            u"rejected: TCP error during connect: could not convert struct value %1 to map[string]string for field "
            "Tags: could not convert %1 to map[string]string"_s.arg(shown),
            u"null 1"_s}));
}

void TestTcpConnect::badPorts_data()
{
    QTest::addColumn<QString>("arguments");
    for (const QString &arguments : {u"0, host"_s, u"-1, host"_s, u"65536, host"_s, u"99999, host"_s, u"1e15, host"_s,
                                     u"-1e15, host"_s, u"'abc', host"_s, u"'', host"_s, u"{ host }"_s,
                                     u"{ port: {}, host }"_s, u"{ port: NaN, host }"_s, u"new String('80')"_s, u"{}"_s})
        QTest::newRow(qPrintable(arguments)) << arguments;
}

void TestTcpConnect::badPorts()
{
    QFETCH(QString, arguments);
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let errors = 0
s.on('error', () => errors++)
try { await s.connect(%1); p('resolved') } catch (e) { p(e.name, e.method, e.message.length > 0) }
p(await outcome(s.connect(port('ECHO'), host)), errors, s.ready_state)
s.destroy())"_s.arg(arguments),
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"TCPError connect true"_s, u"null 1 open"_s}));
}

/// Two calls without an await between them: each promise gets the end of its own call.
void TestTcpConnect::badPortThenGoodConnect()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
const bad = outcome(s.connect(99999, host)), good = outcome(s.connect(port('ECHO'), host))
p(await good, s.ready_state)
p(/^rejected: TCP error during connect: /.test(await bad))
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"null open"_s, u"true"_s}));
}

void TestTcpConnect::unknownName()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), seen = []
for (const e of ['connect', 'close', 'error']) s.on(e, (v) => seen.push(e))
try { await s.connect(80, 'no-such-host.invalid') } catch (e) { p(e.name, e.method, e.message) }
await wait(1)
p(seen.join(), s.ready_state)
s.destroy())"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console.size(), 2);
    QVERIFY2(run.console.first().startsWith(u"TCPError connect lookup no-such-host.invalid"_s),
             qPrintable(run.console.first()));
    QCOMPARE(run.console.last(), u"error disconnected"_s);
}

void TestTcpConnect::ipv6()
{
    Peer echo(behaviour::echo(), QHostAddress::LocalHostIPv6);
    if (echo.port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    TcpRunOptions options = m_peers.options();
    options.ports.insert(u"ECHO6"_s, echo.port());
    const TcpRun run = runTcp(uR"(
const s = new Socket()
await s.connect(port('ECHO6'), '::1')
p(s.remote_ip, s.local_ip, s.remote_port === port('ECHO6'))
const data = next(s, 'data')
await s.write('six')
p(text(await data))
s.destroy()
const t = new Socket()
try { await t.connect(port('REFUSED'), '::1') } catch (e) { p(e.message.replace(/\d{3,}/, 'N')) }
t.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console,
             (QStringList{u"::1 ::1 true"_s, u"six"_s, u"dial tcp [::1]:N: connect: connection refused"_s}));
}

void TestTcpConnect::blockedAndBlacklisted()
{
    TcpRunOptions options = m_peers.options();
    options.init = u"export const options = { blockHostnames: ['*.blocked.test'], blacklistIPs: ['10.0.0.0/8'] };"_s;
    const TcpRun run = runTcp(uR"(
const s = new Socket()
for (const name of ['a.blocked.test', '10.1.2.3']) { try { await s.connect(80, name) } catch (e) { p(e.name, e.message) } }
s.destroy())"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"TCPError hostname (a.blocked.test) is in a blocked pattern (*.blocked.test)"_s,
                                       u"TCPError IP (10.1.2.3) is in a blacklisted range (10.0.0.0/8)"_s}));
}

void TestTcpConnect::mappedHosts()
{
    TcpRunOptions options = m_peers.options();
    options.init =
        u"export const options = { hosts: { 'Lab.Example': '127.0.0.1', '*.wild.example': '127.0.0.1' } };"_s;
    const TcpRun run = runTcp(uR"(
for (const name of ['lab.example', 'LAB.example', 'a.wild.example']) {
  const s = new Socket()
  await s.connect(port('ECHO'), name)
  p(s.remote_ip, s.ready_state)
  s.destroy()
})"_s,
                              options);
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(3, u"127.0.0.1 open"_s));
}

void TestTcpConnect::optionsAreReadOnce()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(), reads = []
const where = { get port () { reads.push('port'); return port('ECHO') }, get host () { reads.push('host'); return host } }
const connecting = s.connect(where)
p(reads.length > 0 && reads.length <= 4)
p(await outcome(connecting), s.remote_port === port('ECHO'))
const t = new Socket()
p(/^rejected/.test(await outcome((async () => t.connect({ get port () { throw new Error('no port for you') } }))())))
s.destroy(); t.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"true"_s, u"null true"_s, u"true"_s}));
}

QTEST_GUILESS_MAIN(TestTcpConnect)
#include "tst_tcp_connect.moc"
