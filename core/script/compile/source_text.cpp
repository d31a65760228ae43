// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/source_text.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool isNamePart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$' || c == u'\\' || c.isSurrogate() || c.isMark();
}

} // namespace

SourceText::SourceText(const QString &text)
    : m_text(text)
{
    m_lineStarts.push_back(0);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text.at(i).unicode();
        const bool ends = c == u'\n' || c == u'\u2028' || c == u'\u2029' ||
                          (c == u'\r' && (i + 1 == text.size() || text.at(i + 1) != u'\n'));
        if (ends) // the line ends of ECMAScript 12.3, which is how esbuild counts too
            m_lineStarts.push_back(i + 1);
    }
}

std::optional<qsizetype> SourceText::offset(std::uint32_t line, std::uint32_t column) const
{
    if (line >= m_lineStarts.size())
        return std::nullopt;
    const qsizetype at = m_lineStarts[line] + static_cast<qsizetype>(column);
    return at <= m_text.size() ? std::optional(at) : std::nullopt;
}

std::pair<std::uint32_t, std::uint32_t> SourceText::place(qsizetype offset) const
{
    const auto after = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), offset);
    const auto line = static_cast<std::uint32_t>(std::distance(m_lineStarts.begin(), after)) - 1;
    return {line, static_cast<std::uint32_t>(offset - m_lineStarts[line])};
}

QStringView SourceText::nameAt(qsizetype offset) const
{
    qsizetype end = offset;
    if (end < m_text.size() && m_text.at(end) == u'#')
        ++end;
    while (end < m_text.size() && isNamePart(m_text.at(end)))
        ++end;
    return QStringView(m_text).sliced(offset, end - offset);
}

qsizetype SourceText::skipSpace(qsizetype at) const
{
    const QStringView text(m_text);
    while (at < text.size()) {
        if (text.at(at).isSpace()) {
            ++at;
        } else if (text.sliced(at).startsWith("//"_L1)) {
            at = text.indexOf(u'\n', at);
        } else if (text.sliced(at).startsWith("/*"_L1)) {
            const qsizetype end = text.indexOf("*/"_L1, at + 2);
            at = end < 0 ? -1 : end + 2;
        } else {
            break;
        }
        if (at < 0)
            return text.size();
    }
    return at;
}

qsizetype SourceText::skipTypeArguments(qsizetype at) const
{
    constexpr qsizetype longest = 1000;
    int depth = 0;
    for (qsizetype i = at; i < std::min(m_text.size(), at + longest); ++i) {
        const QChar c = m_text.at(i);
        if (c == u'<')
            ++depth;
        else if (c == u'>' && m_text.at(i - 1) != u'=' && --depth == 0)
            return i + 1;
        else if (c == u';')
            break;
    }
    return at;
}

qsizetype SourceText::callParenthesis(qsizetype offset) const
{
    qsizetype at = offset;
    if (at < m_text.size() && (m_text.at(at) == u'"' || m_text.at(at) == u'\'')) {
        const QChar quote = m_text.at(at);
        at = m_text.indexOf(quote, at + 1) + 1;
        if (at == 0)
            return -1;
    } else {
        at += nameAt(at).size();
    }
    for (;;) {
        at = skipSpace(at);
        if (at >= m_text.size())
            return -1;
        const QChar c = m_text.at(at);
        if (c == u'(')
            return at;
        if (c == u')' || c == u']' || c == u'}' || c == u'!') {
            ++at;
        } else if (c == u'.' || (c == u'?' && at + 1 < m_text.size() && m_text.at(at + 1) == u'.')) {
            at = skipSpace(at + (c == u'.' ? 1 : 2));
            at += nameAt(at).size();
        } else if (c == u'<') {
            const qsizetype end = skipTypeArguments(at);
            if (end == at)
                return -1;
            at = end;
        } else {
            return -1;
        }
    }
}

qsizetype SourceText::bracketBefore(qsizetype offset) const
{
    for (qsizetype at = offset - 1; at >= 0; --at) {
        if (m_text.at(at) == u'[')
            return at;
        if (!m_text.at(at).isSpace())
            break;
    }
    return -1;
}

} // namespace sockscope
