// SPDX-License-Identifier: GPL-3.0-or-later
// What all commands have in common: help, version, and one clear line for a mistake.
#include "program.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestProgramCommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void help_data();
    void help();
    void helpListsEveryCommand();
    void helpTellsEveryFlag_data();
    void helpTellsEveryFlag();
    void version_data();
    void version();
    void mistakes_data();
    void mistakes();
    void fullDisk_data();
    void fullDisk();

private:
    Folder m_folder;
};

namespace {

const QStringList Commands = {u"run"_s, u"inspect"_s, u"view"_s, u"peer"_s, u"engine"_s};

} // namespace

void TestProgramCommandLine::help_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("usage");
    const QByteArray general = "Usage: sockscope <command> [flags]\n";
    QTest::newRow("nothing") << QStringList() << general;
    for (const QString &word : {u"--help"_s, u"-h"_s, u"help"_s})
        QTest::newRow(qPrintable(word)) << QStringList{word} << general;
    for (const QString &command : Commands) {
        const QByteArray usage = "Usage: sockscope " + command.toLatin1() + " [flags]";
        for (const QString &word : {u"--help"_s, u"-h"_s})
            QTest::newRow(qPrintable(command + u' ' + word)) << QStringList{command, word} << usage;
    }
    QTest::newRow("behind other arguments") << QStringList{u"run"_s, u"no.js"_s, u"-u"_s, u"2"_s, u"--help"_s}
                                            << QByteArray("Usage: sockscope run [flags]");
}

void TestProgramCommandLine::help()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, usage);
    const Outcome outcome = runProgram(arguments);
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.out.startsWith(usage), outcome.told.constData());
    QVERIFY2(outcome.out.endsWith('\n'), outcome.told.constData());
    QCOMPARE(outcome.err, QByteArray());
}

void TestProgramCommandLine::helpListsEveryCommand()
{
    const Outcome outcome = runProgram({u"--help"_s});
    for (const QString &command : Commands)
        QVERIFY2(outcome.out.contains("\n  " + command.toLatin1() + ' '), qPrintable(command));
}

void TestProgramCommandLine::helpTellsEveryFlag_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("flags");
    QTest::newRow("run") << u"run"_s
                         << QStringList{
                                u"-u, --vus"_s,       u"-i, --iterations"_s, u"-d, --duration"_s, u"-e, --env"_s,
                                u"--tag"_s,           u"--peer"_s,           u"--journal"_s,      u"-q, --quiet"_s,
                                u"-v, --verbose"_s,   u"--no-color"_s,       u"--log-format"_s,   u"--log-output"_s,
                                u"--console-output"_s};
    QTest::newRow("inspect") << u"inspect"_s << QStringList{u"-e, --env"_s};
    QTest::newRow("view") << u"view"_s << QStringList{u"--hex"_s, u"--socket"_s, u"--kind"_s, u"session-end"_s};
    QTest::newRow("peer") << u"peer"_s << QStringList{u"--port"_s, u"echo"_s};
    QTest::newRow("engine") << u"engine"_s << QStringList{u"--journal"_s};
}

void TestProgramCommandLine::helpTellsEveryFlag()
{
    QFETCH(const QString, command);
    QFETCH(const QStringList, flags);
    const Outcome outcome = runProgram({command, u"--help"_s});
    for (const QString &flag : flags)
        QVERIFY2(outcome.out.contains(flag.toLatin1()), qPrintable(flag));
}

void TestProgramCommandLine::version_data()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("flag") << u"--version"_s;
    QTest::newRow("command") << u"version"_s;
}

void TestProgramCommandLine::version()
{
    QFETCH(const QString, word);
    const Outcome outcome = runProgram({word});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.out, QByteArray("sockscope " SOCKSCOPE_VERSION "\n"));
    QCOMPARE(outcome.err, QByteArray());
}

