// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_query_terms.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

/// Reads one term after the other from the line.
class Splitter
{
public:
    explicit Splitter(const QString &line)
        : m_line(line)
    {
    }

    bool next(TimelineQueryTerm *term)
    {
        while (m_at < m_line.size() && m_line[m_at].isSpace())
            ++m_at;
        if (m_at == m_line.size())
            return false;
        *term = {};
        term->position = static_cast<int>(m_at);
        term->negated = take(u"-"_s);
        readKey(term);
        readValue(term);
        term->length = static_cast<int>(m_at) - term->position;
        return true;
    }

private:
    bool take(const QString &text)
    {
        if (!QStringView(m_line).sliced(m_at).startsWith(text))
            return false;
        m_at += text.size();
        return true;
    }

    void readKey(TimelineQueryTerm *term)
    {
        static const QStringList keys{u"hex"_s,    u"kind"_s, u"dir"_s, u"state"_s,
                                      u"socket"_s, u"size"_s, u"vu"_s,  u"line"_s};
        static const QStringList comparisons{u":"_s, u">="_s, u"<="_s, u">"_s, u"<"_s, u"="_s};
        auto end = m_at;
        while (end < m_line.size() && m_line[end].isLetter())
            ++end;
        const QString key = m_line.sliced(m_at, end - m_at).toLower();
        if (!keys.contains(key))
            return;
        const auto start = std::exchange(m_at, end);
        for (const auto &comparison : comparisons) {
            const bool isOrder = comparison != u":"_s && (key == u"hex"_s || key == u"kind"_s || key == u"dir"_s);
            if (isOrder || !take(comparison))
                continue;
            term->key = key;
            term->comparison = comparison;
            return;
        }
        m_at = start;
    }

    void readValue(TimelineQueryTerm *term)
    {
        if (take(u"\""_s)) {
            term->quoted = true;
            return readQuoted(term);
        }
        const auto start = m_at;
        while (m_at < m_line.size() && !m_line[m_at].isSpace())
            ++m_at;
        term->value = m_line.sliced(start, m_at - start);
    }

    void readQuoted(TimelineQueryTerm *term)
    {
        while (m_at < m_line.size()) {
            if (take(u"\"\""_s))
                term->value += u'"';
            else if (take(u"\""_s))
                return;
            else
                term->value += m_line[m_at++];
        }
        term->closed = false;
    }

    const QString &m_line;
    qsizetype m_at = 0;
};

} // namespace

QList<TimelineQueryTerm> timelineQueryTerms(const QString &line)
{
    QList<TimelineQueryTerm> terms;
    Splitter splitter(line);
    for (TimelineQueryTerm term; splitter.next(&term);)
        terms.append(term);
    return terms;
}

} // namespace sockscope
