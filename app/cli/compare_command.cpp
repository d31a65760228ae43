// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "export/journal_compare.h"

namespace sockscope {

using namespace Qt::StringLiterals;

int compareCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"\nCompares what the sockets of two sessions did: the bytes sent, the bytes received, and the states. Times don't count.\nExits with 0 where they are equal, with 1 where they differ, and with 255 where they can't be compared."_s);
    parser.addOptions({{u"chunks"_s, u"The borders of writes and of data events count, too."_s},
                       {{u"q"_s, u"quiet"_s}, u"Print nothing; only the exit code tells."_s}});
    parser.addPositionalArgument(u"a"_s, u"A journal, written by run --journal or saved from the window."_s);
    parser.addPositionalArgument(u"b"_s, u"Another one."_s);
    if (const auto code = parseArguments(parser, u"sockscope compare"_s, args))
        return *code;
    const QStringList given = parser.positionalArguments();
    if (given.size() != 2)
        return usageError(u"sockscope compare takes two journals"_s);
    const JournalComparison comparison = compareJournals(given[0], given[1], {.chunks = parser.isSet(u"chunks"_s)});
    if (!comparison.error.isEmpty())
        return usageError(comparison.error);
    const int code = parser.isSet(u"quiet"_s) ? 0 : printResult(comparisonText(comparison));
    return code != 0 || comparison.isEqual() ? code : 1;
}

} // namespace sockscope
