// SPDX-License-Identifier: GPL-3.0-or-later
// The error values of sockets: k6's members and texts, on real Error objects.
#include "tcp_run.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpErrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shape_data();
    void shape();
    void consoleShowsThem();
    void uncaught_data();
    void uncaught();
    void thrownInAHandler();
    void memoryOfManyErrors();

private:
    TcpPeers m_peers;
};

void TestTcpErrors::shape_data()
{
    QTest::addColumn<QString>("get"); // sets `e`
    QTest::addColumn<QString>("method");
    QTest::newRow("connect rejection") << u"try { await s.connect(port('REFUSED'), host) } catch (x) { e = x }"_s
                                       << u"connect"_s;
    QTest::newRow("connect event")
        << u"const heard = next(s, 'error'); await outcome(s.connect(port('REFUSED'), host)); e = await heard"_s
        << u"connect"_s;
    QTest::newRow("connect arguments") << u"try { await s.connect(true) } catch (x) { e = x }"_s << u"connect"_s;
    QTest::newRow("connect after destroy")
        << u"s.destroy(); try { await s.connect(port('ECHO'), host) } catch (x) { e = x }"_s << u"connect"_s;
    QTest::newRow("write rejection") << u"try { await s.write(5) } catch (x) { e = x }"_s << u"write"_s;
    QTest::newRow("write event")
        << u"const heard = next(s, 'error'); await outcome(s.write('x', { encoding: 'latin1' })); e = await heard"_s
        << u"write"_s;
    QTest::newRow("read event")
        << u"const heard = next(s, 'error'); await s.connect(port('RST'), host); await s.write('x'); e = await heard"_s
        << u"read"_s;
}

void TestTcpErrors::shape()
{
    QFETCH(QString, get);
    QFETCH(QString, method);
    const TcpRun run = runTcp(u"const s = new Socket(); let e\n"_s + get + uR"(
p(e instanceof Error, e.name, e.method, Object.keys(e).join(), typeof e.message, e.message.length > 0)
p(String(e) === 'TCP error during ' + e.method + ': ' + e.message, `${e}` === String(e), e.toString() === String(e), e.error() === String(e))
p(JSON.stringify(e) === JSON.stringify({ name: e.name, method: e.method, message: e.message }), Object.prototype.toString.call(e))
const { name, message } = e, error = e.error
p(name, message === e.message, error() === String(e))
s.destroy())"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, (QStringList{u"true TCPError %1 name,method,message,error string true"_s.arg(method),
                                       u"true true true true"_s, u"true [object Error]"_s, u"TCPError true true"_s}));
}

void TestTcpErrors::consoleShowsThem()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
try { await s.connect(true) } catch (e) { console.log(e); console.log('x', e); console.log({ e }, [e]); console.log(`${e}`) }
try { await s.write('x') } catch (e) { console.log(e); console.log({ e }) }
s.destroy())"_s);
    QVERIFY(!run.isLate);
    const QString text = u"TCP error during connect: invalid type: expected integer or object"_s;
    const QString members =
        u"{ name: \"TCPError\", method: \"connect\", message: \"invalid type: expected integer or object\", error: [object Function] }"_s;
    QCOMPARE(run.console, (QStringList{text, u"x "_s + text, u"{ e: %1 } [ %1 ]"_s.arg(members), text,
                                       u"no active connection"_s, u"{ e: { error: [object Function] } }"_s}));
}

void TestTcpErrors::uncaught_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("text");
    QTest::newRow("connect")
        << u"await s.connect(port('REFUSED'), host)"_s
        << u"Uncaught (in promise) TCP error during connect: dial tcp 127.0.0.1:%1: connect: connection refused"_s.arg(
               m_peers.refused);
    QTest::newRow("connect not awaited")
        << u"s.connect(true); await wait(60000)"_s
        << u"Uncaught (in promise) TCP error during connect: invalid type: expected integer or object"_s;
    QTest::newRow("write") << u"await s.write('x')"_s << u"Uncaught (in promise) no active connection"_s;
    QTest::newRow("write of a wrong type")
        << u"await s.write(5)"_s
        << u"Uncaught (in promise) TCP error during write: invalid type: String or ArrayBuffer expected"_s;
    QTest::newRow("rethrown")
        << u"try { await s.write(5) } catch (e) { throw e }"_s
        << u"Uncaught (in promise) TCP error during write: invalid type: String or ArrayBuffer expected"_s;
}

void TestTcpErrors::uncaught()
{
    QFETCH(QString, call);
    QFETCH(QString, text);
    const TcpRun run = runTcp(u"const s = new Socket()\n"_s + call, m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors.last(), text);
    QCOMPARE(run.log.last().level, run.warnings.isEmpty() ? LogLevel::Error : LogLevel::Warning);
    for (const LogRecord &record : run.log) {
        if (record.message == text) // no hint and no source, unlike errors that are thrown
            QCOMPARE(record.fields,
                     (QMap<QString, QString>{{u"executor"_s, u"per-vu-iterations"_s}, {u"scenario"_s, u"default"_s}}));
    }
    QCOMPARE(run.result.completed, 1U);
    QCOMPARE(int(run.result.exitCode), 0);
}

void TestTcpErrors::thrownInAHandler()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket()
s.on('error', (e) => { throw e })
await outcome(s.connect(port('REFUSED'), host))
await wait(60000))"_s,
                              m_peers.options());
    QVERIFY(!run.isLate);
    QCOMPARE(run.errors.size(), 2);
    QVERIFY2(run.errors.last().startsWith(u"TCP error during connect: dial tcp 127.0.0.1:"_s),
             qPrintable(run.errors.last()));
    QCOMPARE(run.result.completed, 1U);
}

void TestTcpErrors::memoryOfManyErrors()
{
    const TcpRun run = runTcp(uR"(
const s = new Socket(); let n = 0
s.on('error', () => n++)
for (let i = 0; i < 20000; ++i) { try { await s.write(5) } catch (e) { } }
await wait(1)
p(n)
s.destroy())"_s);
    QVERIFY(!run.isLate);
    QCOMPARE(run.console, QStringList(u"20000"_s));
}

QTEST_GUILESS_MAIN(TestTcpErrors)
#include "tst_tcp_errors.moc"
