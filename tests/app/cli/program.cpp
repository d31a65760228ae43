// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFile>
#include <QRegularExpression>
#include <QTimer>

#include <csignal>
#include <unistd.h>

namespace sockscope::test {

using namespace Qt::StringLiterals;

Program::Program(QStringList arguments, const Environment &environment)
    : m_arguments(std::move(arguments))
{
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (const QString &name : all.keys()) {
        if (name.startsWith(u"K6_") || name.startsWith(u"TCP_") || name == u"NO_COLOR")
            all.remove(name);
    }
    for (const auto &[name, value] : environment)
        all.insert(name, value);
    m_process.setProcessEnvironment(all);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process,
                     [this] { m_out += m_process.readAllStandardOutput(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                     [this] { m_err += m_process.readAllStandardError(); });
}

Program::~Program()
{
    m_process.disconnect(&m_process);
    if (hasEnded())
        return;
    m_process.kill();
    m_process.waitForFinished();
}

bool Program::start()
{
    m_process.start(QStringLiteral(PROGRAM), m_arguments);
    return m_process.waitForStarted();
}

void Program::signal(int number) const
{
    if (!hasEnded())
        ::kill(static_cast<pid_t>(m_process.processId()), number);
}

bool Program::waitFor(const std::function<bool()> &condition, int ms)
{
    QTimer poll; // for conditions that no event of this process announces
    poll.start(5);
    const QDeadlineTimer deadline(ms);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

bool Program::waitForOut(const QByteArray &part)
{
    return waitFor([&] { return m_out.contains(part); });
}

bool Program::waitForErr(const QByteArray &part)
{
    return waitFor([&] { return m_err.contains(part); });
}

bool Program::waitForEnd(int ms)
{
    return waitFor([this] { return hasEnded(); }, ms);
}

bool Program::waitForHalt()
{
    QFile state(u"/proc/%1/stat"_s.arg(m_process.processId()));
    return waitFor([&state] {
        const bool isOpen = state.isOpen() || state.open(QIODevice::ReadOnly);
        state.seek(0);
        return isOpen && state.readAll().contains(") T ");
    });
}

bool Program::waitForWork(int ms)
{
    const auto used = [this] {
        QFile state(u"/proc/%1/stat"_s.arg(m_process.processId()));
        const QByteArray text = state.open(QIODevice::ReadOnly) ? state.readAll() : QByteArray();
        const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        return fields.value(11).toLongLong() * 1000 / ::sysconf(_SC_CLK_TCK); // utime, proc(5)
    };
    return waitFor([&, before = used()] { return used() - before >= ms; });
}

int Program::exitCode() const
{
    return hasEnded() && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QByteArray Program::told() const
{
    return "\nexit code " + QByteArray::number(exitCode()) + "\nstandard output:\n" + m_out.left(4000) +
           "\nstandard error:\n" + m_err.left(4000);
}

Outcome runProgram(const QStringList &arguments, const QByteArray &input, const Environment &environment)
{
    Program program(arguments, environment);
    if (!program.start())
        return {-1, {}, {}, "the program could not be started"};
    program.write(input);
    program.closeInput();
    const bool ended = program.waitForEnd();
    return {program.exitCode(), program.out(), program.err(),
            (ended ? QByteArray() : QByteArray("\nthe program did not end")) + program.told()};
}

QByteArray withoutTimes(const QByteArray &log)
{
    static const QRegularExpression time(uR"~(^time="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)" )~"_s,
                                         QRegularExpression::MultilineOption);
    return QString::fromUtf8(log).remove(time).toUtf8();
}

QList<QByteArray> lines(const QByteArray &text)
{
    QList<QByteArray> all = text.split('\n');
    if (all.last().isEmpty())
        all.removeLast();
    return all;
}

QString Folder::write(const QString &name, const QByteArray &contents) const
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size() ? file.fileName() : QString();
}

QByteArray Folder::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace sockscope::test
