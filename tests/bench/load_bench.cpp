// SPDX-License-Identifier: GPL-3.0-or-later
// What the run engine does under load, beside raw sockets and, if wanted, another program in the same minutes.
#include "journal/journal_reader.h"
#include "program_run.h"
#include "raw_sockets.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace bench;

namespace {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values.at(values.size() / 2);
}

struct Settings
{
    QString program;
    QString beside; ///< another program; empty for none
    int runs = 3;
    int seconds = 5;
    qint64 soak = 0; ///< iterations; 0 for no soak
};

class LoadBench
{
public:
    explicit LoadBench(Settings settings)
        : m_settings(std::move(settings))
    {
    }

    /// All take turns, so that they see the same machine.
    void compare(const char *what, const QString &script, int vus, const std::function<double()> &baseline) const
    {
        std::vector<double> raw, own, other;
        for (int i = 0; i < m_settings.runs; ++i) {
            raw.push_back(baseline());
            own.push_back(run(m_settings.program, script, variables(vus)).figure);
            if (!m_settings.beside.isEmpty())
                other.push_back(run(m_settings.beside, script, variables(vus)).figure);
        }
        std::printf("%-22s %5d VUs %9.0f /s  raw %9.0f  ratio %.2f", what, vus, median(own), median(raw),
                    median(own) / median(raw));
        if (!other.empty())
            std::printf("  other %9.0f  times it %.2f", median(other), median(own) / median(other));
        std::printf("\n");
        std::fflush(stdout);
    }

    /// How late iterations begin, against the schedule that fits best: the earliest of them are taken to be in time.
    void arrivals() const
    {
        const QTemporaryDir folder;
        std::vector<double> p99;
        for (int i = 0; i < m_settings.runs; ++i) {
            const QString journal = folder.filePath(u"arrivals.journal"_s);
            run(m_settings.program, u"load_arrivals.js"_s, variables(1),
                {u"--journal"_s, journal, u"--journal-vus"_s, u"100"_s});
            const std::vector<double> late = latenesses(journal);
            if (!late.empty())
                p99.push_back(late.at(late.size() * 99 / 100));
        }
        std::printf("%-32s %9.2f ms late at the 99th percentile (wanted 2 or less)\n", "5000 arrivals a second",
                    median(p99));
        std::fflush(stdout);
    }

    void idle() const
    {
        const ProgramRun idle =
            run(m_settings.program, u"idle.js"_s, variables(1), {u"--vus"_s, u"1000"_s, u"--iterations"_s, u"1000"_s});
        std::printf("%-32s %9.0f MiB (wanted 500 or less), %.1f s\n", "1000 idle connected VUs", idle.peakMiB,
                    idle.seconds);
        std::fflush(stdout);
    }

    void soak() const
    {
        const ProgramRun soak =
            run(m_settings.program, u"load_soak.js"_s, {u"COUNT=%1"_s.arg(m_settings.soak)}, {}, Memory::Watched);
        const std::vector<double> &resident = soak.residentMiB;
        if (resident.size() < 10)
            return;
        const double early = resident.at(resident.size() / 10);
        const double most =
            *std::max_element(resident.begin() + static_cast<std::ptrdiff_t>(resident.size() / 10), resident.end());
        std::printf("%lld iterations, %.0f /s: %.1f MiB after a tenth, at most %.1f MiB later\n",
                    static_cast<long long>(m_settings.soak), soak.figure, early, most);
    }

    void setPort(std::uint16_t port) { m_port = port; }

private:
    [[nodiscard]] QStringList variables(int vus) const
    {
        return {u"TCP_HOST=127.0.0.1"_s, u"TCP_PORT=%1"_s.arg(m_port), u"VUS=%1"_s.arg(vus),
                u"SECONDS=%1"_s.arg(m_settings.seconds)};
    }

    static ProgramRun run(const QString &program, const QString &script, const QStringList &variables,
                          const QStringList &flags = {}, Memory memory = Memory::Unwatched)
    {
        const QStringList arguments =
            QStringList{u"run"_s, u"--quiet"_s} + flags + QStringList{QStringLiteral(BENCH_SCRIPTS "/") + script};
        ProgramRun result = runProgram(program, arguments, variables, memory);
        if (result.exitCode != 0)
            std::fprintf(stderr, "%s ended with %d:\n%s\n", qPrintable(script), result.exitCode,
                         qPrintable(result.output));
        return result;
    }

    /// Milliseconds, sorted.
    [[nodiscard]] static std::vector<double> latenesses(const QString &journal)
    {
        constexpr double Distance = 0.2;
        std::vector<double> starts;
        sockscope::JournalReader reader;
        if (!reader.open(journal))
            return {};
        while (const auto record = reader.next()) {
            if (record->kind == sockscope::RecordKind::IterationStarted)
                starts.push_back(static_cast<double>(record->timeNs) / 1e6);
        }
        std::sort(starts.begin(), starts.end());
        for (std::size_t i = 0; i < starts.size(); ++i)
            starts[i] -= static_cast<double>(i) * Distance;
        std::sort(starts.begin(), starts.end());
        for (std::size_t i = starts.size(); i-- > 0;)
            starts[i] -= starts.front();
        return starts;
    }

    const Settings m_settings;
    std::uint16_t m_port = 0;
};

Settings settingsFrom(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures the run engine under load; see docs/performance.md."_s);
    parser.addHelpOption();
    parser.addOptions({{u"program"_s, u"The program to measure."_s, u"file"_s, QStringLiteral(SOCKSCOPE_BINARY)},
                       {u"beside"_s, u"Another program that takes `run --quiet SCRIPT`."_s, u"file"_s},
                       {u"runs"_s, u"Of how many runs the median counts."_s, u"number"_s, u"3"_s},
                       {u"seconds"_s, u"How long a run takes."_s, u"number"_s, u"5"_s},
                       {u"soak"_s, u"Iterations of a soak; none by default."_s, u"number"_s, u"0"_s}});
    parser.process(application);
    return {parser.value(u"program"_s), parser.value(u"beside"_s), std::max(1, parser.value(u"runs"_s).toInt()),
            std::max(1, parser.value(u"seconds"_s).toInt()), parser.value(u"soak"_s).toLongLong()};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    const Settings settings = settingsFrom(application);
    const RawServer echo(RawServer::Behaviour::Echo);
    LoadBench bench(settings);
    bench.setPort(echo.port());
    for (const int vus : {10, 100, 1000})
        bench.compare("round trips", u"load_round_trips.js"_s, vus,
                      [&] { return rawLoad(echo.port(), vus, settings.seconds); });
    for (const int vus : {10, 100})
        bench.compare("sessions", u"load_sessions.js"_s, vus,
                      [&] { return rawSessions(echo.port(), vus, settings.seconds); });
    bench.arrivals();
    bench.idle();
    if (settings.soak > 0)
        bench.soak();
    return 0;
}