void TestProgramCommandLine::mistakes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("sentence"); // as the log line quotes it
    QTest::addColumn<int>("exitCode");
    const QString script = m_folder.write(u"a.js"_s, "export default () => {}");
    const QString folder = m_folder.path(QString());
    const auto row = [](const char *name, const QStringList &arguments, const QByteArray &sentence,
                        int exitCode = 255) { QTest::newRow(name) << arguments << sentence << exitCode; };

    row("command", {u"wat"_s}, R"(unknown command \"wat\" for \"sockscope\": see sockscope --help)");
    row("flag for a command", {u"--wat"_s}, "unknown flag: --wat");
    row("letter for a command", {u"-x"_s}, "unknown shorthand flag: 'x' in -x");

    for (const QString &command : Commands)
        row(qPrintable(command + u", flag"_s), {command, u"--wat"_s}, "unknown flag: --wat");
    row("run, letter", {u"run"_s, u"-x"_s, script}, "unknown shorthand flag: 'x' in -x");
    row("run, letter in a cluster", {u"run"_s, u"-qxv"_s, script}, "unknown shorthand flag: 'x' in -xv");
    row("run, one letter as a word", {u"run"_s, u"--x"_s, script}, "unknown flag: --x");
    row("run, flag without value", {u"run"_s, u"--vus"_s}, "flag needs an argument: --vus");
    row("run, letter without value", {u"run"_s, u"-u"_s}, "flag needs an argument: 'u' in -u");

    const QByteArray orPath = R"(arg should either be \"-\", if reading script from stdin, or a path to a script file)";
    row("run, no script", {u"run"_s}, "accepts 1 arg(s), received 0: " + orPath);
    row("run, two scripts", {u"run"_s, script, script}, "accepts 1 arg(s), received 2: " + orPath);
    const QByteArray missing = R"(The moduleSpecifier \"/no/such.js\" couldn't be found on local disk. )"
                               "Make sure that you've specified the right path to the file.";
    row("run, missing script", {u"run"_s, u"/no/such.js"_s}, missing);
    row("inspect, missing script", {u"inspect"_s, u"/no/such.js"_s}, missing);
    row("run, a folder", {u"run"_s, folder}, "read " + QDir(folder).absolutePath().toUtf8() + ": is a directory");

    row("vus", {u"run"_s, u"--vus"_s, u"abc"_s, script},
        R"(invalid argument \"abc\" for \"-u, --vus\" flag: strconv.ParseInt: parsing \"abc\": invalid syntax)");
    const QByteArray wrong =
        R"(There were problems with the specified script configuration:\n\t- scenario default has configuration errors: )";
    row("no vus", {u"run"_s, u"--vus"_s, u"0"_s, script}, wrong + "the number of VUs must be more than 0", 104);
    row("negative vus", {u"run"_s, u"--vus"_s, u"-1"_s, script}, wrong + "the number of VUs must be more than 0", 104);
    row("negative iterations", {u"run"_s, u"--iterations"_s, u"-1"_s, script},
        wrong + "the number of iterations (-1) can't be less than the number of VUs (1)", 104);
    row("too few iterations", {u"run"_s, u"-u"_s, u"3"_s, u"-i"_s, u"2"_s, script},
        wrong + "the number of iterations (2) can't be less than the number of VUs (3)", 104);
    row("duration without unit", {u"run"_s, u"--duration"_s, u"5"_s, script},
        R"(invalid argument \"5\" for \"-d, --duration\" flag: time: missing unit in duration \"5\")");
    row("duration", {u"run"_s, u"-d"_s, u"abc"_s, script},
        R"(invalid argument \"abc\" for \"-d, --duration\" flag: time: invalid duration \"abc\")");
    row("tag", {u"run"_s, u"--tag"_s, u"x"_s, script}, "error parsing tag 'x': invalid tag, empty value");
    row("tag without name", {u"run"_s, u"--tag"_s, u"=x"_s, script}, "error parsing tag '=x': invalid tag, empty name");
    row("env", {u"run"_s, u"-e"_s, u"1=2"_s, script}, "invalid environment variable name '1'");
    row("peer of a run", {u"run"_s, u"--peer"_s, u"chat"_s, script},
        R"(there is no built-in peer \"chat\": there are echo, line, length, silent, greeting, redis, tls)");
    row("log output", {u"run"_s, u"--log-output"_s, u"wat"_s, script},
        "unsupported log output 'wat': use stderr, stdout, none or file=PATH[,level=LEVEL]");
    row("log file", {u"run"_s, u"--log-output"_s, u"file=/no/such/log"_s, script},
        "provided directory '/no/such' does not exist");
    row("console file", {u"run"_s, u"--console-output"_s, u"/no/such/log"_s, script},
        "provided directory '/no/such' does not exist");
    row("journal", {u"run"_s, u"--journal"_s, u"/no/such/journal"_s, script},
        "Can't write the journal '/no/such/journal': No such file or directory.");
    row("journal on a folder", {u"run"_s, u"--journal"_s, folder, script},
        "Can't write the journal '" + folder.toUtf8() + "': Is a directory.");

    row("inspect, no script", {u"inspect"_s}, "accepts 1 arg(s), received 0: arg should be a path to a script file");
    row("view, no file", {u"view"_s},
        "sockscope view takes one file: a journal written by `sockscope run --journal FILE`");
    row("view, socket", {u"view"_s, u"--socket"_s, u"a"_s, script},
        R"(invalid argument \"a\" for \"--socket\" flag: it takes the number of a socket)");
    const QByteArray peers = "echo, line, length, silent, greeting, redis, tls";
    row("peer, two names", {u"peer"_s, u"echo"_s, u"line"_s}, "sockscope peer takes the name of one peer: " + peers);
    row("peer, other name", {u"peer"_s, u"chat"_s}, R"(there is no built-in peer \"chat\": there are )" + peers);
    const auto fault = [&row](const QString &flag, const QString &value, const QByteArray &takes) {
        row(qPrintable(u"peer, --%1 '%2'"_s.arg(flag, value)), {u"peer"_s, u"echo"_s, u"--"_s + flag, value},
            R"(invalid argument \")" + value.toUtf8() + R"(\" for \"--)" + flag.toUtf8() + R"(\" flag: it takes )" +
                takes);
    };
    fault(u"delay"_s, u"1s"_s, "milliseconds from 0 to 600000");
    fault(u"delay"_s, u"600001"_s, "milliseconds from 0 to 600000");
    fault(u"slice"_s, u"0"_s, "bytes from 1 to 1000000000000");
    fault(u"cut-after"_s, u"-1"_s, "bytes from 0 to 1000000000000");
    for (const QString &port : {u"65536"_s, u"-1"_s, u"http"_s, u""_s})
        row(qPrintable(u"peer, port '%1'"_s.arg(port)), {u"peer"_s, u"echo"_s, u"--port"_s, port},
            R"(invalid argument \")" + port.toLatin1() +
                R"(\" for \"--port\" flag: a port is a number from 0 to 65535)");
    row("engine, no journal", {u"engine"_s},
        "sockscope engine needs --journal FILE: the window reads the session from it");
    row("engine, journal", {u"engine"_s, u"--journal"_s, u"/no/such/journal"_s},
        "Can't write the journal '/no/such/journal': No such file or directory.");
}

