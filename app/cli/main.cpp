// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "process_setup.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;
using namespace sockscope;

int main(int argc, char **argv)
{
    prepareProcess();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"sockscope"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKSCOPE_VERSION));

    const std::array commands = {
        Command{u"run"_s, u"Run a k6 script"_s, runCommand},
        Command{u"new"_s, u"Create a script from a template"_s, newCommand},
        Command{u"inspect"_s, u"Print the options that a script exports"_s, inspectCommand},
        Command{u"view"_s, u"Print a journal as text"_s, viewCommand},
        Command{u"explain"_s, u"Tell why a script did not do what it should"_s, explainCommand},
        Command{u"export"_s, u"Write a journal in another format"_s, exportCommand},
        Command{u"archive"_s, u"Pack a test into a file that k6 runs, too"_s, archiveCommand},
        Command{u"compare"_s, u"Tell how two journals differ"_s, compareCommand},
        Command{u"peer"_s, u"Start a built-in peer"_s, peerCommand},
        Command{u"engine"_s, u"Serve one session over standard input and output"_s, engineCommand},
        Command{u"dap"_s, u"Serve an editor that debugs a script (Debug Adapter Protocol)"_s, dapCommand},
        Command{u"frame"_s, u"Run a framing function for the window"_s, frameCommand},
    };
    const QStringList args = QCoreApplication::arguments().mid(1);
    for (const Command &command : commands) {
        if (args.value(0) == command.name)
            return command.run(args.mid(1));
    }
    if (args.value(0) == u"--version" || args.value(0) == u"version") {
        printOut(u"sockscope "_s + QCoreApplication::applicationVersion() + u'\n');
        return 0;
    }
    QString help =
        u"Usage: sockscope <command> [flags]\n\nRuns scripts written for k6's k6/x/tcp, and shows what their sockets do.\n\nCommands:\n"_s;
    for (const Command &command : commands)
        help += u"  %1%2\n"_s.arg(command.name, -10).arg(command.summary);
    help += u"\n`sockscope <command> --help` tells the flags of a command; `sockscope --version` the version.\n"_s;
    if (args.isEmpty() || args.first() == u"--help" || args.first() == u"-h" || args.first() == u"help") {
        printOut(help);
        return 0;
    }
    const QString &first = args.first();
    if (first.startsWith(u'-') && !first.startsWith(u"--") && first.size() > 1)
        return usageError(u"unknown shorthand flag: '%1' in %2"_s.arg(first.at(1)).arg(first));
    return usageError((first.startsWith(u'-') ? u"unknown flag: %1"_s
                                              : u"unknown command \"%1\" for \"sockscope\": see sockscope --help"_s)
                          .arg(first));
}
