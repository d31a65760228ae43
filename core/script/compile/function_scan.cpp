// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/function_scan.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// A bracket that touches one of these belongs to it: a call or an element access.
bool endsOperand(const JsTokens &tokens, int token)
{
    if (token < 0)
        return false;
    switch (tokens.at(token).kind) {
    case JsToken::Kind::Name:
        return !JsTokens::isReserved(tokens.text(token)) || tokens.is(token, "this"_L1) || tokens.is(token, "super"_L1);
    case JsToken::Kind::String:
    case JsToken::Kind::Template:
    case JsToken::Kind::Regex:
        return true;
    case JsToken::Kind::Number:
        return false;
    case JsToken::Kind::Punctuator:
        return tokens.is(token, ")"_L1) || tokens.is(token, "]"_L1) || tokens.is(token, "}"_L1) ||
               tokens.is(token, "?."_L1);
    }
    return false;
}

// Whether a token begins an argument of esbuild's helper: __async(this, null, function* () {
bool isAsyncArgument(const JsTokens &tokens, int token)
{
    int at = token - 1;
    while (at > 0 && !tokens.is(at, "("_L1) && !tokens.is(at, ";"_L1) && !tokens.is(at, "{"_L1))
        at = tokens.is(at, "]"_L1) || tokens.is(at, ")"_L1) ? tokens.partner(at) - 1 : at - 1;
    return tokens.is(at, "("_L1) && tokens.is(at - 1, "__async"_L1);
}

} // namespace

FunctionScan::FunctionScan(const JsTokens &tokens)
    : m_tokens(tokens)
{
    m_functions.emplace_back();
    m_functions.front().end = tokens.size();
    m_owners.resize(static_cast<std::size_t>(tokens.size()));
    if (!tokens.isBalanced()) // nothing can be said about it
        return;
    std::vector<std::uint32_t> around{0};
    for (int i = 0; i < tokens.size(); ++i) {
        while (m_functions[around.back()].end <= i)
            around.pop_back();
        Function found;
        if (detect(i, found)) {
            if (found.isAsyncBody && found.nameToken < 0) {
                found.name = m_functions[around.back()].name;
                found.nameToken = m_functions[around.back()].nameToken;
            }
            around.push_back(static_cast<std::uint32_t>(m_functions.size()));
            m_functions.push_back(found);
        }
        m_owners[static_cast<std::size_t>(i)] = around.back();
    }
}

std::uint32_t FunctionScan::beginningAt(int token) const
{
    const auto it = std::lower_bound(m_functions.begin() + 1, m_functions.end(), token,
                                     [](const Function &function, int at) { return function.begin < at; });
    return it != m_functions.end() && it->begin == token ? static_cast<std::uint32_t>(it - m_functions.begin()) : 0;
}

bool FunctionScan::opensParameters(int token) const
{
    const std::uint32_t around = owner(token);
    return around != 0 && function(around).parameters == token;
}

int FunctionScan::classBody(int token) const
{
    if (!m_tokens.is(token, "class"_L1) || m_tokens.is(token - 1, "."_L1) || m_tokens.is(token - 1, "?."_L1))
        return -1;
    const bool isNamed = m_tokens.isIdentifier(token + 1);
    int at = isNamed ? token + 2 : token + 1;
    if (m_tokens.is(at, "{"_L1))
        return at;
    if (!m_tokens.is(at, "extends"_L1))
        return -1;
    for (++at; at < m_tokens.size() && !m_tokens.is(at, "{"_L1); ++at) {
        if (const std::uint32_t parent = beginningAt(at); parent != 0)
            at = function(parent).end - 1;
        else if (const int body = classBody(at); body >= 0)
            at = m_tokens.partner(body);
        else if (m_tokens.is(at, "("_L1) || m_tokens.is(at, "["_L1))
            at = m_tokens.partner(at);
    }
    return at < m_tokens.size() ? at : -1;
}

bool FunctionScan::detect(int token, Function &found) const
{
    found.begin = token;
    if (!detectKeyword(token, found) && !detectArrow(token, found) && !detectMethod(token, found))
        return false;
    const bool isBlock = m_tokens.is(found.body, "{"_L1);
    found.end = isBlock ? m_tokens.partner(found.body) + 1 : expressionEnd(m_tokens, found.body);
    return found.end > found.begin;
}

bool FunctionScan::detectKeyword(int token, Function &found) const
{
    if (!m_tokens.is(token, "function"_L1) || m_tokens.is(token - 1, "."_L1) || m_tokens.is(token + 1, ":"_L1))
        return false;
    int at = token + 1;
    if (m_tokens.is(at, "*"_L1)) {
        found.isGenerator = true;
        ++at;
    }
    if (m_tokens.isName(at)) {
        found.name = m_tokens.text(at).toString();
        found.nameToken = at++;
    }
    if (!m_tokens.is(at, "("_L1))
        return false;
    found.parameters = at;
    found.body = m_tokens.partner(at) + 1;
    if (found.nameToken < 0)
        nameFromContext(found);
    found.isAsyncBody = found.isGenerator && isAsyncArgument(m_tokens, token);
    return m_tokens.is(found.body, "{"_L1);
}

