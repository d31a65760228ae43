// SPDX-License-Identifier: GPL-3.0-or-later
// Breaks the lines of the shaped code and writes it with its layout.
#include "script/compile/code_shaper.h"

#include <algorithm>
#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// Behind these no line break may stand (ECMAScript 12.10.1), or V4 would give the line to the wrong one of the two.
constexpr std::array stickyWords{"return"_L1, "throw"_L1, "break"_L1,  "continue"_L1, "yield"_L1, "async"_L1,
                                 "get"_L1,    "set"_L1,   "static"_L1, "new"_L1,      "++"_L1,    "--"_L1,
                                 "const"_L1,  "let"_L1,   "var"_L1,    "function"_L1, "class"_L1};

// Words that do nothing themselves: a frame on their line stands at what follows.
constexpr std::array transparentWords{"return"_L1, "throw"_L1, "yield"_L1, "++"_L1, "--"_L1, "..."_L1};

template <std::size_t size>
bool isOneOf(const std::array<QLatin1StringView, size> &words, QStringView text)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

} // namespace

void CodeShaper::breakLines()
{
    std::vector<int> wrapped; // tokens with a parenthesis put before them, behind which a break is safe anywhere
    for (const Edit &change : m_edits) {
        if (change.phase == Phase::Wrap && change.text.startsWith(u'('))
            wrapped.push_back(change.token);
    }
    std::sort(wrapped.begin(), wrapped.end());
    for (int i = m_firstMapped; i < m_tokens.size(); ++i) {
        if (!wantsBreak(i) || (isRestricted(i) && !std::binary_search(wrapped.begin(), wrapped.end(), i)))
            continue;
        edit(i, Phase::Break, {});
        m_edits.back().breakAt = 0;
        m_edits.back().line = lineOf(i);
    }
}

/// Whether a token can be where a frame stands: what V4 looks up or calls.
bool CodeShaper::wantsBreak(int token) const
{
    if (!segment(token) || m_tokens.at(token).startsLine)
        return false;
    const bool isIndex =
        m_tokens.is(token - 1, "["_L1) && m_tokens.is(token + 1, "]"_L1) && m_tokens.touchesPrevious(token - 1);
    if (m_tokens.at(token).kind == JsToken::Kind::String)
        return isIndex;
    if (!m_tokens.isName(token) || isIndex) // an index has the line of its bracket
        return false;
    const bool isMember = m_tokens.is(token - 1, "."_L1) || m_tokens.is(token - 1, "?."_L1);
    if (!m_tokens.isIdentifier(token) && !isMember)
        return m_tokens.is(token, "new"_L1) || m_tokens.is(token, "yield"_L1);
    const bool isKey = m_tokens.is(token + 1, ":"_L1) && m_tokens.touchesPrevious(token + 1);
    const bool isMethod = m_tokens.is(token + 1, "("_L1) && m_functions.opensParameters(token + 1);
    return !isKey && !isMethod;
}

bool CodeShaper::isRestricted(int token) const
{
    return isOneOf(stickyWords, m_tokens.text(token - 1));
}

/// Whether the call that follows a token is made through it.
bool CodeShaper::isCallee(int token) const
{
    int next = token + 1;
    if (m_tokens.is(token, "function"_L1) && !m_tokens.is(token - 1, "."_L1))
        return false;
    if (m_tokens.at(token).kind == JsToken::Kind::String && m_tokens.is(next, "]"_L1))
        ++next;
    // (0, import_x.name)(...), where either name may be the mapped one
    if (m_tokens.is(token - 2, "0"_L1) && m_tokens.is(next, "."_L1) && m_tokens.is(token + 3, ")"_L1))
        next = token + 4;
    else if (m_tokens.is(token - 4, "0"_L1) && m_tokens.is(token - 3, ","_L1) && m_tokens.is(next, ")"_L1))
        next = token + 2;
    if (m_tokens.is(next, "?."_L1))
        ++next;
    return m_tokens.is(next, "("_L1) && m_tokens.touchesPrevious(next) && !m_functions.opensParameters(next);
}

