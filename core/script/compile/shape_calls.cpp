// SPDX-License-Identifier: GPL-3.0-or-later
// Gives V4 a line for the calls and element accesses that have none of their own.
#include "script/compile/code_shaper.h"

#include <algorithm>
#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// Names of the global object: V4 looks them up by name and knows the line of a call through them.
// clang-format off
constexpr std::array globalNames{
    "Array"_L1, "ArrayBuffer"_L1, "Boolean"_L1, "DataView"_L1, "Date"_L1, "Error"_L1, "Function"_L1, "GoError"_L1,
    "Infinity"_L1, "JSON"_L1, "Map"_L1, "Math"_L1, "NaN"_L1, "Number"_L1, "Object"_L1, "Promise"_L1, "Proxy"_L1,
    "RangeError"_L1, "ReferenceError"_L1, "Reflect"_L1, "RegExp"_L1, "Set"_L1, "String"_L1, "Symbol"_L1,
    "SyntaxError"_L1, "TextDecoder"_L1, "TextEncoder"_L1, "TypeError"_L1, "Uint8Array"_L1, "WeakMap"_L1,
    "WeakSet"_L1, "__ENV"_L1, "__ITER"_L1, "__VU"_L1, "clearInterval"_L1, "clearTimeout"_L1, "console"_L1,
    "decodeURIComponent"_L1, "encodeURIComponent"_L1, "eval"_L1, "globalThis"_L1, "isFinite"_L1, "isNaN"_L1,
    "open"_L1, "parseFloat"_L1, "parseInt"_L1, "setInterval"_L1, "setTimeout"_L1, "undefined"_L1};
// clang-format on

bool isGlobal(QStringView name)
{
    return std::find(globalNames.begin(), globalNames.end(), name) != globalNames.end();
}

// Something that does nothing. V4 gives what it computes next the line of the operator.
QString mark()
{
    return u"1&&"_s;
}

QString markAlone()
{
    return u"1&&0,"_s;
}

} // namespace

void CodeShaper::shapeCall(int parenthesis)
{
    if (!m_tokens.touchesPrevious(parenthesis) || m_functions.opensParameters(parenthesis))
        return;
    const int callee = m_tokens.is(parenthesis - 1, "?."_L1) ? parenthesis - 2 : parenthesis - 1;
    bool crossesCall = false;
    const int start = FunctionScan::chainStart(m_tokens, callee, &crossesCall);
    const bool isNew = !crossesCall && m_tokens.is(start - 1, "new"_L1);
    SourceLayout::Line line = lineOf(isNew ? start - 1 : callee);
    if (m_tokens.isName(callee)) {
        const QStringView name = m_tokens.text(callee);
        const bool isMember = start != callee;
        if ((name == "super"_L1 && !isMember) || m_superCalls.contains(callee)) {
            markArguments(parenthesis, line);
        } else if (isMember) {
            if (isNew)
                markArguments(parenthesis, line);
        } else if (!JsTokens::isReserved(name) && name != "async"_L1 && !isHelper(name) && segment(callee)) {
            if (!isGlobal(name))
                markCallee(callee);
            if (!isGlobal(name) || isNew)
                markArguments(parenthesis, line);
        }
    } else if (m_tokens.is(callee, ")"_L1)) {
        const int open = m_tokens.partner(callee);
        if (start == open && m_functions.beginningAt(open + 1) != 0)
            line = markFunctionCallee(open);
        else if (start == open && m_tokens.is(open + 1, "0"_L1) && m_tokens.is(open + 2, ","_L1))
            line = markImportedCallee(open);
        else if (start == open && !isNew)
            line = markComputedCallee(open);
        else if (start != open && !m_tokens.is(start, "}"_L1))
            markCalledResult(crossesCall && m_tokens.is(start - 1, "new"_L1) ? start - 1 : start, callee, line);
        markArguments(parenthesis, line);
    } else if (m_tokens.is(callee, "]"_L1)) {
        if (isNew || m_tokens.at(callee - 1).kind != JsToken::Kind::String)
            markArguments(parenthesis, line);
    }
}

/// f(...) -> (1&&f)(...). Not a comma: behind one, V4 would read the variable only after it has evaluated the
/// arguments.
void CodeShaper::markCallee(int token)
{
    edit(token, Phase::Before, u"(1&&"_s);
    edit(token, Phase::After, u")"_s, 1);
}

/// (() => {...})(...) -> (1&&0,() => {...})(...), on a line that stands for the call at the end.
SourceLayout::Line CodeShaper::markFunctionCallee(int open)
{
    const int close = m_tokens.partner(open);
    int last = close;
    while (last > open && !segment(last) && m_tokens.at(last).kind == JsToken::Kind::Punctuator)
        --last;
    SourceLayout::Line line = lineBehind(last);
    line.function = m_functions.owner(open);
    if (line.line == 0)
        return {};
    edit(open + 1, Phase::Wrap, markAlone(), -close);
    m_edits.back().breakAt = 0;
    m_edits.back().line = line;
    return line;
}

/// The line of a call whose callee ends with a token.
SourceLayout::Line CodeShaper::lineBehind(int token) const
{
    const std::optional<qsizetype> offset = originalOffset(token);
    const qsizetype call = offset ? m_source.callParenthesis(*offset) : -1;
    SourceLayout::Line line = call < 0 ? SourceLayout::Line() : lineAt(*offset, call);
    line.function = m_functions.owner(token);
    return line;
}

/// (0, module.name)(...) -> (1&&module.name)(...). V4 overlooks that the comma is there to leave the function without a
/// `this`.
SourceLayout::Line CodeShaper::markImportedCallee(int open)
{
    edit(open + 1, Phase::Replace, mark());
    m_edits.back().removeThrough = open + 2;
    return lineBehind(segment(open + 3) ? open + 3 : open); // both come from the author's name
}