bool FunctionScan::detectArrow(int token, Function &found) const
{
    int arrow = -1;
    if (m_tokens.is(token, "("_L1)) {
        arrow = m_tokens.partner(token) + 1;
        found.parameters = token;
    } else if (m_tokens.isName(token)) {
        arrow = token + 1;
    }
    if (arrow < 0 || !m_tokens.is(arrow, "=>"_L1))
        return false;
    found.isArrow = true;
    found.body = arrow + 1;
    nameFromContext(found);
    return true;
}

bool FunctionScan::detectMethod(int token, Function &found) const
{
    if (!m_tokens.is(token, "("_L1) || !m_tokens.touchesPrevious(token) ||
        !m_tokens.is(m_tokens.partner(token) + 1, "{"_L1))
        return false;
    const int name = token - 1;
    const bool isKey = m_tokens.isName(name) || m_tokens.at(name).kind == JsToken::Kind::String ||
                       m_tokens.at(name).kind == JsToken::Kind::Number || m_tokens.is(name, "]"_L1);
    if (!isKey || m_tokens.is(name, "function"_L1) || m_tokens.is(name - 1, "function"_L1) ||
        (m_tokens.is(name - 1, "*"_L1) && m_tokens.is(name - 2, "function"_L1)))
        return false;
    if (m_tokens.is(chainStart(m_tokens, name) - 1, "extends"_L1)) // class A extends mixin(B) {
        return false;
    found.parameters = token;
    found.body = m_tokens.partner(token) + 1;
    found.isGenerator = m_tokens.is(m_tokens.is(name, "]"_L1) ? m_tokens.partner(name) - 1 : name - 1, "*"_L1);
    if (!m_tokens.is(name, "constructor"_L1)) {
        found.name = keyName(name);
        found.nameToken = name;
    }
    return true;
}

/// The name of a property key that ends at a token; a computed one has a name only if it is a string.
QString FunctionScan::keyName(int token) const
{
    if (m_tokens.is(token, "]"_L1)) {
        const bool isString =
            m_tokens.partner(token) == token - 2 && m_tokens.at(token - 1).kind == JsToken::Kind::String;
        return isString ? keyName(token - 1) : QString();
    }
    const QStringView text = m_tokens.text(token);
    return (m_tokens.at(token).kind == JsToken::Kind::String ? text.sliced(1, text.size() - 2) : text).toString();
}

/// An anonymous function takes the name of what it is assigned to.
void FunctionScan::nameFromContext(Function &found) const
{
    const int before = found.begin - 1;
    int name = -1;
    if (m_tokens.is(before, "="_L1) && m_tokens.isName(before - 1) && !m_tokens.is(before - 2, "."_L1)) {
        name = before - 1;
    } else if (m_tokens.is(before, ":"_L1) && m_tokens.touchesPrevious(before)) {
        name = before - 1;
    } else if (m_tokens.is(before, ","_L1) && m_tokens.is(before - 2, ","_L1) && m_tokens.is(before - 4, "("_L1)) {
        if (m_tokens.is(before - 5, "__publicField"_L1)) {
            name = before - 1;
        } else if (m_tokens.is(before - 5, "__privateAdd"_L1)) {
            found.name = u'#' + m_tokens.text(before - 1).sliced(1).toString();
            found.nameToken = before - 1;
        }
    }
    if (name >= 0) {
        found.name = keyName(name);
        found.nameToken = name;
    }
}

int FunctionScan::expressionEnd(const JsTokens &tokens, int start)
{
    int conditionals = 0;
    for (int i = start; i < tokens.size(); ++i) {
        const QStringView text = tokens.text(i);
        if (text.size() != 1 || tokens.at(i).kind != JsToken::Kind::Punctuator)
            continue;
        switch (text.at(0).unicode()) {
        case u'(':
        case u'[':
        case u'{':
            i = tokens.partner(i);
            break;
        case u'?':
            ++conditionals;
            break;
        case u':':
            if (conditionals-- == 0)
                return i;
            break;
        case u',':
        case u';':
        case u')':
        case u']':
        case u'}':
            return i;
        default:
            break;
        }
    }
    return tokens.size();
}

int FunctionScan::chainStart(const JsTokens &tokens, int end, bool *crossesCall)
{
    int at = end;
    for (;;) {
        if (tokens.is(at, ")"_L1) || tokens.is(at, "]"_L1)) {
            const int open = tokens.partner(at);
            if (!tokens.touchesPrevious(open) || !endsOperand(tokens, open - 1))
                return open;
            if (crossesCall && tokens.is(open, "("_L1))
                *crossesCall = true;
            at = tokens.is(open - 1, "?."_L1) ? open - 2 : open - 1;
        } else if (tokens.is(at - 1, "."_L1) || tokens.is(at - 1, "?."_L1)) {
            at -= 2;
        } else {
            return at;
        }
    }
}

} // namespace sockscope