SourceLayout::Line CodeShaper::lineOf(int token) const
{
    while (isOneOf(transparentWords, m_tokens.text(token)) && segment(token + 1))
        ++token;
    const std::optional<qsizetype> offset = originalOffset(token);
    if (!offset)
        return {};
    qsizetype call = -1;
    if (m_tokens.is(token, "new"_L1) &&
        !m_tokens.is(token - 1, "."_L1)) { // k6 puts the call at this word and an undefined name where it stands
        SourceLayout::Line line = lineAt(originalOffset(token + 1).value_or(*offset), *offset);
        line.function = m_functions.owner(token);
        return line;
    }
    if (isCallee(token)) {
        bool crossesCall = false;
        const int before = FunctionScan::chainStart(m_tokens, token, &crossesCall) - 1;
        const bool isConstructor = !crossesCall && m_tokens.is(before, "new"_L1) && originalOffset(before);
        call = isConstructor ? *originalOffset(before) : m_source.callParenthesis(*offset);
    }
    SourceLayout::Line line = lineAt(*offset, call);
    line.function = m_functions.owner(token);
    return line;
}

SourceLayout::Line CodeShaper::lineAt(qsizetype offset, qsizetype callOffset) const
{
    const auto [line, column] = m_source.place(offset);
    SourceLayout::Line entry{line + 1, column + 1, 0, 0, 0, 0};
    if (callOffset >= 0) {
        const auto [callLine, callColumn] = m_source.place(callOffset);
        entry.callLine = callLine + 1;
        entry.callColumn = callColumn + 1;
    }
    return entry;
}

void CodeShaper::nameFunctions(SourceLayout &layout) const
{
    for (const FunctionScan::Function &function : m_functions.functions())
        layout.functions.append(originalName(function));
}

/// The name as the author wrote it: esbuild renames what would collide, and names what has no name.
QString CodeShaper::originalName(const FunctionScan::Function &function) const
{
    const std::optional<qsizetype> offset = function.nameToken < 0 ? std::nullopt : originalOffset(function.nameToken);
    const QStringView name = offset ? m_source.nameAt(*offset) : QStringView();
    const bool isDefault = function.name.contains("_default"_L1) && (name == "default"_L1 || name == "export"_L1);
    if (isDefault)
        return u"default"_s;
    const bool isRenamed =
        !name.isEmpty() && !JsTokens::isReserved(name) && (name.startsWith(u'#') || function.name.startsWith(name));
    return isRenamed ? name.toString() : function.name;
}

void CodeShaper::write(Result &result)
{
    std::stable_sort(m_edits.begin(), m_edits.end(), [](const Edit &a, const Edit &b) {
        return std::tuple(a.token, a.phase, a.order) < std::tuple(b.token, b.phase, b.order);
    });
    SourceLayout &layout = result.layout;
    nameFunctions(layout);
    QString &out = result.code;
    out.reserve(m_code.size() + m_code.size() / 2);
    layout.lines.emplace_back();
    bool lineIsOpen = true; // the line has no entry yet

    const auto copy = [&](qsizetype from, qsizetype to) {
        const QStringView text = QStringView(m_code).sliced(from, to - from);
        const qsizetype breaks = text.count(u'\n');
        layout.lines.resize(layout.lines.size() + static_cast<std::size_t>(breaks));
        lineIsOpen = lineIsOpen || breaks > 0;
        out += text;
    };
    const auto apply = [&](const Edit &change) {
        out += QStringView(change.text).left(std::max(change.breakAt, 0));
        if (change.breakAt >= 0) {
            out += u'\n';
            layout.lines.push_back(change.line);
            lineIsOpen = false;
        }
        out += QStringView(change.text).sliced(std::max(change.breakAt, 0));
    };

    const bool hasHashbang = m_code.startsWith("#!"_L1);
    qsizetype at = hasHashbang ? std::max<qsizetype>(m_code.indexOf(u'\n'), 0) : 0;
    auto next = m_edits.cbegin();
    for (int i = 0; i < m_tokens.size(); ++i) {
        const JsToken &token = m_tokens.at(i);
        copy(at, token.start);
        at = token.end;
        for (; next != m_edits.cend() && next->token == i && next->phase < Phase::Before; ++next)
            apply(*next);
        if (lineIsOpen) {
            layout.lines.back() = lineOf(i);
            lineIsOpen = false;
        }
        bool isReplaced = false;
        int skipTo = i;
        for (; next != m_edits.cend() && next->token == i && next->phase < Phase::After; ++next) {
            apply(*next);
            if (next->phase == Phase::Replace) {
                isReplaced = true;
                skipTo = std::max(i, next->removeThrough);
            }
        }
        if (!isReplaced)
            copy(token.start, token.end);
        for (; next != m_edits.cend() && next->token <= skipTo; ++next) {
            if (next->token == i)
                apply(*next);
        }
        i = skipTo;
        at = m_tokens.at(i).end;
    }
    copy(at, m_code.size());
}

} // namespace sockscope
