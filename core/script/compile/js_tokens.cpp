// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/js_tokens.h"

#include <QString>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

// In alphabetical order.
constexpr std::array reservedWords{
    "await"_L1,   "break"_L1,  "case"_L1,     "catch"_L1,  "class"_L1,  "const"_L1,  "continue"_L1,   "debugger"_L1,
    "default"_L1, "delete"_L1, "do"_L1,       "else"_L1,   "enum"_L1,   "export"_L1, "extends"_L1,    "false"_L1,
    "finally"_L1, "for"_L1,    "function"_L1, "if"_L1,     "import"_L1, "in"_L1,     "instanceof"_L1, "let"_L1,
    "new"_L1,     "null"_L1,   "return"_L1,   "static"_L1, "super"_L1,  "switch"_L1, "this"_L1,       "throw"_L1,
    "true"_L1,    "try"_L1,    "typeof"_L1,   "var"_L1,    "void"_L1,   "while"_L1,  "with"_L1,       "yield"_L1};

// Words after which an operand follows, so that a slash begins a regular expression.
constexpr std::array operandWords{"await"_L1,   "case"_L1,  "delete"_L1,     "do"_L1,   "else"_L1,
                                  "extends"_L1, "in"_L1,    "instanceof"_L1, "new"_L1,  "of"_L1,
                                  "return"_L1,  "throw"_L1, "typeof"_L1,     "void"_L1, "yield"_L1};

// Longest first, so that the first hit is the right one.
constexpr std::array punctuators{
    ">>>="_L1, "..."_L1, "==="_L1, "!=="_L1, "**="_L1, "<<="_L1, ">>="_L1, ">>>"_L1, "&&="_L1, "||="_L1, "?\?="_L1,
    "=>"_L1,   "=="_L1,  "!="_L1,  "<="_L1,  ">="_L1,  "&&"_L1,  "||"_L1,  "?\?"_L1, "?."_L1,  "++"_L1,  "--"_L1,
    "+="_L1,   "-="_L1,  "*="_L1,  "/="_L1,  "%="_L1,  "&="_L1,  "|="_L1,  "^="_L1,  "<<"_L1,  ">>"_L1,  "**"_L1};

bool isNameStart(QChar c)
{
    return c.isLetter() || c == u'_' || c == u'$' || c == u'#' || c == u'\\' || c.isSurrogate() || c.isMark();
}

bool isNamePart(QChar c)
{
    return isNameStart(c) || c.isDigit() || c == u'\u200c' || c == u'\u200d' ||
           c.category() == QChar::Punctuation_Connector;
}

bool isNewline(QChar c)
{
    return c == u'\n' || c == u'\r' || c == u'\u2028' || c == u'\u2029';
}

} // namespace

bool JsTokens::isReserved(QStringView word)
{
    return word.size() > 1 && word.size() < 11 &&
           std::binary_search(reservedWords.begin(), reservedWords.end(), word,
                              [](const auto &a, const auto &b) { return a < b; });
}

JsTokens::JsTokens(QStringView text)
    : m_text(text)
{
    m_tokens.reserve(static_cast<std::size_t>(text.size()) / 4);
    scan();
}

void JsTokens::scan()
{
    std::vector<std::uint32_t> open;
    qsizetype at = 0;
    for (;;) {
        bool newline = m_tokens.empty();
        at = skipSpace(at, newline);
        if (at >= m_text.size())
            break;
        JsToken token = next(at);
        if (m_text.at(at) == u'/' && regexMayStart(newline)) {
            token.kind = JsToken::Kind::Regex;
            token.end = static_cast<std::uint32_t>(endOfRegex(at));
        }
        token.startsLine = newline;
        const auto index = static_cast<std::uint32_t>(m_tokens.size());
        const QChar c =
            token.kind == JsToken::Kind::Punctuator && token.end - token.start == 1 ? m_text.at(at) : QChar();
        if (c == u'(' || c == u'[' || c == u'{') {
            open.push_back(index);
        } else if (c == u')' || c == u']' || c == u'}') {
            const QChar expected = c == u')' ? u'(' : c == u']' ? u'[' : u'{';
            if (open.empty() || m_text.at(m_tokens[open.back()].start) != expected) {
                m_balanced = false;
                return;
            }
            token.partner = open.back();
            m_tokens[open.back()].partner = index;
            open.pop_back();
        }
        m_tokens.push_back(token);
        at = token.end;
    }
    m_balanced = open.empty();
}

qsizetype JsTokens::skipSpace(qsizetype at, bool &newline) const
{
    while (at < m_text.size()) {
        const QChar c = m_text.at(at);
        if (c.isSpace() || c == u'\ufeff') {
            newline = newline || isNewline(c);
            ++at;
        } else if (m_text.sliced(at).startsWith("//"_L1) || (at == 0 && m_text.startsWith("#!"_L1))) {
            while (at < m_text.size() && !isNewline(m_text.at(at)))
                ++at;
        } else if (m_text.sliced(at).startsWith("/*"_L1)) {
            const qsizetype end = m_text.indexOf("*/"_L1, at + 2);
            newline = newline || m_text.sliced(at, (end < 0 ? m_text.size() : end) - at).contains(u'\n');
            at = end < 0 ? m_text.size() : end + 2;
        } else {
            break;
        }
    }
    return at;
}

