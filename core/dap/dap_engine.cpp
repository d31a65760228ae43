// SPDX-License-Identifier: GPL-3.0-or-later
#include "dap/dap_engine.h"

#include <QDir>
#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace sockscope {

using namespace Qt::StringLiterals;

DapEngine::DapEngine()
{
    m_killTimer.setSingleShot(true);
    connect(&m_killTimer, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DapEngine::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &DapEngine::readErrors);
    connect(&m_process, &QProcess::finished, this, &DapEngine::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        Q_EMIT died(u"the engine %1 could not be started: %2"_s.arg(m_process.program(), m_process.errorString()));
        close();
    });
    const pid_t adapter = ::getpid();
    m_process.setChildProcessModifier([this, adapter] {
        if (const int journal = m_unnamedJournal.handle(); journal >= 0)
            ::fcntl(journal, F_SETFD, 0); // the engine has it, too
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != adapter) // killed between fork and prctl
            ::_exit(1);
    });
}

DapEngine::~DapEngine()
{
    m_process.disconnect(this);
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished(1000);
}

/// The file lives as long as a process has it open.
bool DapEngine::makeUnnamedJournal()
{
    QByteArray name = QFile::encodeName(QDir::temp().filePath(u"sockscope-XXXXXX"_s));
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0)
        return false;
    ::unlink(name.constData());
    m_journal = u"/proc/self/fd/%1"_s.arg(file);
    return m_unnamedJournal.open(file, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle);
}

void DapEngine::start(const QString &program, const LaunchArguments &launch)
{
    m_journal = launch.journal;
    if (m_journal.isEmpty() && !makeUnnamedJournal()) {
        Q_EMIT died(u"no temporary file can be made in %1: %2"_s.arg(QDir::tempPath(), qt_error_string(errno)));
        return close();
    }
    m_process.setWorkingDirectory(launch.folder);
    m_process.setProcessEnvironment(launch.environment);
    m_process.start(program, {u"engine"_s, u"--journal"_s, m_journal});
}

void DapEngine::send(const QJsonObject &message)
{
    if (isRunning())
        m_process.write(QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n');
}

void DapEngine::ask(const QString &command, QJsonObject members, Answer answer)
{
    if (!isRunning()) {
        answer({{u"ok"_s, false}, {u"error"_s, u"no script is running"_s}});
        return;
    }
    members.insert(u"type"_s, u"debugger"_s);
    members.insert(u"command"_s, command);
    members.insert(u"id"_s, m_nextId);
    m_asked[m_nextId++] = std::move(answer);
    send(members);
}

void DapEngine::quit()
{
    if (std::exchange(m_isQuitting, true))
        return;
    if (!isRunning()) {
        QMetaObject::invokeMethod(this, &DapEngine::closed, Qt::QueuedConnection);
        return;
    }
    send({{u"type"_s, u"quit"_s}});
    m_process.closeWriteChannel();
    m_killTimer.start(QuitMs);
}

void DapEngine::readOutput()
{
    while (m_process.canReadLine()) {
        const QJsonDocument line = QJsonDocument::fromJson(m_process.readLine());
        if (line.isObject())
            handle(line.object());
    }
}

void DapEngine::readErrors()
{
    const QByteArray bytes = m_process.readAllStandardError();
    m_lastErrors = (m_lastErrors + bytes).last(std::min<qsizetype>(m_lastErrors.size() + bytes.size(), MaxErrorTail));
    if (!bytes.isEmpty())
        Q_EMIT wroteError(QString::fromUtf8(bytes));
}

void DapEngine::handle(const QJsonObject &message)
{
    if (message.value(u"type"_s) != u"debugger"_s) {
        Q_EMIT received(message);
        return;
    }
    if (const Answer answer = m_asked.take(message.value(u"id"_s).toInt()))
        answer(message);
}

QString DapEngine::sentenceOf(int exitCode, QProcess::ExitStatus status) const
{
    const QString way = status == QProcess::CrashExit ? u"the engine crashed with signal %1"_s.arg(exitCode)
                                                      : u"the engine ended with exit code %1"_s.arg(exitCode);
    const QString errors = QString::fromUtf8(m_lastErrors).trimmed();
    return errors.isEmpty() ? way : way + u": "_s + errors;
}

void DapEngine::ended(int exitCode, QProcess::ExitStatus status)
{
    readOutput();
    readErrors();
    m_killTimer.stop();
    if (!m_isQuitting)
        Q_EMIT died(sentenceOf(exitCode, status));
    close();
}

void DapEngine::close()
{
    const QHash<int, Answer> asked = std::exchange(m_asked, {});
    for (const Answer &answer : asked)
        answer({{u"ok"_s, false}, {u"error"_s, u"the script's run is over"_s}});
    Q_EMIT closed();
}

} // namespace sockscope
