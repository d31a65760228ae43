// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include "log/log_formatter.h"

#include <QFile>
#include <QRegularExpression>

#include <cstdio>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// k6 names the rest of the cluster that the letter stands in: 'x' in -xyz.
QString unknownFlag(const QString &name, const QStringList &args)
{
    if (name.size() > 1)
        return u"unknown flag: --%1"_s.arg(name);
    for (const QString &arg : args) {
        const qsizetype at = arg.indexOf(name);
        if (at > 0 && arg.startsWith(u'-') && !arg.startsWith(u"--"))
            return u"unknown shorthand flag: '%1' in -%2"_s.arg(name, arg.mid(at));
    }
    return u"unknown flag: --%1"_s.arg(name);
}

} // namespace

QString parseFlags(QCommandLineParser &parser, const QStringList &args)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsCompactedShortOptions);
    if (parser.parse(QStringList{u"sockscope"_s} + args))
        return {};
    if (const QStringList unknown = parser.unknownOptionNames(); !unknown.isEmpty())
        return unknownFlag(unknown.constFirst(), args);
    static const QRegularExpression missing(u"^Missing value after '(--?(.+))'"_s); // Qt's words, never translated here
    const QRegularExpressionMatch match = missing.match(parser.errorText());
    if (!match.hasMatch())
        return parser.errorText();
    return match.captured(1).startsWith(u"--") ? u"flag needs an argument: %1"_s.arg(match.captured(1))
                                               : u"flag needs an argument: '%1' in -%1"_s.arg(match.captured(2));
}

std::optional<int> parseArguments(QCommandLineParser &parser, const QString &usage, const QStringList &args)
{
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this help."_s);
    parser.addOption(help);
    if (const QString mistake = parseFlags(parser, args); !mistake.isEmpty())
        return usageError(mistake);
    if (!parser.isSet(help))
        return std::nullopt;
    static const QRegularExpression path(u"^Usage: .*? \\[options\\]"_s); // Qt names the program by its path
    printOut(parser.helpText().replace(path, u"Usage: "_s + usage + u" [flags]"_s));
    return 0;
}

int usageError(const QString &sentence)
{
    return commandError(sentence, ExitCode::GenericError);
}

int commandError(const QString &sentence, ExitCode exitCode)
{
    const QByteArray line =
        LogFormatter(LogFormat::Text).format({LogLevel::Error, sentence, {}, QDateTime::currentDateTime()});
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    return static_cast<int>(exitCode);
}

void printOut(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

QString writeToOutput(const QByteArray &bytes)
{
    QFile out;
    const bool isWritten = out.open(stdout, QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.flush();
    return isWritten ? QString() : u"Can't write: %1."_s.arg(out.errorString());
}

int printResult(const QString &text)
{
    const QString problem = writeToOutput(text.toUtf8());
    return problem.isEmpty() ? 0 : usageError(problem);
}

} // namespace sockscope
