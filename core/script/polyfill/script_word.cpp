// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/script_word.h"

#include <algorithm>
#include <array>

namespace sockscope {

namespace {

bool isNothing(QStringView argument)
{
    static constexpr std::array<QStringView, 4> nothing{u"null", u"undefined", u"void 0", u")"};
    return std::any_of(nothing.begin(), nothing.end(),
                       [argument](QStringView text) { return argument.startsWith(text); });
}

// What follows the first comma of the call that opens at the beginning; null where the call has one argument. Strings
// are passed over; a regular expression with a parenthesis is not understood, then there is no end and so a comma
// somewhere.
QStringView secondArgument(QStringView call)
{
    int depth = 0;
    char16_t quote = 0;
    for (qsizetype i = 0; i < call.size(); ++i) {
        const char16_t c = call[i].unicode();
        if (c == u'\\')
            ++i;
        else if (quote != 0)
            quote = c == quote ? u'\0' : quote;
        else if (ScriptWord::isQuote(c))
            quote = c;
        else if (c == u'(' || c == u'[' || c == u'{')
            ++depth;
        else if ((c == u')' || c == u']' || c == u'}') && --depth == 0)
            return {};
        else if (c == u',' && depth == 1)
            return call.sliced(i + 1).trimmed();
    }
    return call;
}

} // namespace

qsizetype ScriptWord::skip(qsizetype at) const
{
    while (at < m_source.size() && m_source[at].isSpace())
        ++at;
    return at;
}

char16_t ScriptWord::after(int offset) const
{
    qsizetype at = skip(m_end);
    while (offset-- > 0)
        at = skip(at + 1);
    return at < m_source.size() ? m_source[at].unicode() : u'\0';
}

char16_t ScriptWord::before() const
{
    qsizetype at = m_begin;
    while (at > 0 && m_source[at - 1].isSpace())
        --at;
    return at > 0 ? m_source[at - 1].unicode() : u'\0';
}

QStringView ScriptWord::wordBefore() const
{
    qsizetype end = m_begin;
    while (end > 0 && (m_source[end - 1].isSpace() || m_source[end - 1] == u'.'))
        --end;
    qsizetype begin = end;
    while (begin > 0 && isPart(m_source[begin - 1]))
        --begin;
    return m_source.sliced(begin, end - begin);
}

bool ScriptWord::isFollowedBy(QStringView wanted) const
{
    qsizetype at = m_end;
    for (const QChar c : wanted) {
        at = skip(at);
        if (at >= m_source.size() || m_source[at++] != c)
            return false;
    }
    return true;
}

bool ScriptWord::callsWithSecondArgument(QStringView method) const
{
    if (!isFollowedBy(u".") || !ScriptWord(m_source, m_end, skip(m_end) + 1).isFollowedBy(method))
        return false;
    const qsizetype open = skip(m_source.indexOf(method, m_end) + method.size());
    if (open >= m_source.size() || m_source[open] != u'(')
        return true;
    const QStringView second = secondArgument(m_source.sliced(open));
    return !second.isNull() && !isNothing(second);
}

} // namespace sockscope
