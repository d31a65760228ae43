// SPDX-License-Identifier: GPL-3.0-or-later
// stop() in every stage of a run, whatever the script is doing then.
#include "running_script.h"

#include <QLoggingCategory>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTestRunStop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void iteration_data();
    void iteration();
    void initCode();
    void initCodeOfALaterUser();
    void setup();
    void teardown();
    void teardownMayTakeItsTime();
    void beforeTheRun();
    void rightAfterTheStart();
    void betweenIterations();
    void allUsers();
    void theFirstReasonCounts();
    void stopAndAbort();
    void afterTheEnd();
    void fromManyThreads();
    void stuck();
};

namespace {

const QString Reason = u"test run was aborted because k6 received a 'interrupt' signal"_s;

void stop(RunningScript &script)
{
    script.run().stop(ExitCode::Interrupted, Reason);
}

} // namespace

void TestTestRunStop::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestTestRunStop::iteration_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("asleep") << u"sleep(1000)"_s;
    QTest::newRow("busy") << u"for (;;) {}"_s;
    QTest::newRow("busy and catching")
        << u"for (;;) { try { for (;;) {} } catch (e) { console.log('caught') } finally { console.log('finally') } }"_s;
    QTest::newRow("waiting") << u"return new Promise((r) => setTimeout(r, 600000))"_s;
    QTest::newRow("on an interval") << u"setInterval(() => {}, 1)"_s;
    QTest::newRow("with an idle socket") << u"new Socket()"_s;
    QTest::newRow("in microtasks") << u"const again = () => Promise.resolve().then(again); again()"_s;
}

void TestTestRunStop::iteration()
{
    QFETCH(QString, body);
    RunningScript script(
        u"import { sleep } from 'k6'; import { Socket } from 'k6/x/tcp'\nexport default function () { console.log('iteration'); %1 }\nexport function teardown () { console.log('teardown') }"_s
            .arg(body));
    script.start();
    QVERIFY(script.waitFor(u"iteration"_s));
    QElapsedTimer elapsed;
    elapsed.start();
    stop(script);
    QVERIFY(script.waitForEnd());
    QVERIFY2(elapsed.elapsed() < 2000, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(int(script.result().exitCode), 105);
    QCOMPARE(script.result().reason, Reason);
    QCOMPARE(script.result().interrupted, 1U);
    QCOMPARE(script.result().completed, 0U);
    QCOMPARE(script.console(), (QStringList{u"iteration"_s, u"teardown"_s}));
    QCOMPARE(script.log().messages(LogLevel::Error), QStringList());
    QVERIFY(script.log()
                .messages(LogLevel::Warning)
                .contains(u"No script iterations fully finished, consider making the test duration longer"_s));
}

void TestTestRunStop::initCode()
{
    RunningScript script(u"console.log('init'); for (;;) {}\nexport default () => {}"_s);
    script.start();
    QVERIFY(script.waitFor(u"init"_s));
    stop(script);
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 105);
    QCOMPARE(script.result().reason, Reason);
    QCOMPARE(script.console(), QStringList(u"init"_s));
}

void TestTestRunStop::initCodeOfALaterUser()
{
    RunningScript script(
        u"import { sleep } from 'k6'; if (__VU === 1) { console.log('init of the first'); sleep(1000) }\nexport function setup () { console.log('setup') }\nexport default () => console.log('iteration')\nexport function teardown () { console.log('teardown') }"_s);
    script.start();
    QVERIFY(script.waitFor(u"init of the first"_s));
    stop(script);
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 105);
    QCOMPARE(script.console(), QStringList(u"init of the first"_s));
}

void TestTestRunStop::setup()
{
    RunningScript script(
        u"export function setup () { console.log('setup'); for (;;) {} }\nexport default () => console.log('iteration')\nexport function teardown () { console.log('teardown') }"_s);
    script.start();
    QVERIFY(script.waitFor(u"setup"_s));
    stop(script);
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 105);
    QCOMPARE(script.result().reason, Reason);
    QCOMPARE(script.console(), QStringList(u"setup"_s));
}

/// teardown() is not interrupted, and the run counts as stopped all the same: both as in k6.
void TestTestRunStop::teardown()
{
    RunningScript script(
        u"import { sleep } from 'k6'; export default () => {}\nexport function teardown () { console.log('teardown'); sleep(0.5); console.log('torn down') }"_s);
    script.start();
    QVERIFY(script.waitFor(u"teardown"_s));
    stop(script);
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 105);
    QCOMPARE(script.result().reason, Reason);
    QCOMPARE(script.console(), (QStringList{u"teardown"_s, u"torn down"_s}));
}

void TestTestRunStop::teardownMayTakeItsTime()
{
    RunningScript script(
        u"import { sleep } from 'k6'; export default function () { console.log('iteration'); sleep(1000) }\nexport async function teardown () { console.log('teardown'); sleep(0.3); await new Promise((r) => setTimeout(r, 300)); console.log('torn down') }"_s);
    script.start();
    QVERIFY(script.waitFor(u"iteration"_s));
    stop(script);
    QVERIFY(script.waitFor(u"teardown"_s));
    QVERIFY(!script.run().isStuck());
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 105);
    QCOMPARE(script.console(), (QStringList{u"iteration"_s, u"teardown"_s, u"torn down"_s}));
}

