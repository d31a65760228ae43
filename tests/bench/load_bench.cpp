// SPDX-License-Identifier: GPL-3.0-or-later
// What the run engine does under load, beside raw sockets and, if wanted, another program in the same minutes.
#include "load_figures.h"
#include "raw_sockets.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace bench;

namespace {

LoadSettings settingsFrom(const QCoreApplication &application)
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
    const LoadSettings settings = settingsFrom(application);
    const RawServer echo(RawServer::Behaviour::Echo);
    const LoadFigures figures(settings, echo.port());
    for (const int vus : {10, 100, 1000})
        figures.compare("round trips", u"load_round_trips.js"_s, vus,
                        [&] { return rawLoad(echo.port(), vus, settings.seconds); });
    for (const int vus : {10, 100})
        figures.compare("sessions", u"load_sessions.js"_s, vus,
                        [&] { return rawSessions(echo.port(), vus, settings.seconds); });
    figures.arrivals();
    figures.idle();
    if (settings.soak > 0)
        figures.soak();
    return 0;
}
