// SPDX-License-Identifier: GPL-3.0-or-later
// Signals to `sockscope run`.
#include "journal/journal_reader.h"
#include "program.h"
#include "support/test_peers.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestRunCommandStop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void once_data();
    void once();
    void twice_data();
    void twice();
    void oneKeyPressIsOne();
    void beforeTheIterations_data();
    void beforeTheIterations();
    void verbose();
    void socketsAreClosed();
    void journalIsClosed();
    void journalAfterTwo();
    void stuck();
    void lingers();
    void lingersNotWhereItWasStopped();

private:
    [[nodiscard]] QString script(const QByteArray &source) const
    {
        return m_folder.write(u"stop.js"_s, "import { sleep } from 'k6'\nimport { Socket } from 'k6/x/tcp'\n" + source);
    }
    Folder m_folder;
};

namespace {

QByteArray reason(int number)
{
    return QByteArray("level=error msg=\"test run was aborted because k6 received a '") +
           (number == SIGINT ? "interrupt" : "terminated") + "' signal\"\n";
}

} // namespace

void TestRunCommandStop::once_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("SIGINT, asleep") << SIGINT << QByteArray("sleep(1000)");
    QTest::newRow("SIGINT, busy") << SIGINT << QByteArray("for (;;) {}");
    QTest::newRow("SIGINT, waiting") << SIGINT << QByteArray("return new Promise((r) => setTimeout(r, 1e6))");
    QTest::newRow("SIGTERM, asleep") << SIGTERM << QByteArray("sleep(1000)");
    QTest::newRow("SIGTERM, busy") << SIGTERM << QByteArray("for (;;) {}");
}

