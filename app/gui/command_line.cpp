// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

QString problemWith(const QStringList &scripts)
{
    if (scripts.size() > 1)
        return tr("One script at a time, please: %1 were given.").arg(scripts.size());
    if (scripts.isEmpty())
        return {};
    const QFileInfo file(scripts.constFirst());
    if (!file.exists())
        return tr("There is no file %1. Check the path, or start without one for an example.")
            .arg(file.absoluteFilePath());
    if (file.isDir())
        return tr("%1 is a folder. Give the path of a script.").arg(file.absoluteFilePath());
    return {};
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("A desktop lab for TCP sessions that runs k6 scripts."));
    const QCommandLineOption help({u"h"_s, u"help"_s}, tr("Show this help."));
    const QCommandLineOption version({u"v"_s, u"version"_s}, tr("Show the version."));
    const QCommandLineOption theme(u"theme"_s, tr("Colours for this run: system, light or dark."), u"theme"_s);
    const QCommandLineOption run(u"run"_s, tr("Run the script at once."));
    parser.addOptions({help, version, theme, run});
    parser.addPositionalArgument(u"script"_s, tr("The script to open."), u"[script]"_s);

    CommandLine line;
    if (!parser.parse(arguments)) {
        line.error = parser.errorText();
        return line;
    }
    if (parser.isSet(help))
        line.output = parser.helpText();
    else if (parser.isSet(version))
        line.output = u"sockscope-gui "_s + QCoreApplication::applicationVersion() + u'\n';
    line.run = parser.isSet(run);
    line.mode = Appearance::modeFromWord(parser.value(theme));
    if (parser.isSet(theme) && !line.mode)
        line.error = tr("--theme takes system, light or dark, not \"%1\".").arg(parser.value(theme));
    if (line.error.isEmpty())
        line.error = problemWith(parser.positionalArguments());
    line.script = parser.positionalArguments().value(0);
    return line;
}

} // namespace sockscope
