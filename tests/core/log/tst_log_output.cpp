// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/log_output.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <termios.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

LogRecord console(const QString &message, LogLevel level = LogLevel::Info)
{
    return {level, message, {{u"source"_s, u"console"_s}}, QDateTime::currentDateTime()};
}

LogRecord log(const QString &message, LogLevel level = LogLevel::Info)
{
    return {level, message, {}, QDateTime::currentDateTime()};
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

/// Puts a descriptor in place of a standard stream for one scope.
class Redirection
{
public:
    Redirection(int stream, int target)
        : m_stream(stream)
        , m_saved(dup(stream))
    {
        dup2(target, stream);
    }
    ~Redirection()
    {
        dup2(m_saved, m_stream);
        ::close(m_saved);
    }
    Q_DISABLE_COPY_MOVE(Redirection)

private:
    int m_stream;
    int m_saved;
};

/// A pseudo-terminal: what is written to device() comes out of read().
class Terminal
{
public:
    Terminal()
        : m_master(posix_openpt(O_RDWR | O_NOCTTY))
    {
        grantpt(m_master);
        unlockpt(m_master);
        m_device = ::open(ptsname(m_master), O_RDWR | O_NOCTTY);
        termios mode{};
        tcgetattr(m_device, &mode);
        cfmakeraw(&mode);
        tcsetattr(m_device, TCSANOW, &mode);
    }
    ~Terminal()
    {
        ::close(m_device);
        ::close(m_master);
    }
    Q_DISABLE_COPY_MOVE(Terminal)
    [[nodiscard]] int device() const { return m_device; }
    [[nodiscard]] QByteArray read() const
    {
        QByteArray all;
        pollfd ready{m_master, POLLIN, 0};
        while (poll(&ready, 1, 200) == 1) {
            QByteArray part(4096, '\0');
            part.truncate(std::max<ssize_t>(::read(m_master, part.data(), 4096), 0));
            all += part;
        }
        return all;
    }

private:
    int m_master;
    int m_device = -1;
};

} // namespace

class TestLogOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standardStreams_data();
    void standardStreams();
    void nowhere();
    void fileWithLevel_data();
    void fileWithLevel();
    void filesAreAppendedAndPrivate();
    void consoleFile();
    void verboseShowsDebug();
    void terminalHasColours();
    void terminalWithoutColours();
    void rateLimit();
    void badFlags_data();
    void badFlags();
    void threadsWriteWholeLines();
    void lostRecordsAreCounted();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    std::unique_ptr<LogOutput> create(const LogOptions &options);
    QTemporaryDir m_folder;
};

std::unique_ptr<LogOutput> TestLogOutput::create(const LogOptions &options)
{
    QString error;
    auto output = LogOutput::create(options, &error);
    if (!output)
        qWarning("%ls", qUtf16Printable(error));
    return output;
}

void TestLogOutput::standardStreams_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("stream");
    QTest::newRow("stderr") << u"stderr"_s << STDERR_FILENO;
    QTest::newRow("stdout") << u"stdout"_s << STDOUT_FILENO;
}

void TestLogOutput::standardStreams()
{
    QFETCH(QString, name);
    QFETCH(int, stream);
    QFile captured(path(name));
    QVERIFY(captured.open(QIODevice::ReadWrite | QIODevice::Truncate));
    {
        const Redirection redirection(stream, captured.handle());
        const auto output = create({.output = name, .format = u"raw"_s});
        output->write(console(u"one"_s));
        output->write(log(u"two \u001b"_s)); // no terminal: as it is
        output->write(log(u"three"_s, LogLevel::Debug));
    }
    QCOMPARE(contents(path(name)), QByteArray("one\ntwo \x1b\n"));
}

void TestLogOutput::nowhere()
{
    QFile captured(path(u"none"_s));
    QVERIFY(captured.open(QIODevice::ReadWrite | QIODevice::Truncate));
    {
        const Redirection err(STDERR_FILENO, captured.handle());
        const Redirection out(STDOUT_FILENO, captured.handle());
        create({.output = u"none"_s})->write(log(u"x"_s, LogLevel::Error));
    }
    QCOMPARE(contents(path(u"none"_s)), QByteArray());
}

