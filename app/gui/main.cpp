// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "engine_program.h"
#include "icons.h"
#include "main_window.h"
#include "panels.h"
#include "session.h"
#include "stop_signals.h"
#include "theme.h"

#include <QApplication>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

/// What --help, --version and mistakes print, and the exit code; nothing where the window shall open. Needs no display.
std::optional<int> answerWithoutWindow(const CommandLine &line)
{
    if (!line.error.isEmpty()) {
        std::fputs(qPrintable(u"sockscope-gui: "_s + line.error + u'\n'), stderr);
        return 2;
    }
    if (line.output.isEmpty())
        return std::nullopt;
    std::fputs(qPrintable(line.output), stdout);
    return 0;
}

CommandLine readCommandLine(int &argc, char **argv)
{
    QCoreApplication app(argc, argv);
    return parseCommandLine(QCoreApplication::arguments());
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(u"Sockscope"_s);
    QCoreApplication::setOrganizationName(u"Sockscope"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKSCOPE_VERSION));
    const CommandLine line = readCommandLine(argc, argv);
    if (const auto exitCode = answerWithoutWindow(line))
        return *exitCode;

    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software); // see panel_view.h
    QApplication app(argc, argv);
    QGuiApplication::setDesktopFileName(u"sockscope"_s);
    QApplication::setWindowIcon(QIcon(QPixmap::fromImage(iconImage(u"sockscope"_s, {}, {256, 256}))));

    QSettings settings;
    Appearance appearance(*Theme::instance(), settings);
    if (line.mode)
        appearance.setMode(*line.mode, false);
    QQmlEngine qml;
    installPanels(qml);
    MainWindow window({.qml = qml,
                       .settings = settings,
                       .appearance = appearance,
                       .theme = *Theme::instance(),
                       .engineProgram = engineProgram(),
                       .dataFolder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)});
    const StopSignals stop({SIGINT, SIGTERM, SIGHUP});
    QObject::connect(
        &stop, &StopSignals::received, &window,
        [&window] {
            window.shutDown();
            QApplication::exit(0);
        },
        Qt::SingleShotConnection);
    window.show();
    window.offerUnsaved();
    if (!line.script.isEmpty() && window.openFile(line.script) && line.run)
        QTimer::singleShot(0, &window, &MainWindow::run);
    return QApplication::exec();
}
