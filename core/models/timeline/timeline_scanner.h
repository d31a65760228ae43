// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline/timeline_query.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

#include <atomic>

namespace sockscope {

/// What a TimelineScanner is to look through. Numbers are those of TimelineModel: records that have a row, from 0.
struct TimelineScan
{
    int id = 0;
    QString path;
    qint64 from = 0; ///< offset of the first record
    qint64 number = 0;
    TimelineQuery query;
    bool matchCase = false;
    QHash<quint32, QString> files; ///< names of scripts by id, as far as they are known
};

/// Looks through a journal's bytes for the records of a query. Lives on a thread of its own and reads the file by
/// itself, so it shares nothing with the models but the two numbers below. Signals carry the scan's id: what belongs to
/// an earlier one is to be dropped.
class TimelineScanner : public QObject
{
    Q_OBJECT
public:
    /// Any thread: ends a running scan with an id other than this one.
    void setWanted(int id) { m_wanted = id; }
    /// Any thread: scans go up to the record at this offset and no further.
    void setEnd(qint64 lastOffset) { m_end = lastOffset; }

public Q_SLOTS:
    /// Scans up to the end; the same scan goes on from there when it is started again.
    void start(const sockscope::TimelineScan &scan);

Q_SIGNALS:
    /// Matches in order, none more than once; all records below `next` have been looked at.
    void found(int id, const QList<quint32> &numbers, qint64 next);
    void finished(int id, qint64 lastOffset); ///< all up to this end were looked at
    void failed(int id, const QString &sentence);

private:
    [[nodiscard]] bool isWanted() const { return m_wanted == m_scan.id; }
    void scanTo(qint64 lastOffset);

    std::atomic<int> m_wanted = 0;
    std::atomic<qint64> m_end = -1;
    TimelineScan m_scan; ///< advances
};

} // namespace sockscope
