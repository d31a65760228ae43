// SPDX-License-Identifier: GPL-3.0-or-later
// Rest parameters that are patterns.
#include "script/compile/code_shaper.h"

#include <limits>

namespace sockscope {

using namespace Qt::StringLiterals;

/// (...[a, b]) => {...} -> (...r) => { var [a, b] = r; ...}, since V4 leaves a and b undefined.
void CodeShaper::shapeRestPattern(const FunctionScan::Function &function)
{
    if (function.parameters < 0)
        return;
    const int last = m_tokens.partner(function.parameters) - 1;
    if (!m_tokens.is(last, "]"_L1) && !m_tokens.is(last, "}"_L1))
        return;
    const int first = m_tokens.partner(last);
    if (!m_tokens.is(first - 1, "..."_L1))
        return;
    const QString name = m_names.rest + QString::number(++m_rests);
    const QString pattern =
        m_code.mid(m_tokens.at(first).start, m_tokens.at(last).end - m_tokens.at(first).start).replace(u'\n', u' ');
    edit(first, Phase::Replace, name);
    m_edits.back().removeThrough = last;
    const QString declaration = u" var "_s + pattern + u" = "_s + name + u';';
    if (m_tokens.is(function.body, "{"_L1)) {
        edit(function.body, Phase::After, declaration);
        return;
    }
    // around everything that begins and ends together with the body
    edit(function.body, Phase::Wrap, u'{' + declaration + u" return ("_s, std::numeric_limits<int>::min());
    edit(function.end - 1, Phase::After, u"); }"_s, -function.body + 1);
}

} // namespace sockscope
