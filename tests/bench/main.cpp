// SPDX-License-Identifier: GPL-3.0-or-later
// Prints each figure of the program beside the raw loopback baseline measured in the same run, and their ratio.
//   sockscope_bench [PROGRAM]     another program that takes `run --quiet SCRIPT` may be measured the same way
#include "program_run.h"
#include "raw_sockets.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace bench;

namespace {

constexpr int Repetitions = 3;

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

class Bench
{
public:
    explicit Bench(const QString &program)
        : m_program(program)
    {
    }

    ProgramRun script(const QString &name, const QStringList &flags, std::uint16_t port) const
    {
        const QStringList arguments = QStringList{u"run"_s, u"--quiet"_s, u"--log-format"_s, u"raw"_s} + flags +
                                      QStringList{QStringLiteral(BENCH_SCRIPTS "/") + name};
        const ProgramRun run = runProgram(m_program, arguments, {u"TCP_HOST=127.0.0.1"_s, u"TCP_PORT=%1"_s.arg(port)});
        if (run.exitCode != 0)
            std::fprintf(stderr, "%s ended with %d:\n%s\n", qPrintable(name), run.exitCode, qPrintable(run.output));
        return run;
    }

    /// Alternates baseline and program, so that both see the same machine, and compares the medians.
    template <typename Baseline>
    void compare(const char *what, const char *unit, double scale, double wanted, Baseline baseline,
                 const QString &name, std::uint16_t port, const QStringList &flags = {}) const
    {
        std::vector<double> raw;
        std::vector<double> own;
        for (int i = 0; i < Repetitions; ++i) {
            raw.push_back(baseline());
            own.push_back(script(name, flags, port).figure);
        }
        const double ratio = median(own) / median(raw);
        std::printf("%-34s %10.2f %s  raw %10.2f  ratio %.2f  (wanted %.2f)\n", what, median(own) / scale, unit,
                    median(raw) / scale, ratio, wanted);
        std::fflush(stdout);
    }

    void startup() const
    {
        std::vector<double> times;
        for (int i = 0; i < 11; ++i)
            times.push_back(script(u"empty.js"_s, {}, 1).seconds);
        std::printf("%-34s %10.1f ms  (wanted 60 or less)\n", "empty script, start to exit", median(times) * 1000);
    }

    void idleUsers(std::uint16_t port) const
    {
        const ProgramRun run = script(u"idle.js"_s, {u"--vus"_s, u"1000"_s, u"--iterations"_s, u"1000"_s}, port);
        std::printf("%-34s %10.0f MiB (wanted 700 or less), %.1f s\n", "1000 idle connected VUs", run.peakMiB,
                    run.seconds);
    }

    /// Ordinary code in a debug run in which nothing stops, beside the same code in an ordinary run.
    void probes(const QString &work) const
    {
        std::vector<double> ratios;
        for (int i = 0; i < Repetitions; ++i)
            ratios.push_back(speed(work, {u"--probes"_s}) / speed(work, {}));
        std::printf("with probes: %-21s ratio %.2f  (wanted 0.33)\n", qPrintable(work), median(ratios));
        std::fflush(stdout);
    }

    void stream(std::uint16_t port) const
    {
        const ProgramRun run = script(u"receive.js"_s, {}, port);
        std::printf("%-34s %10.0f MiB at the peak\n", "memory while receiving", run.peakMiB);
    }

private:
    /// Units of work in a second of processor time, without what the start takes.
    double speed(const QString &work, const QStringList &flags) const
    {
        const ProgramRun run = script(u"compute.js"_s, flags + QStringList{u"--env"_s, u"WORK="_s + work}, 1);
        const ProgramRun start = script(u"compute.js"_s, flags + QStringList{u"--env"_s, u"WORK=nothing"_s}, 1);
        return run.figure / (run.cpuSeconds - start.cpuSeconds);
    }

    QString m_program;
};

} // namespace

int main(int argc, char **argv)
{
    const Bench bench(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral(SOCKSCOPE_BINARY));
    const RawServer echo(RawServer::Behaviour::Echo);
    const RawServer flood(RawServer::Behaviour::Flood);
    const QTemporaryDir folder;

    const auto roundTrips = [&echo] { return rawRoundTrips(echo.port(), 50'000); };
    bench.compare("64-byte ping-pong", "k/s ", 1e3, 0.6, roundTrips, u"ping_pong.js"_s, echo.port());
    bench.compare("64-byte ping-pong, awaited", "k/s ", 1e3, 0, roundTrips, u"ping_pong_await.js"_s, echo.port());
    if (argc == 1)
        bench.compare("64-byte ping-pong, journalled", "k/s ", 1e3, 0.45, roundTrips, u"ping_pong.js"_s, echo.port(),
                      {u"--journal"_s, folder.filePath(u"bench.journal"_s)});
    bench.compare(
        "connect + close", "k/s ", 1e3, 0.3, [&echo] { return rawConnections(echo.port(), 10'000); },
        u"connect_close.js"_s, echo.port());
    bench.compare(
        "receive in 4096-byte events", "GB/s", 1e9, 0, [&flood] { return rawReceive(flood.port(), 2'000'000'000); },
        u"receive.js"_s, flood.port());
    bench.stream(flood.port());
    if (argc == 1) {
        for (const auto &work : {u"loop"_s, u"calls"_s, u"parsing"_s, u"bytes"_s, u"callbacks"_s, u"awaits"_s})
            bench.probes(work);
    }
    bench.startup();
    bench.idleUsers(echo.port());
    return 0;
}
