// SPDX-License-Identifier: GPL-3.0-or-later
#include "program_run.h"

#include <QRegularExpression>

#include <array>
#include <chrono>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

using namespace Qt::StringLiterals;

ProgramRun runProgram(const QString &program, const QStringList &arguments, const QStringList &environment)
{
    std::vector<QByteArray> words{program.toLocal8Bit()};
    for (const QString &argument : arguments)
        words.push_back(argument.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0)
        return {};
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = ::fork(); // not QProcess: the peak memory of exactly this child is wanted
    if (child == 0) {
        for (const QString &variable : environment)
            ::putenv(::strdup(qPrintable(variable)));
        ::dup2(pipe[1], STDOUT_FILENO);
        ::dup2(pipe[1], STDERR_FILENO);
        ::close(pipe[0]);
        ::close(pipe[1]);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    QByteArray output;
    std::array<char, 4096> chunk{};
    for (ssize_t got = 0; (got = ::read(pipe[0], chunk.data(), chunk.size())) > 0;)
        output.append(chunk.data(), got);
    ::close(pipe[0]);
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);

    ProgramRun run;
    run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    run.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    run.peakMiB = static_cast<double>(usage.ru_maxrss) / 1024;
    run.output = QString::fromUtf8(output);
    static const QRegularExpression figure(u"^@ (\\S+)"_s, QRegularExpression::MultilineOption);
    run.figure = figure.match(run.output).captured(1).toDouble();
    return run;
}

} // namespace bench
