// SPDX-License-Identifier: GPL-3.0-or-later
// Time in which a virtual user stands still counts for no metric and no limit.
#include "debug_session.h"

#include <QElapsedTimer>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestPausedTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isNoMetric();
    void isNoPartOfTheRunsDuration();
    void isNoPartOfLimits_data();
    void isNoPartOfLimits();
    void limitsHoldAfterwards();
    void stopsSoon();
};

void TestPausedTime::isNoMetric()
{
    QTcpServer peer;
    QVERIFY(peer.listen(QHostAddress::LocalHost));
    DebugSession session(u"import { group } from 'k6'\n"
                         "import { Socket } from 'k6/x/tcp'\n"
                         "export default async function () {\n"
                         "  const socket = new Socket()\n"
                         "  const opening = socket.connect(%1, 'localhost')\n"
                         "  group('g', () => {\n"
                         "    console.log(1) //@a\n"
                         "  })\n"
                         "  await opening\n"
                         "  console.log(2) //@b\n"
                         "  socket.destroy()\n"
                         "}\n"_s.arg(peer.serverPort()));
    session.breakAt({u"a"_s, u"b"_s});
    session.start();
    for (const QString &stop : {u"a"_s, u"b"_s, u"end"_s}) {
        QCOMPARE(stop == u"a" ? session.where() : session.go(), stop);
        if (stop != u"end")
            QTest::qWait(1500);
    }
    for (const QString &metric : {u"iteration_duration"_s, u"group_duration"_s, u"tcp_socket_resolving"_s,
                                  u"tcp_socket_connecting"_s, u"tcp_socket_duration"_s}) {
        const double largest = session.largest(metric);
        QVERIFY2(largest >= 0 && largest < 1400, qPrintable(u"%1: %2"_s.arg(metric).arg(largest)));
    }
    QVERIFY(session.result.seconds >= 0);
}

void TestPausedTime::isNoPartOfTheRunsDuration()
{
    DebugSession session(u"import exec from 'k6/execution'\nexport default function () {\n  console.log(1) //@a\n"
                         "  globalThis.d = exec.instance.currentTestRunDuration\n  console.log(2) //@b\n}\n"_s);
    session.breakAt({u"a"_s, u"b"_s});
    session.start();
    QCOMPARE(session.where(), u"a"_s);
    QTest::qWait(700);
    QCOMPARE(session.go(), u"b"_s);
    const double duration = session.evaluate(u"globalThis.d"_s).toDouble();
    QVERIFY2(duration > 0 && duration < 650, qPrintable(QString::number(duration)));
}

void TestPausedTime::isNoPartOfLimits_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("setup");
    QTest::addColumn<QString>("body");
    const QString stop = u"console.log('stopped') //@a\n"_s;
    const auto scenario = [](const QString &members) { return u"{ scenarios: { s: { %1 } } }"_s.arg(members); };
    QTest::newRow("setupTimeout") << u"{ setupTimeout: '1s' }"_s << stop << u"console.log('done')"_s;
    QTest::newRow("maxDuration")
        << scenario(u"executor: 'per-vu-iterations', iterations: 2, maxDuration: '1s', gracefulStop: '0s'"_s)
        << QString() << u"if (__ITER === 0)\n"_s + stop + u"else console.log('done')"_s;
    QTest::newRow("gracefulStop") << scenario(u"executor: 'shared-iterations', iterations: 1, maxDuration: '1s', "
                                              "gracefulStop: '1s'"_s)
                                  << QString() << stop + u"console.log('done')"_s;
    QTest::newRow("duration") << scenario(u"executor: 'constant-vus', vus: 1, duration: '1s', gracefulStop: '0s'"_s)
                              << QString() << u"if (__ITER === 0)\n"_s + stop + u"else console.log('done')"_s;
}

void TestPausedTime::isNoPartOfLimits()
{
    QFETCH(QString, options);
    QFETCH(QString, setup);
    QFETCH(QString, body);
    DebugSession session(u"export const options = %1\nexport function setup() {\n%2}\n"
                         "export default function () {\n%3\n}\n"_s.arg(options, setup, body));
    session.breakAt({u"a"_s});
    session.start();
    QCOMPARE(session.where(), u"a"_s);
    QTest::qWait(2500); // longer than all limits
    QCOMPARE(session.go(), u"end"_s);
    QCOMPARE(session.result.exitCode, ExitCode::Ok);
    QVERIFY2(session.result.seconds < 2.4, qPrintable(QString::number(session.result.seconds)));
    const QList<LogRecord> records = session.log.records();
    QVERIFY(std::any_of(records.begin(), records.end(), [](const LogRecord &r) { return r.message == u"done"; }));
}

/// The clock goes on with the virtual user.
void TestPausedTime::limitsHoldAfterwards()
{
    DebugSession session(u"export const options = { setupTimeout: '1s' }\nexport function setup() {\n"
                         "  console.log('stopped') //@a\n  for (;;) ;\n}\nexport default function () {}\n"_s);
    session.breakAt({u"a"_s});
    session.start();
    QCOMPARE(session.where(), u"a"_s);
    QTest::qWait(1500);
    QCOMPARE(session.go(), u"end"_s);
    QCOMPARE(session.result.exitCode, ExitCode::SetupTimeout);
}

/// From the statement before a breakpoint to the report of the pause: 5 ms, by the journal's clock of the script.
void TestPausedTime::stopsSoon()
{
    DebugSession session(u"export const options = { iterations: 25 }\nexport default function () {\n"
                         "  globalThis.before = Date.now()\n  const here = 1 //@a\n}\n"_s);
    session.breakAt({u"a"_s});
    std::atomic<qint64> reported = 0;
    QObject::connect(
        &session.controller, &DebugController::paused, &session.controller,
        [&](const DebugPause &) { reported = QDateTime::currentMSecsSinceEpoch(); }, Qt::DirectConnection);
    session.start();
    QList<qint64> delays;
    for (QString where = session.where(); where == u"a"; where = session.go())
        delays.append(reported - session.evaluate(u"globalThis.before"_s).toLongLong());
    QCOMPARE(delays.size(), 25);
    std::sort(delays.begin(), delays.end());
    QVERIFY2(delays.at(6) <= 5, qPrintable(QString::number(delays.at(6)))); // a quarter of them: machines may be busy
}

QTEST_GUILESS_MAIN(TestPausedTime)
#include "tst_paused_time.moc"
