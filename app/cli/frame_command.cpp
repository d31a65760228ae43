// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "framing/framing_server.h"
#include "memory_limit.h"
#include "script/interpreter_only.h"

#include <cstdio>

namespace sockscope {

using namespace Qt::StringLiterals;

/// Runs a person's function, so it is limited in memory; whoever started it limits its time.
int frameCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"\nRuns a framing function for the window: packets on standard input, JSON lines on standard output."_s);
    if (const auto code = parseArguments(parser, u"sockscope frame"_s, args))
        return *code;
    if (!parser.positionalArguments().isEmpty())
        return usageError(u"sockscope frame takes no arguments"_s);
    constexpr qint64 memoryBytes = 512LL << 20;
    const MemoryLimit limit(memoryBytes);
    const InterpreterOnly interpreter;
    return serveFraming(stdin, stdout);
}

} // namespace sockscope
