// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps V4 from making tail calls.
#include "script/compile/code_shaper.h"

namespace sockscope {

using namespace Qt::StringLiterals;

void CodeShaper::shapeReturn(int token)
{
    if (m_tokens.is(token - 1, "."_L1) || m_tokens.is(token + 1, ";"_L1) || m_tokens.is(token + 1, ":"_L1) ||
        m_functions.function(m_functions.owner(token)).isGenerator)
        return;
    const int begin = token + 1;
    int end = begin;
    while (end < m_tokens.size() && !m_tokens.is(end, ";"_L1) && !m_tokens.is(end, "}"_L1)) {
        const bool opens = m_tokens.is(end, "("_L1) || m_tokens.is(end, "["_L1) || m_tokens.is(end, "{"_L1);
        end = (opens ? m_tokens.partner(end) : end) + 1;
    }
    if (end > begin && !isFunctionOrClass(begin, end) && endsInCall(begin, end))
        wrapTail(begin, end);
}

void CodeShaper::shapeArrowBody(const FunctionScan::Function &function)
{
    if (!isFunctionOrClass(function.body, function.end) && endsInCall(function.body, function.end))
        wrapTail(function.body, function.end);
}

/// Such an expression calls nothing, and in an assignment it would be named after the variable.
bool CodeShaper::isFunctionOrClass(int begin, int end) const
{
    if (const std::uint32_t function = m_functions.beginningAt(begin); function != 0)
        return m_functions.function(function).end == end;
    const int body = m_functions.classBody(begin);
    return body >= 0 && m_tokens.partner(body) + 1 == end;
}

/// Whether the value of an expression may be that of a call in it, which V4 then makes without coming back. Says yes
/// too often rather than not.
bool CodeShaper::endsInCall(int begin, int end) const
{
    for (int i = begin; i < end; ++i) {
        if (const std::uint32_t function = m_functions.beginningAt(i); function != 0) {
            i = m_functions.function(function).end - 1;
            continue;
        }
        const bool isParenthesis = m_tokens.is(i, "("_L1);
        if (!isParenthesis && !m_tokens.is(i, "["_L1) && !m_tokens.is(i, "{"_L1))
            continue;
        const int open = i;
        i = m_tokens.partner(open);
        if (!isParenthesis || (i + 1 != end && !m_tokens.is(i + 1, ":"_L1)))
            continue;
        if (!m_tokens.touchesPrevious(open)) // parentheses for grouping
            return !m_tokens.is(open + 1, "{"_L1);
        bool crossesCall = false;
        const int start = FunctionScan::chainStart(m_tokens, open - 1, &crossesCall);
        // what __async returns is a promise: its caller has nothing to add to a stack
        if (!m_tokens.is(start, "__async"_L1) && (crossesCall || !m_tokens.is(start - 1, "new"_L1)))
            return true;
    }
    return false;
}

void CodeShaper::wrapTail(int begin, int end)
{
    // the outer one of two that begin together is written first, the inner one of two that end together too
    edit(begin, Phase::Wrap, m_keep, -end);
    edit(end - 1, Phase::After, m_yield, -begin);
}

} // namespace sockscope
