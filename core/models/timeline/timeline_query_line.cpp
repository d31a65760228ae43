// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_query_line.h"

namespace sockscope {

TimelineQueryLine::Change TimelineQueryLine::setText(const QString &text)
{
    if (text == m_text)
        return Change::None;
    m_text = text;
    TimelineQuery::Problem problem;
    const auto query = TimelineQuery::parse(text, &problem);
    m_problem = problem.sentence;
    if (problem || query == m_query)
        return Change::Text;
    m_query = query;
    return Change::Query;
}

} // namespace sockscope
