// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestCommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothing();
    void everything();
    void help();
    void version();
    void mistakes_data();
    void mistakes();
    void realProgram_data();
    void realProgram();
};

void TestCommandLine::nothing()
{
    const CommandLine line = parseCommandLine({u"sockscope-gui"_s});
    QVERIFY(line.script.isEmpty() && line.error.isEmpty() && line.output.isEmpty() && !line.run && !line.mode);
}

void TestCommandLine::everything()
{
    QTemporaryDir folder;
    QFile script(folder.filePath(u"a.js"_s));
    QVERIFY(script.open(QIODevice::WriteOnly));
    const CommandLine line =
        parseCommandLine({u"sockscope-gui"_s, u"--theme"_s, u"dark"_s, u"--run"_s, script.fileName()});
    QVERIFY2(line.error.isEmpty(), qPrintable(line.error));
    QCOMPARE(line.script, script.fileName());
    QVERIFY(line.run);
    QCOMPARE(line.mode, std::optional(Appearance::Mode::Dark));
}

void TestCommandLine::help()
{
    const CommandLine line = parseCommandLine({u"sockscope-gui"_s, u"--help"_s});
    for (const QString &word : {u"--theme"_s, u"--run"_s, u"--version"_s, u"[script]"_s})
        QVERIFY2(line.output.contains(word), qPrintable(word));
}

void TestCommandLine::version()
{
    QVERIFY(parseCommandLine({u"sockscope-gui"_s, u"--version"_s}).output.startsWith(u"sockscope-gui "_s));
}

void TestCommandLine::mistakes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("part");
    QTest::newRow("missing file") << QStringList{u"/nonexistent/x.js"_s} << u"There is no file /nonexistent/x.js."_s;
    QTest::newRow("folder") << QStringList{u"/tmp"_s} << u"/tmp is a folder"_s;
    QTest::newRow("two scripts") << QStringList{u"/tmp"_s, u"/tmp"_s} << u"2 were given"_s;
    QTest::newRow("theme") << QStringList{u"--theme"_s, u"pink"_s} << u"not \"pink\""_s;
    QTest::newRow("unknown option") << QStringList{u"--wat"_s} << u"wat"_s;
}

void TestCommandLine::mistakes()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, part);
    const CommandLine line = parseCommandLine(QStringList{u"sockscope-gui"_s} + arguments);
    QVERIFY2(line.error.contains(part), qPrintable(line.error));
}

void TestCommandLine::realProgram_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("help") << QStringList{u"--help"_s} << 0 << QByteArray("--theme");
    QTest::newRow("version") << QStringList{u"--version"_s} << 0 << QByteArray("sockscope-gui 0.");
    QTest::newRow("missing file") << QStringList{u"/nonexistent/x.js"_s} << 2
                                  << QByteArray("sockscope-gui: There is no file /nonexistent/x.js.");
    QTest::newRow("option") << QStringList{u"--wat"_s} << 2 << QByteArray("wat");
}

/// None of these needs a display.
void TestCommandLine::realProgram()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, part);
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"DISPLAY"_s);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QStringLiteral(PROGRAM), arguments);
    QVERIFY(program.waitForFinished());
    QTEST(program.exitCode(), "exitCode");
    const QByteArray output = program.readAll();
    QVERIFY2(output.contains(part), output.constData());
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