void TestRunCommandStop::once()
{
    QFETCH(const int, number);
    QFETCH(const QByteArray, body);
    Program program({u"run"_s, script("export default function () { console.log('iteration'); " + body +
                                      " }\nexport const teardown = () => console.log('teardown')")});
    QVERIFY(program.start());
    QVERIFY2(program.waitForErr("msg=iteration"), program.told().constData());
    program.signal(number);
    QVERIFY2(program.waitForEnd(10'000), program.told().constData());
    QCOMPARE(program.exitCode(), 105);
    const QByteArray log = withoutTimes(program.err());
    QVERIFY2(log.startsWith("level=info msg=iteration source=console\n"), log.constData());
    QVERIFY2(log.contains("level=info msg=teardown source=console\n"), log.constData());
    QVERIFY2(log.endsWith(reason(number)), log.constData());
    QCOMPARE(log.count("level=error"), 1);
    QVERIFY2(program.out().contains("0 complete and 1 interrupted iterations\n"), program.told().constData());
}

void TestRunCommandStop::twice_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::newRow("SIGINT, SIGINT") << SIGINT << SIGINT;
    QTest::newRow("SIGTERM, SIGTERM") << SIGTERM << SIGTERM;
    QTest::newRow("SIGINT, SIGTERM") << SIGINT << SIGTERM;
}

/// teardown() would take its time; the second signal doesn't give it.
void TestRunCommandStop::twice()
{
    QFETCH(const int, first);
    QFETCH(const int, second);
    Program program({u"run"_s, script("export default function () { console.log('iteration'); sleep(1000) }\n"
                                      "export function teardown () { console.log('teardown'); sleep(50) }")});
    QVERIFY(program.start());
    QVERIFY2(program.waitForErr("msg=iteration"), program.told().constData());
    program.signal(first);
    QVERIFY2(program.waitForErr("msg=teardown"), program.told().constData());
    // Within a fifth of a second the second one counts as the same key press.
    const bool ended = program.waitFor(
        [&] {
            program.signal(second);
            return program.hasEnded();
        },
        10'000);
    QVERIFY2(ended, program.told().constData());
    QCOMPARE(program.exitCode(), 105);
    const QByteArray log = withoutTimes(program.err());
    QVERIFY2(log.endsWith("level=error msg=\"Aborting k6 in response to signal\"\n"), log.constData());
    QVERIFY2(!program.out().contains("iterations:"), program.told().constData());
}

/// A terminal sends SIGINT to the whole group, and a wrapper passes it on: two signals at the same moment.
void TestRunCommandStop::oneKeyPressIsOne()
{
    Program program({u"run"_s, script("export default function () { console.log('iteration'); sleep(1000) }\n"
                                      "export function teardown () { sleep(0.05); console.log('torn down') }")});
    QVERIFY(program.start());
    QVERIFY2(program.waitForErr("msg=iteration"), program.told().constData());
    program.signal(SIGSTOP);
    QVERIFY(program.waitForHalt());
    program.signal(SIGINT);
    program.signal(SIGTERM);
    program.signal(SIGCONT);
    QVERIFY2(program.waitForEnd(10'000), program.told().constData());
    QCOMPARE(program.exitCode(), 105);
    QVERIFY2(program.err().contains("msg=\"torn down\""), program.told().constData());
    QVERIFY2(!program.err().contains("Aborting"), program.told().constData());
}

void TestRunCommandStop::beforeTheIterations_data()
{
    QTest::addColumn<QByteArray>("source");
    const QByteArray rest = "\nexport default () => console.log('iteration')\n"
                            "export const teardown = () => console.log('teardown')";
    QTest::newRow("init") << "console.log('waiting'); for (;;) {}" + rest;
    QTest::newRow("setup") << "export function setup () { console.log('waiting'); sleep(1000) }" + rest;
}

void TestRunCommandStop::beforeTheIterations()
{
    QFETCH(const QByteArray, source);
    Program program({u"run"_s, script(source)});
    QVERIFY(program.start());
    QVERIFY2(program.waitForErr("msg=waiting"), program.told().constData());
    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(10'000), program.told().constData());
    QCOMPARE(program.exitCode(), 105);
    QCOMPARE(withoutTimes(program.err()), "level=info msg=waiting source=console\n" + reason(SIGINT));
}

void TestRunCommandStop::verbose()
{
    Program program({u"run"_s, u"-v"_s, script("export default () => { console.log('iteration'); sleep(1000) }")});
    QVERIFY(program.start());
    QVERIFY2(program.waitForErr("msg=iteration"), program.told().constData());
    program.signal(SIGTERM);
    QVERIFY2(program.waitForEnd(10'000), program.told().constData());
    const QByteArray line = "level=debug msg=\"Stopping k6 in response to signal...\" sig=terminated\n";
    QVERIFY2(withoutTimes(program.err()).contains(line), program.told().constData());
}

void TestRunCommandStop::socketsAreClosed()
{
    const Peer peer(behaviour::silent());
    Program program({u"run"_s, u"-u"_s, u"3"_s, u"-e"_s, u"TCP_PORT=%1"_s.arg(peer.port()),
                     script("export default async () => { const s = new Socket(); await s.connect(__ENV.TCP_PORT);\n"
                            "await s.write('x') }")});
    QVERIFY(program.start());
    QVERIFY2(program.waitFor([&] { return peer.bytesReceived() == 3; }), program.told().constData());
    QCOMPARE(peer.openConnections(), 3);
    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(10'000), program.told().constData());
    QCOMPARE(program.exitCode(), 105);
    QVERIFY2(program.out().contains("0 complete and 3 interrupted iterations\n"), program.told().constData());
    QTRY_COMPARE_WITH_TIMEOUT(peer.openConnections(), 0, 10'000);
}

void TestRunCommandStop::journalIsClosed()
{
    const QString path = m_folder.path(u"stop.journal"_s);
    Program program(
        {u"run"_s, u"--journal"_s, path, script("export default () => { console.log('iteration'); sleep(1000) }")});
    QVERIFY(program.start());
    QVERIFY2(program.waitForErr("msg=iteration"), program.told().constData());
    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(10'000), program.told().constData());
    JournalReader reader;
    QVERIFY2(reader.open(path), qPrintable(reader.error()));
    QVERIFY(reader.summary().closed);
    std::optional<Record> last;
    while (auto record = reader.next())
        last = std::move(record);
    QCOMPARE(reader.error(), QString());
    QVERIFY(last && last->kind == RecordKind::SessionFinished);
    QCOMPARE(QJsonDocument::fromJson(last->payload).object().value(u"exitCode"_s).toInt(), 105);
}

/// Nothing that was recorded is lost where the process ends at once.
void TestRunCommandStop::journalAfterTwo()
{
    const QString path = m_folder.path(u"twice.journal"_s);
    Program program({u"run"_s, u"--journal"_s, path,
                     script("export default () => { console.log('iteration'); sleep(1000) }\n"
                            "export function teardown () { console.log('teardown'); sleep(50) }")});
    QVERIFY(program.start());
    QVERIFY2(program.waitForErr("msg=iteration"), program.told().constData());
    program.signal(SIGINT);
    QVERIFY2(program.waitForErr("msg=teardown"), program.told().constData());
    QVERIFY(program.waitFor(
        [&] {
            program.signal(SIGINT);
            return program.hasEnded();
        },
        10'000));
    JournalReader reader;
    QVERIFY2(reader.open(path), qPrintable(reader.error()));
    QByteArrayList console;
    while (const auto record = reader.next())
        if (record->kind == RecordKind::Console)
            console.append(record->payload);
    QCOMPARE(reader.error(), QString());
    QCOMPARE(console, (QByteArrayList{"iteration", "teardown"}));
    QVERIFY(!reader.summary().closed);
}

/// A native call that nothing can interrupt: the process ends itself.
void TestRunCommandStop::stuck()
{
    // Takes time with the square of the length.
    Program program({u"run"_s, script("export default function () { const long = 'a'.repeat(1e6)\n"
                                      "console.log('iteration'); /a*b/.test(long); console.log('matched') }")});
    QVERIFY(program.start());
    QVERIFY2(program.waitForErr("msg=iteration"), program.told().constData());
    QVERIFY2(program.waitForWork(), program.told().constData());
    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(), program.told().constData());
    QCOMPARE(program.exitCode(), 105);
    const QByteArray last = "level=error msg=\"the script doesn't react to being stopped: it is inside a long native "
                            "call; ending the process\"\n";
    QVERIFY2(withoutTimes(program.err()).endsWith(last), program.told().constData());
}

void TestRunCommandStop::lingers()
{
    Program program({u"run"_s, u"--linger"_s, script("export default function () {}")});
    QVERIFY(program.start());
    QVERIFY2(
        program.waitForOut("The test is done, but --linger was enabled, so k6 is waiting for Ctrl+C to continue...\n"),
        program.told().constData());
    QVERIFY2(!program.out().contains("EXECUTION"), program.told().constData());
    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(10'000), program.told().constData());
    QCOMPARE(program.exitCode(), 0);
    QVERIFY2(program.out().contains("EXECUTION"), program.told().constData());
    QVERIFY2(program.err().isEmpty(), program.told().constData());
}

void TestRunCommandStop::lingersNotWhereItWasStopped()
{
    Program program(
        {u"run"_s, u"--linger"_s, script("export default function () { console.log('iteration'); sleep(1000) }")});
    QVERIFY(program.start());
    QVERIFY2(program.waitForErr("msg=iteration"), program.told().constData());
    program.signal(SIGINT);
    QVERIFY2(program.waitForEnd(10'000), program.told().constData());
    QCOMPARE(program.exitCode(), 105);
    QVERIFY2(!program.out().contains("linger"), program.told().constData());
}

QTEST_GUILESS_MAIN(TestRunCommandStop)
#include "tst_run_command_stop.moc"
