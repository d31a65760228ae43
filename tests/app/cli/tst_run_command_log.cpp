// SPDX-License-Identifier: GPL-3.0-or-later
// Where the log lines of `sockscope run` go, and how they look there.
#include "program.h"
#include "terminal.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestRunCommandLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void text_data();
    void text();
    void raw();
    void json();
    void outputs_data();
    void outputs();
    void fileGrows();
    void consoleOutput_data();
    void consoleOutput();
    void colours_data();
    void colours();
    void escapesDoNotReachTheTerminal();

private:
    /// Logs on every level, and fails once.
    [[nodiscard]] QString script() const
    {
        return m_folder.write(u"levels.js"_s, "export default function () {\n"
                                              "console.debug('hidden')\nconsole.log('one word')\n"
                                              "console.warn('word')\nconsole.error('say \"no\"\\n')\n"
                                              "throw new Error('thrown') }");
    }
    [[nodiscard]] Outcome run(const QStringList &flags, const Environment &environment = {}) const
    {
        return runProgram(QStringList{u"run"_s, u"--quiet"_s} + flags + QStringList{script()}, {}, environment);
    }
    Folder m_folder;
};

namespace {

const QByteArray TextConsole = "level=info msg=\"one word\" source=console\n"
                               "level=warning msg=word source=console\n"
                               "level=error msg=\"say \\\"no\\\"\\n\" source=console\n";
/// The beginning; the path of the script's folder follows.
const QByteArray TextThrown = "level=error msg=\"Error: thrown\\n\\tat default (file://";

} // namespace

void TestRunCommandLog::text_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QString>("variable");
    QTest::newRow("default") << QStringList() << QString();
    QTest::newRow("flag") << QStringList{u"--log-format"_s, u"text"_s} << u"json"_s;
    QTest::newRow("unknown name, as k6") << QStringList{u"--log-format=wat"_s} << QString();
    QTest::newRow("no colours") << QStringList{u"--no-color"_s} << QString();
}

void TestRunCommandLog::text()
{
    QFETCH(const QStringList, flags);
    QFETCH(const QString, variable);
    const Outcome outcome = run(flags, {{u"K6_LOG_FORMAT"_s, variable}});
    const QByteArray log = withoutTimes(outcome.err);
    QVERIFY2(log.startsWith(TextConsole + TextThrown), outcome.told.constData());
    QVERIFY2(log.endsWith(" executor=per-vu-iterations hint=\"script exception\" scenario=default source=stacktrace\n"),
             outcome.told.constData());
    QCOMPARE(lines(log).size(), 4);
    QCOMPARE(outcome.exitCode, 0);
}

void TestRunCommandLog::raw()
{
    const Outcome outcome = run({u"--log-format"_s, u"raw"_s});
    const QByteArray beginning = "one word\nword\nsay \"no\"\n\nError: thrown\n\tat default (file://";
    QVERIFY2(outcome.err.startsWith(beginning), outcome.told.constData());
}

void TestRunCommandLog::json()
{
    for (const Outcome &outcome : {run({u"--log-format"_s, u"json"_s}), run({}, {{u"K6_LOG_FORMAT"_s, u"json"_s}})}) {
        const QByteArrayList log = lines(outcome.err);
        QCOMPARE(log.size(), 4);
        QStringList messages;
        QStringList levels;
        for (const QByteArray &line : log) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            messages.append(object.value(u"msg"_s).toString().section(u" ("_s, 0, 0));
            levels.append(object.value(u"level"_s).toString());
            QVERIFY2(QDateTime::fromString(object.value(u"time"_s).toString(), Qt::ISODate).isValid(),
                     line.constData());
        }
        QCOMPARE(messages,
                 (QStringList{u"one word"_s, u"word"_s, u"say \"no\"\n"_s, u"Error: thrown\n\tat default"_s}));
        QCOMPARE(levels, (QStringList{u"info"_s, u"warning"_s, u"error"_s, u"error"_s}));
        const QByteArray first = "{\"level\":\"info\",\"msg\":\"one word\",\"source\":\"console\",\"time\":\"";
        QVERIFY2(log[0].startsWith(first), log[0].constData());
    }
}

void TestRunCommandLog::outputs_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QByteArray>("err");
    QTest::addColumn<QByteArray>("file");
    const QByteArray all = "one word\nword\nsay \"no\"\n";
    const QByteArray none;
    const QString file = u"file="_s + m_folder.path(u"run.log"_s);
    const auto flags = [](const QString &output) { return QStringList{u"--log-output"_s, output}; };
    QTest::newRow("default") << QStringList() << QString() << none << all << none;
    QTest::newRow("stderr") << flags(u"stderr"_s) << QString() << none << all << none;
    QTest::newRow("stdout") << flags(u"stdout"_s) << QString() << all << none << none;
    QTest::newRow("none") << flags(u"none"_s) << QString() << none << none << none;
    QTest::newRow("file") << flags(file) << QString() << none << none << all;
    QTest::newRow("file of errors") << flags(file + u",level=error"_s) << QString() << none << none
                                    << QByteArray("say \"no\"\n");
    QTest::newRow("variable") << QStringList() << u"stdout"_s << all << none << none;
    QTest::newRow("flag over variable") << flags(u"stderr"_s) << u"stdout"_s << none << all << none;
}