void TestTestRunStop::beforeTheRun()
{
    RunningScript script(u"console.log('init'); for (;;) {}\nexport default () => {}"_s);
    stop(script);
    script.start();
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 105);
    QCOMPARE(script.result().reason, Reason);
}

/// At whatever moment of the beginning the wish comes, it is heard.
void TestTestRunStop::rightAfterTheStart()
{
    for (int i = 0; i < 60; ++i) {
        RunningScript script(
            u"import { sleep } from 'k6'; if (__VU > 0) sleep(0.002)\nexport function setup () { sleep(1000) }\nexport default function () { sleep(1000) }"_s);
        script.start();
        QThread::usleep(static_cast<unsigned long>(i) * 700); // a different moment each time, not one to wait for
        stop(script);
        QVERIFY2(script.waitForEnd(), qPrintable(QString::number(i)));
        QCOMPARE(int(script.result().exitCode), 105);
    }
}

void TestTestRunStop::betweenIterations()
{
    RunOptions options;
    options.iterations = 1'000'000;
    options.minIterationDuration = 20'000'000'000;
    RunningScript script(u"export default function () { console.log('iteration') }"_s, options);
    script.start();
    QVERIFY(script.waitFor(u"iteration"_s));
    QTRY_COMPARE(script.run().counters().iterationsCompleted.load(), 1U); // it now waits out the least duration
    stop(script);
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 105);
    QCOMPARE(script.result().completed, 1U);
    QCOMPARE(script.result().interrupted, 0U);
}

void TestTestRunStop::allUsers()
{
    RunOptions options;
    options.vus = 8;
    RunningScript script(
        u"import { sleep } from 'k6'; export default function () { console.log('iteration of', __VU); if (__VU % 2) sleep(1000); else for (;;) {} }"_s,
        options);
    script.start();
    for (int i = 1; i <= 8; ++i)
        QVERIFY(script.waitFor(u"iteration of %1"_s.arg(i)));
    QCOMPARE(script.run().counters().vusActive.load(), 8);
    QCOMPARE(script.run().counters().vusInitialized.load(), 8);
    stop(script);
    QVERIFY(script.waitForEnd());
    QCOMPARE(script.result().interrupted, 8U);
    QCOMPARE(script.run().counters().vusActive.load(), 0);
}

void TestTestRunStop::theFirstReasonCounts()
{
    RunningScript script(
        u"import { sleep } from 'k6'; export default function () { console.log('iteration'); sleep(1000) }"_s);
    script.start();
    QVERIFY(script.waitFor(u"iteration"_s));
    script.run().stop(ExitCode::AbortedByScript, u"first"_s);
    script.run().stop(ExitCode::Interrupted, u"second"_s);
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 108);
    QCOMPARE(script.result().reason, u"first"_s);
}

void TestTestRunStop::stopAndAbort()
{
    RunOptions options;
    options.vus = 4;
    RunningScript script(
        u"import exec from 'k6/execution'; import { sleep } from 'k6'; export default function () { console.log('iteration of', __VU); if (__VU === 3) { sleep(0.05); exec.test.abort('mine') } sleep(1000) }"_s,
        options);
    script.start();
    QVERIFY(script.waitFor(u"iteration of 3"_s));
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 108);
    QVERIFY2(script.result().reason.startsWith(u"test aborted: mine at default "_s),
             qPrintable(script.result().reason));
    QCOMPARE(script.result().interrupted, 4U);
}

void TestTestRunStop::afterTheEnd()
{
    RunningScript script(u"export default () => {}"_s);
    script.start();
    QVERIFY(script.waitForEnd());
    stop(script);
    QVERIFY(!script.run().isStuck());
    QCOMPARE(int(script.result().exitCode), 0);
}

void TestTestRunStop::fromManyThreads()
{
    RunOptions options;
    options.vus = 4;
    RunningScript script(
        u"import { sleep } from 'k6'; export default function () { console.log('iteration'); for (;;) sleep(0.001) }"_s,
        options);
    script.start();
    QVERIFY(script.waitFor(u"iteration"_s));
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back(QThread::create([&script] { stop(script); }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(QDeadlineTimer(20'000)));
    QVERIFY(script.waitForEnd());
    QCOMPARE(int(script.result().exitCode), 105);
}

/// A native call that nothing can interrupt is noticed; when it ends by itself, so does the run.
void TestTestRunStop::stuck()
{
    RunningScript script(
        u"export default function () { const a = new Array(1.5e7); console.log('iteration'); a.fill(0); a.sort((x, y) => y - x); console.log('sorted') }"_s);
    script.start();
    QVERIFY(script.waitFor(u"iteration"_s));
    QVERIFY(!script.run().isStuck());
    stop(script);
    QVERIFY(script.run().isStuck()); // for now
    QVERIFY(script.waitForEnd(100'000));
    QVERIFY(!script.run().isStuck());
    QCOMPARE(int(script.result().exitCode), 105);
}

QTEST_GUILESS_MAIN(TestTestRunStop)
#include "tst_test_run_stop.moc"
