// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "explain/explanation_text.h"
#include "export/journal_walk.h"

namespace sockscope {

using namespace Qt::StringLiterals;

int explainCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"\nTells what in a journal explains why a script does not do what it should: what happened, why, what to do\nabout it, at which line, and which records show it. Nothing in the journal is executed."_s);
    parser.addOptions({{u"json"_s, u"Write the findings as JSON."_s}});
    parser.addPositionalArgument(u"file"_s, u"The journal, written by run --journal or saved from the window."_s);
    if (const auto code = parseArguments(parser, u"sockscope explain"_s, args))
        return *code;
    if (parser.positionalArguments().size() != 1)
        return usageError(u"sockscope explain takes one file: a journal written by `sockscope run --journal FILE`"_s);
    JournalWalk walk;
    Explainer explainer;
    if (walk.open(parser.positionalArguments().constFirst())) {
        while (const auto record = walk.next())
            explainer.read(*record);
    }
    if (!walk.error().isEmpty())
        return usageError(walk.error());
    if (walk.reader().summary().closed)
        explainer.finish();
    return printResult(parser.isSet(u"json"_s) ? QString::fromUtf8(explanationJson(explainer))
                                               : explanationText(explainer));
}

} // namespace sockscope
