// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_arguments.h"

#include "command_line.h"

namespace sockscope {

using namespace Qt::StringLiterals;

ScriptArguments::ScriptArguments(const Words &words, const QList<Flag> &flags, const QStringList &args)
{
    m_parser.setApplicationDescription(words.description);
    addFlags(m_parser, flags);
    m_parser.addPositionalArgument(u"script"_s, words.script);
    const FlagArguments separated = separateBooleans(args, flags);
    m_exitCode = parseArguments(m_parser, words.usage, separated.arguments);
    if (m_exitCode)
        return;
    if (const qsizetype count = m_parser.positionalArguments().size(); count != 1) {
        m_exitCode = usageError(u"accepts 1 arg(s), received %1: arg should be a path to a script file"_s.arg(count));
        return;
    }
    m_reader.emplace(m_parser, flags, separated.booleans);
    if (!separated.error.isEmpty())
        m_reader->fail(separated.error);
}

} // namespace sockscope
