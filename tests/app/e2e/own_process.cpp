// SPDX-License-Identifier: GPL-3.0-or-later
#include "own_process.h"

#include <csignal>
#include <sys/prctl.h>

namespace sockscope::test {

OwnProcess::OwnProcess()
{
    setProcessChannelMode(MergedChannels);
    setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

OwnProcess::~OwnProcess()
{
    if (state() == NotRunning)
        return;
    terminate();
    if (waitForFinished(5000))
        return;
    kill();
    waitForFinished();
}

bool OwnProcess::begin(const QString &program, const QStringList &arguments)
{
    start(program, arguments);
    return waitForStarted();
}

const QByteArray &OwnProcess::told()
{
    m_told += readAll();
    return m_told;
}

QByteArray outputOf(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput().trimmed();
}

} // namespace sockscope::test
