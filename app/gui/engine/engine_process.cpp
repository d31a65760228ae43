// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_process.h"

#include <QJsonDocument>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxNotes = 20;

QString signalName(int number)
{
    switch (number) {
    case SIGSEGV:
        return u"SIGSEGV, an invalid memory access"_s;
    case SIGABRT:
        return u"SIGABRT"_s;
    case SIGKILL:
        return u"SIGKILL"_s;
    case SIGTERM:
        return u"SIGTERM"_s;
    default:
        return u"signal %1"_s.arg(number);
    }
}

} // namespace

EngineProcess::EngineProcess(const QString &program, const QString &journal, QObject *parent)
    : EngineProcess(program, journal, Deadlines{}, parent)
{
}

EngineProcess::EngineProcess(const QString &program, const QString &journal, const Deadlines &deadlines,
                             QObject *parent)
    : QObject(parent)
    , m_deadlines(deadlines)
    , m_program(program)
    , m_journal(journal)
{
    configure();
}

EngineProcess::~EngineProcess()
{
    shutDown();
}

void EngineProcess::configure()
{
    m_helloTimer.setSingleShot(true);
    m_killTimer.setSingleShot(true);
    connect(&m_helloTimer, &QTimer::timeout, this, [this] { kill(tr("The engine did not answer and was ended.")); });
    connect(&m_killTimer, &QTimer::timeout, this, [this] { kill(m_killReason); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EngineProcess::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &EngineProcess::readErrors);
    connect(&m_process, &QProcess::finished, this, &EngineProcess::processEnded);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        die(tr("The engine %1 could not be started: %2. Install sockscope completely, or set SOCKSCOPE_ENGINE to its "
               "path.")
                .arg(m_program, m_process.errorString()));
        Q_EMIT closed();
    });
    const pid_t window = ::getpid();
    m_process.setChildProcessModifier([window] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != window) // killed between fork and prctl
            ::_exit(1);
    });
}

void EngineProcess::start(const EngineRequest &request)
{
    m_request = request;
    m_helloTimer.start(m_deadlines.helloMs);
    m_process.start(m_program, {u"engine"_s, u"--journal"_s, m_journal});
}

void EngineProcess::stop()
{
    if (!isRunning() || m_runEnded)
        return;
    send({{u"type"_s, u"stop"_s}});
    m_killReason = tr("The engine did not stop within %1 s and was killed.").arg(m_deadlines.stopMs / 1000.0);
    m_killTimer.start(m_deadlines.stopMs);
}

void EngineProcess::quit()
{
    if (isRunning() && !m_runEnded)
        endRun();
}

void EngineProcess::shutDown()
{
    m_process.disconnect(this);
    m_helloTimer.stop();
    m_killTimer.stop();
    m_runEnded = true;
    if (!isRunning())
        return;
    send({{u"type"_s, u"quit"_s}});
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(500))
        return;
    m_process.terminate();
    if (m_process.waitForFinished(500))
        return;
    m_process.kill();
    m_process.waitForFinished(500);
}

void EngineProcess::readErrors()
{
    m_errors += m_process.readAllStandardError();
    if (m_errors.size() > MaxErrorTail)
        m_errors = m_errors.last(MaxErrorTail);
}

void EngineProcess::note(const QString &sentence)
{
    if (++m_notes <= maxNotes)
        Q_EMIT noted(sentence);
    if (m_notes == maxNotes)
        Q_EMIT noted(tr("Further notes about the engine's messages are left out."));
}

void EngineProcess::send(const QJsonObject &message)
{
    if (isRunning())
        m_process.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
}

/// The run is over; the process has no more to do.
void EngineProcess::endRun()
{
    m_runEnded = true;
    m_helloTimer.stop();
    send({{u"type"_s, u"quit"_s}});
    m_process.closeWriteChannel();
    m_killReason = tr("The engine did not quit and was killed.");
    m_killTimer.start(m_deadlines.quitMs);
}

void EngineProcess::die(const QString &sentence)
{
    m_helloTimer.stop();
    m_killTimer.stop();
    if (std::exchange(m_runEnded, true))
        return;
    readErrors();
    Q_EMIT died(sentence, QString::fromUtf8(m_errors));
}

void EngineProcess::kill(const QString &why)
{
    m_killReason = why;
    die(why);
    m_process.kill();
}

void EngineProcess::processEnded(int exitCode, QProcess::ExitStatus status)
{
    readOutput();
    if (!m_runEnded) // nobody in the program ended it, neither did the run
        die(!m_lastFailure.isEmpty() ? m_lastFailure
            : status == QProcess::CrashExit
                ? tr("The engine crashed (%1). What it recorded until then is kept.").arg(signalName(exitCode))
                : tr("The engine ended unexpectedly with exit code %1.").arg(exitCode));
    m_killTimer.stop();
    Q_EMIT closed();
}

} // namespace sockscope
