// SPDX-License-Identifier: GPL-3.0-or-later
#include "program_run.h"

#include <QRegularExpression>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

/// Reads what a process holds until it is destroyed.
class MemoryWatch
{
public:
    MemoryWatch(pid_t process, std::vector<double> &readings)
        : m_thread([this, process, &readings] { work(process, readings); })
    {
    }
    ~MemoryWatch()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isOver = true;
        }
        m_wake.notify_one();
        m_thread.join();
    }

private:
    void work(pid_t process, std::vector<double> &readings)
    {
        const QByteArray path = "/proc/" + QByteArray::number(process) + "/statm";
        const double pageMiB = static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
        std::unique_lock lock(m_mutex);
        while (!m_wake.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_isOver; })) {
            long all = 0, resident = 0;
            std::FILE *file = std::fopen(path.constData(), "r");
            if (file && std::fscanf(file, "%ld %ld", &all, &resident) == 2 && resident > 0)
                readings.push_back(static_cast<double>(resident) * pageMiB);
            if (file)
                std::fclose(file);
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isOver = false;
    std::thread m_thread; // the last member: it uses all others
};

double seconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

ProgramRun runProgram(const QString &program, const QStringList &arguments, const QStringList &environment,
                      Memory memory)
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
    ProgramRun run;
    std::optional<MemoryWatch> watch;
    if (memory == Memory::Watched)
        watch.emplace(child, run.residentMiB);
    QByteArray output;
    std::array<char, 4096> chunk{};
    for (ssize_t got = 0; (got = ::read(pipe[0], chunk.data(), chunk.size())) > 0;)
        output.append(chunk.data(), got);
    ::close(pipe[0]);
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);

    watch.reset();
    run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    run.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    run.cpuSeconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    run.peakMiB = static_cast<double>(usage.ru_maxrss) / 1024;
    run.output = QString::fromUtf8(output);
    static const QRegularExpression figure(u"^@ (\\S+)"_s, QRegularExpression::MultilineOption);
    run.figure = figure.match(run.output).captured(1).toDouble();
    return run;
}

} // namespace bench
