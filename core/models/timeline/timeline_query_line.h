// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline/timeline_query.h"

namespace sockscope {

/// A query as a person types it: the text, and what it asks for. A text that can't be understood keeps the query that
/// was asked before, and tells why.
class TimelineQueryLine
{
public:
    enum class Change {
        None,
        Text,  ///< it reads otherwise and asks for the same
        Query, ///< it asks for something else
    };
    Change setText(const QString &text);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] const TimelineQuery &query() const { return m_query; } ///< the last that could be understood
    /// Why the text can't be understood, a sentence; `other` where it can.
    [[nodiscard]] QString problemOr(const QString &other) const { return m_problem.isEmpty() ? other : m_problem; }

private:
    QString m_text;
    TimelineQuery m_query;
    QString m_problem;
};

} // namespace sockscope