void TestRunCommandLog::outputs()
{
    QFETCH(const QStringList, flags);
    QFETCH(const QString, variable);
    QFile::remove(m_folder.path(u"run.log"_s));
    Environment environment;
    if (!variable.isEmpty())
        environment.append({u"K6_LOG_OUTPUT"_s, variable});
    const Outcome outcome = run(flags + QStringList{u"--log-format"_s, u"raw"_s}, environment);
    const auto beginning = [](const QByteArray &log) {
        return log.left(log.indexOf("\nError: thrown") + 1).replace("\n\n", "\n");
    };
    QTEST(beginning(outcome.out), "out");
    QTEST(beginning(outcome.err), "err");
    QTEST(beginning(m_folder.read(u"run.log"_s)), "file");
    QCOMPARE(outcome.exitCode, 0);
}

void TestRunCommandLog::fileGrows()
{
    const QString name = u"grows.log"_s;
    m_folder.write(name, "before\n");
    const QStringList flags = {u"--log-format"_s, u"raw"_s, u"--log-output"_s, u"file="_s + m_folder.path(name)};
    QCOMPARE(run(flags).exitCode, 0);
    QCOMPARE(run(flags).exitCode, 0);
    QVERIFY(m_folder.read(name).startsWith("before\none word\n"));
    QCOMPARE(m_folder.read(name).count("one word\n"), 2);
}

void TestRunCommandLog::consoleOutput_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("err"); // beginning
    QTest::newRow("text") << u"text"_s << QByteArray(TextConsole).replace(" source=console", "") << TextThrown;
    QTest::newRow("raw") << u"raw"_s << QByteArray("one word\nword\nsay \"no\"\n\n")
                         << QByteArray("Error: thrown\n\tat default (");
}

void TestRunCommandLog::consoleOutput()
{
    QFETCH(const QString, format);
    QFETCH(const QByteArray, err);
    const QString name = u"console.log"_s;
    QFile::remove(m_folder.path(name));
    const Outcome outcome = run({u"--console-output"_s, m_folder.path(name), u"--log-format"_s, format});
    QTEST(withoutTimes(m_folder.read(name)), "file");
    QVERIFY2(withoutTimes(outcome.err).startsWith(err), outcome.told.constData());
    QCOMPARE(outcome.exitCode, 0);
}

void TestRunCommandLog::colours_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("coloured");
    QTest::newRow("default") << QStringList() << QString() << QString() << true;
    QTest::newRow("--no-color") << QStringList{u"--no-color"_s} << QString() << QString() << false;
    QTest::newRow("NO_COLOR") << QStringList() << u"NO_COLOR"_s << u""_s << false;
    QTest::newRow("K6_NO_COLOR") << QStringList() << u"K6_NO_COLOR"_s << u"1"_s << false;
    QTest::newRow("K6_NO_COLOR, empty") << QStringList() << u"K6_NO_COLOR"_s << u""_s << true;
}

void TestRunCommandLog::colours()
{
    QFETCH(const QStringList, flags);
    QFETCH(const QString, variable);
    QFETCH(const QString, value);
    QFETCH(const bool, coloured);
    Terminal terminal;
    QVERIFY(terminal.isOpen());
    Environment environment;
    if (!variable.isEmpty())
        environment.append({variable, value});
    Program program(QStringList{u"run"_s, u"--quiet"_s} + flags + QStringList{script()}, environment);
    terminal.attach(program.process(), STDERR_FILENO);
    QVERIFY(program.start());
    QVERIFY2(program.waitForEnd(), program.told().constData());
    const QByteArray log = terminal.text();
    QVERIFY2(log.startsWith(coloured ? "\x1b[36mINFO\x1b[0m[00" : "time=\""), log.constData());
    QCOMPARE(log.contains("\x1b[31mERRO"), coloured);
    QCOMPARE(program.exitCode(), 0);
}

/// What a peer sent must not be able to move the cursor, set the title or fill the clipboard.
void TestRunCommandLog::escapesDoNotReachTheTerminal()
{
    const QString file =
        m_folder.write(u"escape.js"_s, "export default () => console.log('\\x1b]0;title\\x07\\x1b[2J')");
    for (const QStringList &flags : {QStringList(), QStringList{u"--log-format"_s, u"raw"_s}}) {
        Terminal terminal;
        QVERIFY(terminal.isOpen());
        Program program(QStringList{u"run"_s, u"--quiet"_s} + flags + QStringList{file});
        terminal.attach(program.process(), STDERR_FILENO);
        QVERIFY(program.start());
        QVERIFY2(program.waitForEnd(), program.told().constData());
        const QByteArray log = terminal.text();
        QVERIFY2(log.contains("0;title"), log.constData());
        QVERIFY2(!log.contains("\x1b]0;title") && !log.contains('\x07') && !log.contains("\x1b[2J"), log.constData());
    }
}

QTEST_GUILESS_MAIN(TestRunCommandLog)
#include "tst_run_command_log.moc"
