// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/esbuild_process.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

namespace sockscope {

using namespace Qt::StringLiterals;

EsbuildProcess::~EsbuildProcess()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(10'000);
}

QString EsbuildProcess::find()
{
    const QString name = u"esbuild"_s;
    if (QCoreApplication::instance()) {
        const QFileInfo beside(QCoreApplication::applicationDirPath() + u'/' + name);
        if (beside.isFile() && beside.isExecutable())
            return beside.absoluteFilePath();
    }
    const QString onPath = QStandardPaths::findExecutable(name);
    return onPath.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/bin"_s}) : onPath;
}

QString EsbuildProcess::missingText()
{
    return u"esbuild, which compiles scripts, was not found beside the program, on PATH or in /usr/bin. "
           "Install the Debian package: sudo apt install esbuild"_s;
}

void EsbuildProcess::start(const QString &program, const QStringList &arguments, const QByteArray &input,
                           int deadlineMs)
{
    m_isStarted = true;
    m_deadlineMs = deadlineMs + static_cast<int>(static_cast<double>(input.size()) * deadlineMsPerByte);
    m_deadline.setRemainingTime(m_deadlineMs);
    if (program.isEmpty()) {
        m_failure = missingText();
        return;
    }
    m_process.start(program, arguments);
    m_process.write(input);
    m_process.closeWriteChannel();
}

bool EsbuildProcess::wait()
{
    if (!m_failure.isEmpty())
        return false;
    const bool ended = m_process.state() == QProcess::NotRunning ||
                       m_process.waitForFinished(static_cast<int>(m_deadline.remainingTime()));
    m_messages = m_process.readAllStandardError();
    m_output = m_process.readAllStandardOutput();
    m_exitCode = m_process.exitCode();
    const bool exited = ended && m_process.error() != QProcess::FailedToStart &&
                        m_process.exitStatus() == QProcess::NormalExit && (m_exitCode == 0 || m_exitCode == 1);
    if (exited)
        return true;
    m_failure = describeFailure();
    return false;
}

QString EsbuildProcess::describeFailure() const
{
    const QString program = m_process.program();
    if (m_process.error() == QProcess::FailedToStart)
        return u"esbuild, which compiles scripts, could not be started: %1: %2. "
               "If it is damaged, reinstall the Debian package: sudo apt install --reinstall esbuild"_s.arg(
                   program, m_process.errorString());
    if (m_process.state() != QProcess::NotRunning)
        return u"esbuild (%1) did not finish within %2 seconds and was stopped. Check that it is the real esbuild: esbuild --version"_s
            .arg(program)
            .arg(m_deadlineMs / 1000.0);
    const QString said = QString::fromUtf8(m_messages).trimmed();
    const QString how =
        m_process.exitStatus() == QProcess::CrashExit ? u"crashed"_s : u"ended with exit code %1"_s.arg(m_exitCode);
    return u"esbuild (%1) %2%3%4"_s.arg(program, how, said.isEmpty() ? QString() : u": "_s, said.left(500));
}

} // namespace sockscope