void TestProgramCommandLine::mistakes()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, sentence);
    const Outcome outcome = runProgram(arguments);
    QCOMPARE(withoutTimes(outcome.err), "level=error msg=\"" + sentence + "\"\n");
    QTEST(outcome.exitCode, "exitCode");
    QCOMPARE(outcome.out, QByteArray());
}

void TestProgramCommandLine::fullDisk_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString script = m_folder.write(u"script.js"_s, "export default () => {}");
    const QString journal = m_folder.path(u"session.sockscope"_s);
    QCOMPARE(runProgram({u"run"_s, u"--quiet"_s, u"--journal"_s, journal, script}).exitCode, 0);
    QTest::newRow("inspect") << QStringList{u"inspect"_s, script};
    QTest::newRow("inspect requirements") << QStringList{u"inspect"_s, u"--execution-requirements"_s, script};
    QTest::newRow("explain") << QStringList{u"explain"_s, journal};
    QTest::newRow("compare") << QStringList{u"compare"_s, journal, journal};
}

/// An answer that got lost is not taken for an empty one.
void TestProgramCommandLine::fullDisk()
{
    QFETCH(QStringList, arguments);
    Program program(arguments);
    program.process().setStandardOutputFile(u"/dev/full"_s);
    QVERIFY(program.start());
    QVERIFY2(program.waitForEnd(), program.told().constData());
    QVERIFY2(program.err().contains("level=error msg=\"Can't write: No space left on device.\"\n"),
             program.told().constData());
    QCOMPARE(program.exitCode(), 255);
}

QTEST_GUILESS_MAIN(TestProgramCommandLine)
#include "tst_program_command_line.moc"