void TestLogOutput::fileWithLevel_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("none") << QString() << QByteArray("debug\ninfo\nwarning\nerror\n");
    QTest::newRow("debug") << u",level=debug"_s << QByteArray("debug\ninfo\nwarning\nerror\n");
    QTest::newRow("trace") << u",level=trace"_s << QByteArray("debug\ninfo\nwarning\nerror\n");
    QTest::newRow("info") << u",level=info"_s << QByteArray("info\nwarning\nerror\n");
    QTest::newRow("WARN") << u",level=WARN"_s << QByteArray("warning\nerror\n");
    QTest::newRow("error") << u",level=error"_s << QByteArray("error\n");
    QTest::newRow("fatal") << u",level=fatal"_s << QByteArray();
    QTest::newRow("the last counts") << u",level=debug,level=error"_s << QByteArray("error\n");
    QTest::newRow("comma") << u","_s << QByteArray("debug\ninfo\nwarning\nerror\n");
}

void TestLogOutput::fileWithLevel()
{
    QFETCH(QString, suffix);
    QFETCH(QByteArray, expected);
    const auto file = path(u"level.log"_s);
    QFile::remove(file);
    const auto output = create({.output = u"file="_s + file + suffix, .format = u"raw"_s, .isVerbose = true});
    QVERIFY(output);
    output->write(log(u"debug"_s, LogLevel::Debug));
    output->write(log(u"info"_s, LogLevel::Info));
    output->write(log(u"warning"_s, LogLevel::Warning));
    output->write(log(u"error"_s, LogLevel::Error));
    QCOMPARE(contents(file), expected); // unbuffered: already there
}

void TestLogOutput::filesAreAppendedAndPrivate()
{
    const auto file = path(u"append.log"_s);
    const auto mask = umask(0);
    for (int i = 0; i < 2; ++i)
        create({.output = u"file="_s + file, .format = u"raw"_s})->write(log(QString::number(i)));
    umask(mask);
    QCOMPARE(contents(file), QByteArray("0\n1\n"));
    struct stat status
    {
    };
    QCOMPARE(stat(qPrintable(file), &status), 0);
    QCOMPARE(status.st_mode & 0777u, 0600u);
}

void TestLogOutput::consoleFile()
{
    const auto consolePath = path(u"console.txt"_s);
    const auto logPath = path(u"log.txt"_s);
    const auto output = create({.output = u"file="_s + logPath, .consoleFile = consolePath});
    QVERIFY(output);
    output->write(console(u"from the script"_s));
    output->write(log(u"from the program"_s));
    output->write(console(QString(), LogLevel::Error));
    output->write(console(u"debug"_s, LogLevel::Debug));
    const auto lines = contents(consolePath).split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].endsWith(" level=info msg=\"from the script\""), lines[0].constData());
    QVERIFY2(lines[1].endsWith("Z\" level=error") || lines[1].contains(":00\" level=error"), lines[1].constData());
    QVERIFY(contents(logPath).endsWith(" level=info msg=\"from the program\"\n"));
    QCOMPARE(contents(logPath).count('\n'), 1);
}

