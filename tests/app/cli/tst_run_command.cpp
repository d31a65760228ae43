// SPDX-License-Identifier: GPL-3.0-or-later
// The flags of `sockscope run`, its exit codes and its journal.
#include "journal/journal_reader.h"
#include "program.h"
#include "support/test_peers.h"

#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestRunCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void examples_data();
    void examples();
    void ownPeer();
    void iterations_data();
    void iterations();
    void duration();
    void environment();
    void tags();
    void quiet_data();
    void quiet();
    void stages_data();
    void stages();
    void standardInput();
    void exitCodes_data();
    void exitCodes();
    void journal();
    void journalTellsThatTheRunIsOver_data();
    void journalTellsThatTheRunIsOver();
    void journalHoldsTheScript();
    void journalKeepsOtherFiles();
    void journalLimit();
    void journalOverTheScript();
    void journalInUse();

private:
    /// Runs with log lines that are nothing but their messages.
    [[nodiscard]] Outcome run(const QString &script, const QStringList &flags,
                              const Environment &environment = {}) const
    {
        return runProgram(QStringList{u"run"_s, u"--log-format"_s, u"raw"_s} + flags + QStringList{script}, {},
                          environment);
    }
    Folder m_folder;
};

void TestRunCommand::examples_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArrayList>("log"); // sorted
    QTest::addColumn<QStringList>("totals"); // rows of the summary
    QTest::newRow("hello") << u"hello.js"_s << QByteArrayList{"received: Hello, server!", "sent 14 bytes"}
                           << QStringList{u"tcp_sockets\\.+: 1 "_s, u"tcp_reads\\.+: 1 "_s, u"tcp_writes\\.+: 1 "_s,
                                          u"data_sent\\.+: 14 B "_s, u"data_received\\.+: 14 B "_s};
    QTest::newRow("echo") << u"echo.js"_s
                          << QByteArrayList{"closed after 17 bytes sent and 17 received", "reply: one", "reply: three",
                                            "reply: two"}
                          << QStringList{u"tcp_sockets\\.+: 1 "_s, u"tcp_reads\\.+: 3 "_s, u"tcp_writes\\.+: 3 "_s,
                                         u"data_sent\\.+: 17 B "_s, u"data_received\\.+: 17 B "_s};
}