/// (a.b || c)(...) -> (t=a.b || c,1&&t)(...)
SourceLayout::Line CodeShaper::markComputedCallee(int open)
{
    const int close = m_tokens.partner(open);
    bool isComputed = m_tokens.is(open + 1, "yield"_L1);
    for (int i = open + 1; i < close; ++i) {
        const bool opens = m_tokens.is(i, "("_L1) || m_tokens.is(i, "["_L1) || m_tokens.is(i, "{"_L1);
        if (opens)
            i = m_tokens.partner(i);
        else if (m_tokens.is(i, ","_L1))
            return {};
        isComputed = isComputed || m_tokens.is(i, "||"_L1) || m_tokens.is(i, "&&"_L1) || m_tokens.is(i, "?"_L1) ||
                     m_tokens.is(i, "?\?"_L1);
    }
    const SourceLayout::Line line = lineBehind(close - 1);
    if (!isComputed || line.line == 0)
        return {};
    edit(open + 1, Phase::Wrap, m_names.temporary + u'=', -close);
    edit(close - 1, Phase::After, u',' + mark() + m_names.temporary, -open);
    m_edits.back().breakAt = 1;
    m_edits.back().line = line;
    return line;
}

/// f(...)(...) -> (t=f(...),1&&t)(...)
void CodeShaper::markCalledResult(int begin, int callee, const SourceLayout::Line &line)
{
    bool isOptional = false; // a chain with ?. in it ends as a whole
    for (int i = begin; i <= callee; ++i)
        isOptional = isOptional || m_tokens.is(i, "?."_L1);
    if (isOptional || line.line == 0 || m_tokens.is(begin, "super"_L1) || m_tokens.is(begin, "import"_L1))
        return;
    edit(begin, Phase::Wrap, m_keep, -callee);
    edit(callee, Phase::After, m_yieldMarked, -begin);
    m_edits.back().breakAt = 1;
    m_edits.back().line = line;
}

/// What the arguments evaluate leaves V4 with their line. The last argument is made to end with the call's own.
void CodeShaper::markArguments(int parenthesis, const SourceLayout::Line &line)
{
    const int close = m_tokens.partner(parenthesis);
    if (close == parenthesis + 1 || line.line == 0)
        return;
    int begin = parenthesis + 1;
    bool anySetsLine = false;
    bool lastSetsLine = false;
    int last = begin;
    while (begin < close) {
        const int end = FunctionScan::expressionEnd(m_tokens, begin);
        last = begin;
        lastSetsLine = setsLine(begin, end);
        anySetsLine = anySetsLine || lastSetsLine;
        begin = end + 1;
    }
    if (!anySetsLine)
        return;
    const int end = close - 1;
    const int first = m_tokens.is(last, "..."_L1) ? last + 1 : last;
    if (!lastSetsLine) {
        edit(first, Phase::Wrap, u"(1&&0,"_s, -end);
        m_edits.back().breakAt = 1;
        m_edits.back().line = line;
        edit(end, Phase::After, u")"_s, -first);
        return;
    }
    edit(first, Phase::Wrap, m_keep, -end);
    edit(end, Phase::After, m_yieldMarked, -first);
    m_edits.back().breakAt = 1;
    m_edits.back().line = line;
}

/// Whether V4 notes a line while it evaluates an argument.
bool CodeShaper::setsLine(int begin, int end) const
{
    if (m_tokens.is(begin, "..."_L1))
        ++begin;
    if (end - begin == 1)
        return m_tokens.isIdentifier(begin) && isGlobal(m_tokens.text(begin));
    if (const std::uint32_t function = m_functions.beginningAt(begin); function != 0)
        return m_functions.function(function).end < end;
    const bool isUnary = m_tokens.is(begin, "void"_L1) || m_tokens.is(begin, "-"_L1) || m_tokens.is(begin, "!"_L1);
    const bool isEmpty = m_tokens.is(begin, "{"_L1) || m_tokens.is(begin, "["_L1);
    return end - begin != 2 || !(isEmpty || (isUnary && m_tokens.at(begin + 1).kind == JsToken::Kind::Number));
}

/// a[i] -> a[1&&0,i]. With a string in the brackets V4 sees a member, which has a line.
void CodeShaper::shapeSubscript(int bracket)
{
    const int base = bracket - 1;
    const int inside = bracket + 1;
    if (!m_tokens.touchesPrevious(bracket) || m_tokens.is(base, "super"_L1) ||
        m_tokens.at(base).kind == JsToken::Kind::Number)
        return;
    const bool endsOperand = m_tokens.isIdentifier(base) || m_tokens.is(base, "this"_L1) || m_tokens.is(base, ")"_L1) ||
                             m_tokens.is(base, "]"_L1) || m_tokens.is(base, "?."_L1);
    if (!endsOperand || m_tokens.at(inside).kind == JsToken::Kind::String || !segment(inside))
        return;
    const std::optional<qsizetype> index = originalOffset(inside);
    if (!index)
        return;
    const qsizetype open = m_source.bracketBefore(*index);
    edit(inside, Phase::Wrap, markAlone(), -m_tokens.partner(bracket));
    m_edits.back().breakAt = 0;
    const int next = m_tokens.partner(bracket) + 1;
    const bool isCalled = m_tokens.touchesPrevious(next) && m_tokens.is(next, "("_L1);
    m_edits.back().line = lineAt(open < 0 ? *index : open, isCalled ? m_source.callParenthesis(*index) : -1);
    m_edits.back().line.function = m_functions.owner(bracket);
}

} // namespace sockscope
