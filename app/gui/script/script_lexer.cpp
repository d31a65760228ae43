// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_lexer.h"

#include "color_scheme.h"

namespace sockscope {

ScriptLexer::ScriptLexer(QObject *parent)
    : QsciLexerJavaScript(parent)
{
    setHighlightBackQuotedStrings(true);
    setFoldComments(true);
    setFoldCompact(false);
}

const char *ScriptLexer::keywords(int set) const
{
    if (set == 1)
        return "as async await break case catch class const continue debugger default delete do else export extends "
               "false finally for "
               "from function get if import in instanceof let new null of return set static super switch this throw "
               "true try typeof "
               "undefined var void while with yield enum implements interface private protected public readonly type";
    if (set == 2)
        return "__ENV __ITER __VU console exports module open require setTimeout clearTimeout setInterval "
               "clearInterval Socket";
    return nullptr;
}

void ScriptLexer::applyColors(const ColorScheme &colors)
{
    setDefaultPaper(colors.surface);
    setDefaultColor(colors.text);
    setPaper(colors.surface);
    setColor(colors.text);
    for (const int style :
         {Comment, CommentLine, CommentDoc, CommentLineDoc, CommentDocKeyword, CommentDocKeywordError})
        setColor(colors.comment, style);
    for (const int style :
         {DoubleQuotedString, SingleQuotedString, RawString, TripleQuotedVerbatimString, HashQuotedString, Regex})
        setColor(colors.string, style);
    setColor(colors.error, UnclosedString);
    setColor(colors.number, Number);
    setColor(colors.keyword, Keyword);
    setColor(colors.received, KeywordSet2);
}

} // namespace sockscope
