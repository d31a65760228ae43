// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include "log/log_formatter.h"

#include <QRegularExpression>

#include <cstdio>

namespace sockscope {

using namespace Qt::StringLiterals;

std::optional<int> parseArguments(QCommandLineParser &parser, const QString &usage, const QStringList &args)
{
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this help."_s);
    parser.addOption(help);
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsCompactedShortOptions);
    const bool understood = parser.parse(QStringList{usage} + args);
    if (understood && parser.isSet(help)) {
        static const QRegularExpression path(u"^Usage: .*? \\[options\\]"_s); // Qt names the program by its path
        printOut(parser.helpText().replace(path, u"Usage: "_s + usage + u" [flags]"_s));
        return 0;
    }
    if (understood)
        return std::nullopt;
    if (const QStringList unknown = parser.unknownOptionNames(); !unknown.isEmpty()) {
        const QString &name = unknown.constFirst();
        return usageError(name.size() == 1 ? u"unknown shorthand flag: '%1'"_s.arg(name)
                                           : u"unknown flag: --%1"_s.arg(name));
    }
    return usageError(parser.errorText());
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

} // namespace sockscope