JsToken JsTokens::next(qsizetype at) const
{
    const QChar c = m_text.at(at);
    JsToken token;
    token.start = static_cast<std::uint32_t>(at);
    qsizetype end = at + 1;
    if (isNameStart(c)) {
        token.kind = JsToken::Kind::Name;
        end = endOfName(at);
    } else if (c.isDigit() || (c == u'.' && at + 1 < m_text.size() && m_text.at(at + 1).isDigit())) {
        token.kind = JsToken::Kind::Number;
        end = endOfNumber(at);
    } else if (c == u'"' || c == u'\'') {
        token.kind = JsToken::Kind::String;
        end = endOfString(at);
    } else if (c == u'`') {
        token.kind = JsToken::Kind::Template;
        end = endOfTemplate(at);
    } else {
        end = endOfPunctuator(at);
    }
    token.end = static_cast<std::uint32_t>(end);
    return token;
}

qsizetype JsTokens::endOfString(qsizetype at) const
{
    const QChar quote = m_text.at(at);
    for (++at; at < m_text.size() && m_text.at(at) != quote; ++at) {
        if (m_text.at(at) == u'\\')
            ++at;
    }
    return std::min(at + 1, m_text.size());
}

qsizetype JsTokens::endOfTemplate(qsizetype at) const
{
    int depth = 0;
    for (++at; at < m_text.size(); ++at) {
        const QChar c = m_text.at(at);
        if (c == u'\\')
            ++at;
        else if (depth == 0 && c == u'`')
            return at + 1;
        else if (depth == 0 && c == u'$' && at + 1 < m_text.size() && m_text.at(at + 1) == u'{')
            ++depth, ++at;
        else if (depth > 0 && (c == u'"' || c == u'\''))
            at = endOfString(at) - 1;
        else if (depth > 0 && c == u'`')
            at = endOfTemplate(at) - 1;
        else if (depth > 0 && c == u'{')
            ++depth;
        else if (depth > 0 && c == u'}')
            --depth;
    }
    return m_text.size();
}

qsizetype JsTokens::endOfRegex(qsizetype at) const
{
    bool inClass = false;
    for (++at; at < m_text.size() && !isNewline(m_text.at(at)); ++at) {
        const QChar c = m_text.at(at);
        if (c == u'\\')
            ++at;
        else if (c == u'[')
            inClass = true;
        else if (c == u']')
            inClass = false;
        else if (c == u'/' && !inClass)
            return endOfName(at + 1);
    }
    return std::min(at, m_text.size());
}

qsizetype JsTokens::endOfName(qsizetype at) const
{
    while (at < m_text.size() && isNamePart(m_text.at(at))) {
        const bool braced = m_text.sliced(at).startsWith("\\u{"_L1);
        const qsizetype close = braced ? m_text.indexOf(u'}', at) : -1;
        at = close < 0 ? at + 1 : close + 1;
    }
    return at;
}

qsizetype JsTokens::endOfNumber(qsizetype at) const
{
    const bool decimal = !m_text.sliced(at).startsWith("0x"_L1, Qt::CaseInsensitive);
    for (++at; at < m_text.size(); ++at) {
        const QChar c = m_text.at(at);
        const QChar before = m_text.at(at - 1);
        const bool exponentSign = decimal && (c == u'+' || c == u'-') && (before == u'e' || before == u'E');
        if (!isNamePart(c) && c != u'.' && !exponentSign)
            break;
    }
    return at;
}

qsizetype JsTokens::endOfPunctuator(qsizetype at) const
{
    const QStringView rest = m_text.sliced(at);
    if (rest.size() < 2 || !QStringView(u"=>.&|?+-*<").contains(rest.at(1)))
        return at + 1; // most are a single character
    for (const QLatin1StringView candidate : punctuators) {
        if (rest.startsWith(candidate)) {
            // `a?.5:b` is a conditional with a number
            const bool conditional = candidate == "?."_L1 && rest.size() > 2 && rest.at(2).isDigit();
            return conditional ? at + 1 : at + candidate.size();
        }
    }
    return at + 1;
}

bool JsTokens::regexMayStart(bool newline) const
{
    if (newline || m_tokens.empty())
        return true;
    const JsToken &before = m_tokens.back();
    const QStringView word = m_text.sliced(before.start, before.end - before.start);
    switch (before.kind) {
    case JsToken::Kind::Name:
        return std::find(operandWords.begin(), operandWords.end(), word) != operandWords.end();
    case JsToken::Kind::Punctuator:
        return word != ")"_L1 && word != "]"_L1 && word != "}"_L1 && word != "++"_L1 && word != "--"_L1;
    default:
        return false;
    }
}

} // namespace sockscope
