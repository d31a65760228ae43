// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace sockscope {

/// A word in the text of a script, and what stands around it; white space does not count.
class ScriptWord
{
public:
    ScriptWord(QStringView source, qsizetype begin, qsizetype end)
        : m_source(source)
        , m_begin(begin)
        , m_end(end)
    {
    }

    [[nodiscard]] QStringView text() const { return m_source.sliced(m_begin, m_end - m_begin); }
    /// The character `offset` places behind the word; 0 at the end of the text.
    [[nodiscard]] char16_t after(int offset = 0) const;
    [[nodiscard]] char16_t before() const;
    /// The word in front, across dots: `Array` for the `from` of `Array.from`.
    [[nodiscard]] QStringView wordBefore() const;
    [[nodiscard]] bool isFollowedBy(QStringView wanted) const;
    /// Whether this is `owner.method(a, b)` with a second argument that is not null or undefined, where this word is
    /// the owner. True also where that can't be seen.
    [[nodiscard]] bool callsWithSecondArgument(QStringView method) const;

    [[nodiscard]] static bool isPart(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$'; }
    [[nodiscard]] static bool isQuote(char16_t c) { return c == u'"' || c == u'\'' || c == u'`'; }

private:
    [[nodiscard]] qsizetype skip(qsizetype at) const;

    QStringView m_source;
    qsizetype m_begin;
    qsizetype m_end;
};

} // namespace sockscope