void TestLogOutput::verboseShowsDebug()
{
    const auto file = path(u"verbose.txt"_s);
    const auto output = create({.output = u"none"_s, .format = u"json"_s, .consoleFile = file, .isVerbose = true});
    output->write(console(u"debug"_s, LogLevel::Debug));
    QVERIFY(contents(file).startsWith(R"({"level":"debug","msg":"debug","time":")"));
}

void TestLogOutput::terminalHasColours()
{
    const Terminal terminal;
    const Redirection redirection(STDERR_FILENO, terminal.device());
    const auto consolePath = path(u"beside-terminal.txt"_s);
    const auto output = create({});
    output->write(console(u"hello\u001b[2J"_s, LogLevel::Warning));
    QCOMPARE(terminal.read(),
             "\x1b[33mWARN\x1b[0m[0000] hello␛[2J" + QByteArray(35, ' ') + "  \x1b[33msource\x1b[0m=console\x1b[0K\n");
    output->setPersistentText([] { return QByteArray("50 %"); });
    output->write(log(u"x"_s));
    QVERIFY(terminal.read().endsWith("\x1b[0K\n50 %"));
    create({.consoleFile = consolePath})->write(console(u"hello"_s));
    QVERIFY(contents(consolePath).endsWith(" level=info msg=hello\n")); // a file is no terminal
}

void TestLogOutput::terminalWithoutColours()
{
    const Terminal terminal;
    const Redirection redirection(STDERR_FILENO, terminal.device());
    create({.hasNoColor = true})->write(console(u"a\u202e"_s));
    const auto line = terminal.read();
    QVERIFY2(line.endsWith(" level=info msg=\"a\\u202e\" source=console\x1b[0K\n"), line.constData());
}

void TestLogOutput::rateLimit()
{
    const auto file = path(u"rate.txt"_s);
    auto output = create({.output = u"file="_s + file, .format = u"raw"_s, .consoleLinesPerSecond = 5});
    for (int i = 0; i < 100; ++i)
        output->write(console(QString::number(i)));
    output->write(log(u"not limited"_s));
    output.reset();
    QVERIFY2(contents(file).startsWith("0\n1\n2\n3\n4\n"), contents(file).constData());
    QVERIFY(contents(file).contains("not limited\n"));
    QVERIFY(contents(file).endsWith(" console lines dropped: more than 5 in a second\n"));
    qint64 accounted = 0; // however slow this machine is, each line is there or counted
    for (const auto &line : contents(file).split('\n')) {
        if (line.contains("dropped"))
            accounted += line.first(line.indexOf(' ')).toLongLong();
        else if (!line.isEmpty() && line != "not limited")
            ++accounted;
    }
    QCOMPARE(accounted, 100);
}

void TestLogOutput::badFlags_data()
{
    QTest::addColumn<QString>("output");
    QTest::addColumn<QString>("consoleFile");
    QTest::addColumn<QString>("expected");
    const auto none = QString();
    QTest::newRow("unknown") << u"foo"_s << none
                             << u"unsupported log output 'foo': use stderr, stdout, none or file=PATH[,level=LEVEL]"_s;
    QTest::newRow("empty") << none << none
                           << u"unsupported log output '': use stderr, stdout, none or file=PATH[,level=LEVEL]"_s;
    QTest::newRow("stdout with level")
        << u"stdout,level=error"_s << none
        << u"unsupported log output 'stdout,level=error': use stderr, stdout, none or file=PATH[,level=LEVEL]"_s;
    QTest::newRow("file") << u"file"_s << none
                          << u"error while parsing logfile configuration key `file` with no value"_s;
    QTest::newRow("file=") << u"file="_s << none
                           << u"error while parsing logfile configuration key `file=` with no value"_s;
    QTest::newRow("level") << u"file=x,level=foo"_s << none << u"unknown log level foo"_s;
    QTest::newRow("key") << u"file=x,foo=bar"_s << none << u"unknown logfile config key foo"_s;
    QTest::newRow("folder") << u"file=/nonexistent/x"_s << none
                            << u"provided directory '/nonexistent' does not exist"_s;
    QTest::newRow("is a folder") << u"file=/"_s << none << u"can't write the log to '/': Is a directory"_s;
    QTest::newRow("console") << u"stderr"_s << u"/nonexistent/x"_s
                             << u"provided directory '/nonexistent' does not exist"_s;
    QTest::newRow("loki")
        << u"loki=http://127.0.0.1:1"_s << none
        << u"the log output 'loki' is not supported here: use 'file=PATH' and ship the file, or run the script in k6"_s;
}

void TestLogOutput::badFlags()
{
    QFETCH(QString, output);
    QFETCH(QString, consoleFile);
    QString error;
    QVERIFY(!LogOutput::create({.output = output, .consoleFile = consoleFile}, &error));
    QTEST(error, "expected");
    QVERIFY(!LogOutput::create({.output = output, .consoleFile = consoleFile}, nullptr));
}

void TestLogOutput::threadsWriteWholeLines()
{
    const auto file = path(u"threads.txt"_s);
    const auto output = create({.output = u"file="_s + file, .format = u"raw"_s});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&output, t] {
            for (int i = 0; i < 500; ++i)
                output->write(console(QString(200, QChar(u'a' + t))));
        });
    for (auto &thread : threads)
        thread.join();
    const auto lines = contents(file).split('\n');
    QCOMPARE(lines.size(), 2001);
    for (const auto &line : lines.first(2000))
        QCOMPARE(line, QByteArray(200, line.at(0)));
}

void TestLogOutput::lostRecordsAreCounted()
{
    const auto output = create({.output = u"file=/dev/full"_s});
    QVERIFY(output);
    output->write(log(u"x"_s));
    output->write(log(u"y"_s));
    QCOMPARE(output->lostRecords(), 2u);
}

QTEST_GUILESS_MAIN(TestLogOutput)
#include "tst_log_output.moc"
