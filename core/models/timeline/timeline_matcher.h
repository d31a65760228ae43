// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline/timeline_query.h"

#include <QByteArrayView>
#include <QHash>

#include <vector>

namespace sockscope {

/// Asks one record after the other whether a query holds for it, bytes and all. Letter case is ignored for ASCII
/// letters only: what bytes mean otherwise isn't known. Not thread-safe, one a thread.
class TimelineMatcher
{
public:
    /// `files`: names of scripts by their id in the journal; those that stand further on are learned.
    TimelineMatcher(const TimelineQuery &query, bool matchCase, const QHash<quint32, QString> &files = {});

    void learnFile(QByteArrayView record); ///< a FileName record

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
    bool m_namesFiles;
    QHash<quint32, QString> m_files; ///< paths; empty where nobody asks
    std::vector<char> m_folded;
};

} // namespace sockscope
