// SPDX-License-Identifier: GPL-3.0-or-later
#include "load_figures.h"

#include "journal/journal_reader.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values.at(values.size() / 2);
}

ProgramRun run(const QString &program, const QString &script, const QStringList &variables,
               const QStringList &flags = {}, Memory memory = Memory::Unwatched)
{
    const QStringList arguments =
        QStringList{u"run"_s, u"--quiet"_s} + flags + QStringList{QStringLiteral(BENCH_SCRIPTS "/") + script};
    ProgramRun result = runProgram(program, arguments, variables, memory);
    if (result.exitCode != 0)
        std::fprintf(stderr, "%s ended with %d:\n%s\n", qPrintable(script), result.exitCode, qPrintable(result.output));
    return result;
}

/// Milliseconds, sorted.
std::vector<double> latenesses(const QString &journal)
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

} // namespace

LoadFigures::LoadFigures(LoadSettings settings, std::uint16_t port)
    : m_settings(std::move(settings))
    , m_port(port)
{
}

void LoadFigures::compare(const char *what, const QString &script, int vus,
                          const std::function<double()> &baseline) const
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

void LoadFigures::arrivals() const
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

void LoadFigures::idle() const
{
    const ProgramRun idle =
        run(m_settings.program, u"idle.js"_s, variables(1), {u"--vus"_s, u"1000"_s, u"--iterations"_s, u"1000"_s});
    std::printf("%-32s %9.0f MiB (wanted 500 or less), %.1f s\n", "1000 idle connected VUs", idle.peakMiB,
                idle.seconds);
    std::fflush(stdout);
}

void LoadFigures::soak() const
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

QStringList LoadFigures::variables(int vus) const
{
    return {u"TCP_HOST=127.0.0.1"_s, u"TCP_PORT=%1"_s.arg(m_port), u"VUS=%1"_s.arg(vus),
            u"SECONDS=%1"_s.arg(m_settings.seconds)};
}

} // namespace bench