void TestRunCommand::examples()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, totals);
    const QString script = QStringLiteral(EXAMPLES) + u'/' + name;
    const Outcome outcome = run(script, {u"--peer"_s, u"echo"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    QByteArrayList log = lines(outcome.err);
    std::sort(log.begin(), log.end());
    QTEST(log, "log");
    QVERIFY2(outcome.out.contains("script: " + script.toUtf8() + '\n'), outcome.told.constData());
    QVERIFY2(outcome.out.contains("peer: echo on 127.0.0.1:"), outcome.told.constData());
    QVERIFY2(outcome.out.contains("1 complete and 0 interrupted iterations\n"), outcome.told.constData());
    for (const QString &row : totals)
        QVERIFY2(QString::fromUtf8(outcome.out).contains(QRegularExpression(row)),
                 qPrintable(row + QString::fromUtf8(outcome.told)));
}

void TestRunCommand::ownPeer()
{
    const Peer peer(behaviour::greeting("welcome\r\n"));
    const Outcome outcome =
        run(QStringLiteral(EXAMPLES) + u"/hello.js"_s,
            {u"-e"_s, u"TCP_HOST=127.0.0.1"_s, u"-e"_s, u"TCP_PORT=%1"_s.arg(peer.port()), u"--quiet"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    QVERIFY2(outcome.err.contains("received: welcome\r\n"), outcome.told.constData());
    QCOMPARE(peer.connections(), 1);
}

void TestRunCommand::iterations_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("users");
    const QByteArray one = "1 iterations for each of 1 VUs (maxDuration: 10m0s, gracefulStop: 30s)";
    const QByteArray five = "5 iterations shared among 2 VUs (maxDuration: 10m0s, gracefulStop: 30s)";
    QTest::newRow("none") << QStringList() << one << 1 << 1;
    QTest::newRow("long") << QStringList{u"--vus"_s, u"2"_s, u"--iterations"_s, u"5"_s} << five << 5 << 2;
    QTest::newRow("long with =") << QStringList{u"--vus=2"_s, u"--iterations=5"_s} << five << 5 << 2;
    QTest::newRow("short") << QStringList{u"-u"_s, u"2"_s, u"-i"_s, u"5"_s} << five << 5 << 2;
    QTest::newRow("short, joined") << QStringList{u"-u2"_s, u"-i5"_s} << five << 5 << 2;
    QTest::newRow("users only") << QStringList{u"-u"_s, u"3"_s}
                                << QByteArray("3 iterations shared among 3 VUs (maxDuration: 10m0s, gracefulStop: 30s)")
                                << 3 << 3;
}

void TestRunCommand::iterations()
{
    QFETCH(const QStringList, flags);
    QFETCH(const QByteArray, scenario);
    QFETCH(const int, count);
    QFETCH(const int, users);
    const QByteArray seconds = count == users ? "1" : "0.2"; // no user begins a second one before all have begun
    const QString script = m_folder.write(
        u"iterations.js"_s,
        "import { sleep } from 'k6'\nexport default () => { console.log(__VU); sleep(" + seconds + ") }");
    const Outcome outcome = run(script, flags);
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    const QByteArrayList log = lines(outcome.err);
    QCOMPARE(log.size(), count);
    QCOMPARE(QSet<QByteArray>(log.begin(), log.end()).size(), users);
    QVERIFY2(outcome.out.contains("* default: " + scenario + '\n'), outcome.told.constData());
    QVERIFY2(outcome.out.contains(QByteArray::number(count) + " complete and 0 interrupted iterations\n"),
             outcome.told.constData());
}

/// The flag beats what the script says, too.
void TestRunCommand::duration()
{
    const QString script = m_folder.write(u"duration.js"_s, "import { sleep } from 'k6'\n"
                                                            "export const options = { iterations: 1 }\n"
                                                            "export default () => { console.log(__VU); sleep(0.1) }");
    const Outcome outcome = run(script, {u"--vus"_s, u"2"_s, u"--duration"_s, u"1s"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    QVERIFY2(outcome.out.contains("* default: 2 looping VUs for 1s (gracefulStop: 30s)\n"), outcome.told.constData());
    const auto totals =
        QRegularExpression(u"running \\((\\d+\\.\\d)s\\), 0/2 VUs, (\\d+) complete and 0 interrupted iterations\n"_s)
            .match(QString::fromUtf8(outcome.out));
    QVERIFY2(totals.hasMatch(), outcome.told.constData());
    QVERIFY2(totals.captured(2).toInt() >= 2, outcome.told.constData());
    QVERIFY2(totals.captured(1).toDouble() >= 1, outcome.told.constData());
    QCOMPARE(lines(outcome.err).size(), totals.captured(2).toInt());
}

void TestRunCommand::environment()
{
    const QString script = m_folder.write(
        u"env.js"_s, "export default () => { for (const name of 'ABCDEF') console.log(name, __ENV[name]) }");
    const Outcome outcome = run(
        script, {u"-e"_s, u"A=1"_s, u"--env"_s, u"B=x=y z"_s, u"-e"_s, u"C="_s, u"-e"_s, u"E=flag"_s, u"-eF=\u20ac"_s},
        {{u"D"_s, u"system"_s}, {u"E"_s, u"system"_s}});
    QCOMPARE(lines(outcome.err), (QByteArrayList{"A 1", "B x=y z", "C ", "D system", "E flag", "F \xe2\x82\xac"}));
    QCOMPARE(outcome.exitCode, 0);
}

void TestRunCommand::tags()
{
    const QString script =
        m_folder.write(u"tags.js"_s, "import exec from 'k6/execution'\nimport { Socket } from 'k6/x/tcp'\n"
                                     "export default async function () {\n"
                                     "console.log(JSON.stringify(exec.test.options.tags))\n"
                                     "const s = new Socket(); await s.connect(__ENV.TCP_PORT); s.destroy() }");
    const Outcome outcome = run(script, {u"--tag"_s, u"a=1"_s, u"--tag"_s, u"b=x=y"_s, u"--peer"_s, u"echo"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    QCOMPARE(outcome.err, QByteArray("{\"a\":\"1\",\"b\":\"x=y\"}\n"));
}

void TestRunCommand::quiet_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<bool>("isQuiet");
    QTest::addColumn<QByteArray>("log");
    QTest::newRow("neither") << QStringList() << false << QByteArray("shown\n");
    QTest::newRow("-q") << QStringList{u"-q"_s} << true << QByteArray("shown\n");
    QTest::newRow("--quiet") << QStringList{u"--quiet"_s} << true << QByteArray("shown\n");
    QTest::newRow("-v") << QStringList{u"-v"_s} << false << QByteArray("detail\nshown\n");
    QTest::newRow("--verbose") << QStringList{u"--verbose"_s} << false << QByteArray("detail\nshown\n");
    QTest::newRow("-qv") << QStringList{u"-qv"_s} << true << QByteArray("detail\nshown\n");
}

void TestRunCommand::quiet()
{
    QFETCH(const QStringList, flags);
    QFETCH(const bool, isQuiet);
    const QString script =
        m_folder.write(u"quiet.js"_s, "export default () => { console.debug('detail'); console.log('shown') }");
    const Outcome outcome = run(script, flags);
    QTEST(outcome.err, "log");
    QVERIFY2(outcome.out.contains("execution: local") != isQuiet, outcome.told.constData());
    QVERIFY2(outcome.out.contains("interrupted iterations") != isQuiet, outcome.told.constData());
    QVERIFY2(outcome.out.contains("TOTAL RESULTS"), outcome.told.constData()); // the summary stays, as in k6
    QCOMPARE(outcome.exitCode, 0);
}

void TestRunCommand::stages_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QByteArrayList>("log");
    QTest::newRow("all") << QStringList() << QByteArrayList{"setup", "iteration", "teardown"};
    QTest::newRow("no setup") << QStringList{u"--no-setup"_s} << QByteArrayList{"iteration", "teardown"};
    QTest::newRow("no teardown") << QStringList{u"--no-teardown"_s} << QByteArrayList{"setup", "iteration"};
}

void TestRunCommand::stages()
{
    QFETCH(const QStringList, flags);
    const QString script = m_folder.write(u"stages.js"_s, "export const setup = () => console.log('setup')\n"
                                                          "export default () => console.log('iteration')\n"
                                                          "export const teardown = () => console.log('teardown')\n");
    const Outcome outcome = run(script, flags);
    QTEST(lines(outcome.err), "log");
    QCOMPARE(outcome.exitCode, 0);
}

void TestRunCommand::standardInput()
{
    const Outcome outcome =
        runProgram({u"run"_s, u"-e"_s, u"A=1"_s, u"-"_s},
                   "export default function () {\n  console.log('in', __ENV.A)\n  throw new Error('out')\n}\n");
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    const QByteArray log = "level=info msg=\"in 1\" source=console\n"
                           "level=error msg=\"Error: out\\n\\tat default (file:///-:3:9(0))\\n\" "
                           "executor=per-vu-iterations hint=\"script exception\" scenario=default source=stacktrace\n";
    QCOMPARE(withoutTimes(outcome.err), log);
    QVERIFY2(outcome.out.contains("script: -\n"), outcome.told.constData());
}

void TestRunCommand::exitCodes_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("error"); // beginning of the last log line
    const QByteArray ok = "export default () => {}\n";
    const auto row = [](const char *name, const QByteArray &source, int exitCode, const QByteArray &error) {
        QTest::newRow(name) << source << exitCode << error;
    };
    row("an iteration throws", "export default () => { throw new Error('boom') }", 0, "Error: boom");
    row("an iteration rejects", "export default async () => { throw new Error('boom') }", 0,
        "Uncaught (in promise) Error: boom");
    row("syntax", "export default () => {\nlet = ;\n}", 107, "could not initialize '");
    row("missing module", "import './no.js'\n" + ok, 107, "");
    row("other protocol", "import http from 'k6/http'\n" + ok, 107, "");
    row("init throws", "throw new Error('init')\n" + ok, 107, "Error: init");
    row("nothing exported", "console.log('init')", 255, "no exported functions in script");
    row("no default", "export function other () {}", 104,
        "There were problems with the specified script configuration:\\n\\t- executor default: function 'default' not "
        "found in exports");
    row("options", "export const options = 7\n" + ok, 104, "could not initialize '");
    row("setup throws", "export function setup () { throw new Error('up') }\n" + ok, 107, "Error: up");
    row("setup rejects", "export async function setup () { throw new Error('up') }\n" + ok, 255,
        "Uncaught (in promise) Error: up");
    row("setup takes too long",
        "import { sleep } from 'k6'\nexport const options = { setupTimeout: '100ms' }\n"
        "export function setup () { sleep(100) }\n" +
            ok,
        100, "setup() execution timed out after 0 seconds");
    row("teardown throws", "export function teardown () { throw new Error('down') }\n" + ok, 107, "Error: down");
    row("teardown takes too long",
        "import { sleep } from 'k6'\nexport const options = { teardownTimeout: '100ms' }\n"
        "export function teardown () { sleep(100) }\n" +
            ok,
        101, "teardown() execution timed out after 0 seconds");
    row("abort", "import exec from 'k6/execution'\nexport default () => exec.test.abort('why')", 108,
        "test aborted: why at default (");
    row("fail", "import exec from 'k6/execution'\nexport default () => exec.test.fail('why')", 110,
        "test run was marked as failed");
}

void TestRunCommand::exitCodes()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, error);
    const QString script = m_folder.write(u"code.js"_s, source);
    const Outcome outcome = runProgram({u"run"_s, u"--quiet"_s, u"--summary-mode=disabled"_s, script});
    QTEST(outcome.exitCode, "exitCode");
    const QByteArrayList log = lines(withoutTimes(outcome.err));
    QVERIFY2(!log.isEmpty(), outcome.told.constData());
    QByteArray last = log.last();
    const bool isError = last.startsWith("level=error msg=");
    QVERIFY2(isError, outcome.told.constData());
    last.remove(0, qsizetype(qstrlen("level=error msg=")));
    if (last.startsWith('"'))
        last.remove(0, 1);
    QVERIFY2(last.startsWith(error), outcome.told.constData());
    QCOMPARE(outcome.out, QByteArray());
}

void TestRunCommand::journal()
{
    const QString path = m_folder.path(u"hello.journal"_s);
    const Outcome outcome =
        run(QStringLiteral(EXAMPLES) + u"/hello.js"_s, {u"--peer"_s, u"echo"_s, u"--journal"_s, path});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    JournalReader reader;
    QVERIFY2(reader.open(path), qPrintable(reader.error()));
    QList<RecordKind> kinds;
    QByteArray sent;
    QByteArray received;
    while (const auto record = reader.next()) {
        kinds.append(record->kind);
        (record->kind == RecordKind::BytesSent ? sent : received) +=
            record->kind == RecordKind::BytesSent || record->kind == RecordKind::BytesReceived ? record->payload
                                                                                               : QByteArray();
    }
    QVERIFY2(reader.error().isEmpty() && !reader.isCut(), qPrintable(reader.error()));
    QCOMPARE(sent, QByteArray("Hello, server!"));
    QCOMPARE(received, sent);
    QCOMPARE(kinds.first(), RecordKind::SessionStarted);
    QCOMPARE(kinds.last(), RecordKind::SessionFinished);
    QVERIFY(reader.summary().closed);
    QCOMPARE(reader.summary().records, static_cast<std::uint64_t>(kinds.size()));
    constexpr auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFileInfo(path).permissions() & ~owner, QFile::Permissions());
}

