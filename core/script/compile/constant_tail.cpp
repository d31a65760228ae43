// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/constant_tail.h"

#include "script/compile/js_tokens.h"

#include <algorithm>
#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// clang-format off
constexpr std::array operators{
    "+"_L1, "-"_L1, "*"_L1, "/"_L1, "%"_L1, "**"_L1, "!"_L1, "~"_L1, "("_L1, ")"_L1, ","_L1, "?"_L1, ":"_L1, "&&"_L1,
    "||"_L1, "??"_L1, "=="_L1, "==="_L1, "!="_L1, "!=="_L1, "<"_L1, ">"_L1, "<="_L1, ">="_L1, "&"_L1, "|"_L1, "^"_L1,
    "<<"_L1, ">>"_L1, ">>>"_L1};
constexpr std::array constantWords{"true"_L1, "false"_L1, "null"_L1, "undefined"_L1, "NaN"_L1, "Infinity"_L1};
constexpr std::array prefixWords{"typeof"_L1, "void"_L1};
// clang-format on

template <typename Words>
bool isOneOf(QStringView word, const Words &words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool isOperand(const JsTokens &tokens, int token)
{
    if (token < 0)
        return false;
    const JsToken::Kind kind = tokens.at(token).kind;
    return kind == JsToken::Kind::Number || kind == JsToken::Kind::String ||
           (kind == JsToken::Kind::Template && !tokens.text(token).contains(u"${")) ||
           isOneOf(tokens.text(token), constantWords);
}

bool isConstant(const JsTokens &tokens, int token)
{
    return isOperand(tokens, token) || isOneOf(tokens.text(token), operators) ||
           isOneOf(tokens.text(token), prefixWords);
}

/// Whether a statement may end with this token.
bool endsStatement(const JsTokens &tokens, int token)
{
    return isOperand(tokens, token) || tokens.isIdentifier(token) || tokens.is(token, ")"_L1) ||
           tokens.is(token, "]"_L1) || tokens.is(token, "}"_L1);
}

/// Whether a token can't go on with what stands before it, so that a new line with it begins a statement.
bool beginsStatement(const JsTokens &tokens, int token)
{
    const bool isTemplate = tokens.at(token).kind == JsToken::Kind::Template;
    return (isOperand(tokens, token) && !isTemplate) || tokens.is(token, "!"_L1) || tokens.is(token, "~"_L1) ||
           isOneOf(tokens.text(token), prefixWords);
}

/// The first token of the constant expression that ends with `last`, or -1.
int beginOfTail(const JsTokens &tokens, int last)
{
    int first = last + 1;
    while (first > 0 && isConstant(tokens, first - 1))
        --first;
    if (first == 0 || tokens.is(first - 1, ";"_L1) ||
        (tokens.is(first - 1, "}"_L1) && first <= last && beginsStatement(tokens, first)))
        return first;
    for (int i = last; i >= first; --i) {
        if (tokens.at(i).startsLine && beginsStatement(tokens, i) && endsStatement(tokens, i - 1))
            return i;
    }
    return -1;
}

} // namespace

QString withKeptConstant(const QString &text)
{
    const JsTokens tokens(text);
    int last = tokens.size() - 1;
    while (tokens.is(last, ";"_L1))
        --last;
    if (!tokens.isBalanced() || !(isOperand(tokens, last) || tokens.is(last, ")"_L1)))
        return {};
    const int first = beginOfTail(tokens, last);
    if (first < 0 || first >= last) // a constant alone is left as it is
        return {};
    QString kept = text;
    kept.insert(tokens.at(last).end, u")][0]"_s);
    kept.insert(tokens.at(first).start, u";[("_s);
    return kept;
}

} // namespace sockscope
