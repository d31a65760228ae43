// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the window with a journal of ten million records and prints a table; --help tells more. Exits with 1 where
// a figure is above what is wanted. docs/performance.md says what the figures mean.
#include "core/models/timeline/big_journal.h"
#include "ui_thread.h"
#include "window_figures.h"

#include <QCommandLineParser>
#include <QProcess>
#include <QQuickWidget>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

const QString FirstFrame = u"first-frame"_s;

/// In a process of its own: ends when everything in an empty window was painted.
int showEmptyWindow()
{
    BenchWindow window(BenchWindow::Panels::AsOpened);
    UiThread::runUntil([&] {
        const auto views = window.window().findChildren<QQuickWidget *>();
        return std::all_of(
                   views.begin(), views.end(),
                   [](const QQuickWidget *view) { return !view->isVisible() || !view->visibleRegion().isEmpty(); }) &&
               UiThread::self().sincePaint().isValid();
    });
    UiThread::processEvents();
    return std::puts("shown") < 0 ? 1 : 0;
}

/// From the start of the process.
void firstFrame(Figures &figures)
{
    QProcess process;
    QElapsedTimer clock;
    clock.start();
    process.start(QCoreApplication::applicationFilePath(), {u"--"_s + FirstFrame});
    if (process.waitForReadyRead() && process.readAllStandardOutput().startsWith("shown"))
        figures.add(u"empty window: start of the program to the first frame"_s, milliseconds(clock), u"ms"_s, 400);
    process.waitForFinished();
}

bool measure(Figures &figures, int records)
{
    const QTemporaryDir folder(u"/var/tmp/sockscope-bench"_s);
    const auto path = folder.filePath(u"big.journal"_s);
    if (!big_journal::write(path, records))
        return std::fputs("The journal could not be written.\n", stderr), false;
    for (int i = 0; i < 3; ++i)
        firstFrame(figures);
    WindowFigures window(figures, path, records);
    window.open();
    window.filter();
    window.search();
    window.select();
    window.remember();
    window.follow(folder.filePath(u"live.journal"_s), {});
    window.follow(folder.filePath(u"filtered.journal"_s), u"needle"_s);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    UiThread app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures the window and prints the best of several runs as a table."_s);
    parser.addHelpOption();
    parser.addOptions({{u"records"_s, u"Records of the long journal."_s, u"count"_s, u"10000000"_s},
                       {u"runs"_s, u"How often to measure; the best counts."_s, u"count"_s, u"3"_s},
                       {u"json"_s, u"Writes all runs to this file, too."_s, u"file"_s},
                       {FirstFrame, u"Shows an empty window and ends."_s}});
    parser.process(app);
    if (parser.isSet(FirstFrame))
        return showEmptyWindow();
    Figures figures;
    for (int run = 0; run < parser.value(u"runs"_s).toInt(); ++run)
        if (!measure(figures, parser.value(u"records"_s).toInt()))
            return 1;
    std::fputs(qPrintable(figures.markdown()), stdout);
    if (QFile file(parser.value(u"json"_s)); !file.fileName().isEmpty())
        if (!file.open(QIODevice::WriteOnly) || file.write(figures.json()) < 0)
            return std::fprintf(stderr, "%s: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString())), 1;
    return figures.areAllWanted() ? 0 : 1;
}