void TestRunCommand::journalTellsThatTheRunIsOver_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("with a summary") << u"compact"_s;
    QTest::newRow("without") << u"disabled"_s;
}

/// Also where no summary is made.
void TestRunCommand::journalTellsThatTheRunIsOver()
{
    QFETCH(const QString, mode);
    const QString path = m_folder.path(u"over.journal"_s);
    QFile::remove(path);
    const Outcome outcome = run(m_folder.write(u"over.js"_s, "export default () => {}\n"),
                                {u"--journal"_s, path, u"--summary-mode"_s, mode});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    JournalReader reader;
    QVERIFY(reader.open(path));
    QJsonObject last;
    while (const auto record = reader.next()) {
        if (record->kind == RecordKind::RunProgressed)
            last = QJsonDocument::fromJson(record->payload).object();
    }
    QCOMPARE(last[u"stage"].toString(), u"finished"_s);
}

/// With all that it imports, as it was; and the command line, but for the values of variables.
void TestRunCommand::journalHoldsTheScript()
{
    const QByteArray helper = "export const answer = 42;\n";
    const QByteArray main = "import { answer } from './helper.js'\nexport default () => { console.log(answer) }\n";
    const QString path = m_folder.path(u"sources.journal"_s);
    m_folder.write(u"helper.js"_s, helper);
    const Outcome outcome = run(m_folder.write(u"main.js"_s, main), {u"--journal"_s, path, u"-e"_s, u"TOKEN=secret"_s,
                                                                     u"--env=OTHER=secret"_s, u"-i"_s, u"1"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    JournalReader reader;
    QVERIFY2(reader.open(path), qPrintable(reader.error()));
    QHash<QString, QByteArray> sources;
    QJsonObject session;
    while (const auto record = reader.next()) {
        if (record->kind == RecordKind::Source)
            sources.insert(reader.fileName(record->location.file).section(u'/', -1), record->payload);
        if (record->kind == RecordKind::SessionStarted)
            session = QJsonDocument::fromJson(record->payload).object();
    }
    QCOMPARE(sources, (QHash<QString, QByteArray>{{u"main.js"_s, main}, {u"helper.js"_s, helper}}));
    const QJsonArray args = session.value(u"args"_s).toArray();
    QVERIFY2(args.contains(u"TOKEN"_s) && args.contains(u"--env=OTHER"_s) && args.contains(u"-i"_s),
             QJsonDocument(args).toJson().constData());
    QVERIFY(!m_folder.read(u"sources.journal"_s).contains("secret"));
    const Outcome view = runProgram({u"view"_s, u"--kind"_s, u"source"_s, path});
    QVERIFY2(view.out.contains("source              26 B of script text  @ helper.js\n"), view.told.constData());
}

void TestRunCommand::journalKeepsOtherFiles()
{
    const QString thesis = m_folder.write(u"thesis.txt"_s, "years of work");
    const Outcome outcome = run(m_folder.write(u"empty.js"_s, "export default () => {}"), {u"--journal"_s, thesis});
    QCOMPARE(outcome.exitCode, 255);
    QVERIFY2(outcome.err.contains("that is no journal; choose another name"), outcome.told.constData());
    QCOMPARE(m_folder.read(u"thesis.txt"_s), QByteArray("years of work"));
}

/// The session goes on where the capture stops, and says so.
void TestRunCommand::journalLimit()
{
    const QString script =
        m_folder.write(u"much.js"_s, "import { Socket } from 'k6/x/tcp'\n"
                                     "export default async function () {\n"
                                     "const s = new Socket(); let got = 0\n"
                                     "s.on('data', (d) => { got += d.length; if (got === 3 << 20) s.destroy() })\n"
                                     "await new Promise((done) => { s.on('close', done)\n"
                                     "s.connect(__ENV.TCP_PORT).then(() => s.write('x'.repeat(3 << 20))) })\n"
                                     "console.log(got) }");
    const QString path = m_folder.path(u"much.journal"_s);
    const Outcome outcome = run(script, {u"--peer"_s, u"echo"_s, u"--journal"_s, path, u"--journal-limit"_s, u"1"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    QCOMPARE(lines(outcome.err),
             (QByteArrayList{"3145728", "Capture stopped: the journal reached its size limit of 1.0 MiB."}));
    QVERIFY(QFileInfo(path).size() <= 1 << 20);
    JournalReader reader;
    QVERIFY2(reader.open(path), qPrintable(reader.error()));
    QVERIFY(reader.summary().closed && reader.summary().captureStopped && reader.summary().droppedRecords > 0);
}

void TestRunCommand::journalOverTheScript()
{
    const QByteArray source = "export default () => {}";
    const QString script = m_folder.write(u"precious.js"_s, source);
    const QString link = m_folder.path(u"innocent.journal"_s);
    QVERIFY(QFile::link(script, link));
    const Outcome outcome = run(script, {u"--journal"_s, link});
    QVERIFY2(outcome.err.contains("the journal would overwrite the script "), outcome.told.constData());
    QCOMPARE(outcome.exitCode, 255);
    QCOMPARE(m_folder.read(u"precious.js"_s), source);
}

void TestRunCommand::journalInUse()
{
    const QString script = m_folder.write(
        u"long.js"_s, "import { sleep } from 'k6'\nexport default () => { console.log('iteration'); sleep(100) }");
    const QString path = m_folder.path(u"shared.journal"_s);
    Program first({u"run"_s, u"--journal"_s, path, script});
    QVERIFY(first.start());
    QVERIFY2(first.waitForErr("iteration"), first.told().constData());
    const Outcome second = runProgram({u"run"_s, u"--journal"_s, path, script});
    QCOMPARE(second.exitCode, 255);
    QCOMPARE(withoutTimes(second.err), "level=error msg=\"Can't write the journal '" + path.toUtf8() +
                                           "': another session is writing to it.\"\n");
    QVERIFY2(!first.hasEnded(), first.told().constData());
}

QTEST_GUILESS_MAIN(TestRunCommand)
#include "tst_run_command.moc"
