// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_query.h"

#include "export/record_text.h"
#include "models/timeline/timeline_query_terms.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sockscope {

TimelineQuery::TimelineQuery()
{
    m_kinds.set();
    m_states.set();
}

bool TimelineQuery::isEmpty() const
{
    return *this == TimelineQuery();
}

TimelineQuery TimelineQuery::operator&(const TimelineQuery &other) const
{
    TimelineQuery both = *this;
    both.m_kinds &= other.m_kinds;
    both.m_states &= other.m_states;
    both.m_numbers.insert(both.m_numbers.end(), other.m_numbers.begin(), other.m_numbers.end());
    both.m_needles += other.m_needles;
    return both;
}

bool TimelineQuery::acceptsFields(const TimelineFields &fields) const
{
    if (!m_kinds[static_cast<std::uint8_t>(fields.kind)] || !m_states[static_cast<std::uint8_t>(fields.stateAfter)])
        return false;
    for (const auto &term : m_numbers)
        if (!holds(term, fields))
            return false;
    return true;
}

bool TimelineQuery::namesFiles() const
{
    return std::any_of(m_numbers.begin(), m_numbers.end(), [](const NumberTerm &term) {
        return std::any_of(term.anyOf.begin(), term.anyOf.end(),
                           [](const Range &range) { return !range.file.isEmpty(); });
    });
}

/// "lib.js" is each file of this name, "a/lib.js" each in a folder a.
bool TimelineQuery::isFile(QStringView path, const QString &named)
{
    if (named.isEmpty() || path == named)
        return true;
    return path.endsWith(named) && !named.startsWith(u'/') && path.chopped(named.size()).endsWith(u'/');
}

bool TimelineQuery::holds(const NumberTerm &term, const TimelineFields &fields)
{
    const std::uint32_t number = term.field == Field::Size     ? fields.size
                                 : term.field == Field::Socket ? fields.socket
                                 : term.field == Field::Vu     ? fields.vu
                                                               : fields.line;
    for (const auto &range : term.anyOf)
        if (number >= range.first && number <= range.last && isFile(fields.file, range.file))
            return !term.negated;
    return term.negated;
}

bool TimelineQuery::hasTerm(const QString &line, const QString &term)
{
    const auto terms = timelineQueryTerms(line);
    return std::any_of(terms.begin(), terms.end(),
                       [&](const auto &each) { return line.sliced(each.position, each.length) == term; });
}

QString TimelineQuery::toggled(const QString &line, const QString &term)
{
    QStringList parts;
    for (const auto &each : timelineQueryTerms(line))
        if (each.negated || (each.key != u"dir"_s && each.key != u"kind"_s))
            parts.append(line.sliced(each.position, each.length));
    if (!hasTerm(line, term))
        parts.append(term);
    return parts.join(u' ');
}

} // namespace sockscope
