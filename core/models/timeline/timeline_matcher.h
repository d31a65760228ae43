// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline/timeline_query.h"

#include <QByteArrayView>

#include <vector>

namespace sockscope {

/// Asks one record after the other whether a query holds for it, bytes and all. Letter case is ignored for ASCII
/// letters only: what bytes mean otherwise isn't known. Not thread-safe, one a thread.
class TimelineMatcher
{
public:
    TimelineMatcher(const TimelineQuery &query, bool matchCase);

    /// The whole bytes of a record as they stand in the journal; false where they are none.
    [[nodiscard]] bool matches(QByteArrayView record);

private:
    [[nodiscard]] bool holds(const TimelineQuery::Needle &needle, QByteArrayView cause, QByteArrayView payload,
                             QByteArrayView words);
    [[nodiscard]] bool contains(QByteArrayView bytes, const TimelineQuery::Needle &needle);
    [[nodiscard]] bool containsFolded(QByteArrayView bytes, QByteArrayView needle);

    TimelineQuery m_query;
    QList<TimelineQuery::Needle> m_needles;
    bool m_matchCase;
    std::vector<char> m_folded;
};

} // namespace sockscope
