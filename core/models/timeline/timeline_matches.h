// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/records/bounded_rows.h"
#include "models/records/mapped_allocator.h"
#include "models/timeline/timeline_model.h"
#include "models/timeline/timeline_query.h"

#include <QObject>
#include <QThread>
#include <QTimer>

namespace sockscope {

class TimelineScanner;

/// The records of a timeline for which a query holds, in order, by number (TimelineModel), 4 bytes each; none is kept
/// for a query that holds for all. Fixed fields are looked at in short slices on this thread, bytes on a thread of its
/// own; what is appended to the timeline is looked at as it comes. A timeline of more than 2^32 records is beyond it.
class TimelineMatches : public QObject
{
    Q_OBJECT
public:
    /// `source` must outlive this.
    explicit TimelineMatches(TimelineModel &source, QObject *parent = nullptr);
    ~TimelineMatches() override;

    /// Forgets all matches and looks anew; what can be found within a slice is there when it returns. Emits no signal
    /// of the rows.
    void setQuery(const TimelineQuery &query, bool matchCase);
    [[nodiscard]] bool isAll() const { return m_isAll; } ///< the query holds for every record

    [[nodiscard]] int count() const;
    [[nodiscard]] qint64 number(int index) const;                  ///< of the record, grows with the index
    [[nodiscard]] int indexAtOrBehind(qint64 number) const;        ///< the first match with this number or a higher one
    [[nodiscard]] int rowOf(int index) const;                      ///< row of the timeline
    [[nodiscard]] qint64 searched() const;                         ///< records with lower numbers were looked at
    [[nodiscard]] bool isBusy() const;                             ///< some weren't
    [[nodiscard]] double progress() const;                         ///< 0 to 1
    [[nodiscard]] const QString &error() const { return m_error; } ///< a sentence where the journal can't be read

Q_SIGNALS:
    void added();                       ///< count() has grown at its end, or more was looked at
    void aboutToRemoveFirst(int count); ///< the timeline drops its oldest rows
    void removedFirst(int count);
    void busyChanged();

private:
    void connectSource();
    void onAppended();
    void processSlice();
    void scan();
    void onFound(int id, const QList<quint32> &numbers, qint64 next);
    void onFinished(int id, qint64 lastOffset);
    void startScanner();
    void forget();
    void updateBusy();
    [[nodiscard]] qint64 dropped() const { return m_source.droppedRows(); }
    [[nodiscard]] qint64 end() const { return dropped() + m_source.count(); }

    TimelineModel &m_source;
    TimelineQuery m_query;
    bool m_matchCase = false;
    bool m_isAll = true;
    BoundedRows<quint32, 16, MappedAllocator<quint32>> m_numbers;
    qint64 m_next = 0; ///< the record to look at next
    QTimer m_slices;
    QThread m_thread;
    TimelineScanner *m_scanner = nullptr; ///< lives on m_thread, which deletes it
    int m_scanId = 0;
    bool m_isScanning = false;
    bool m_wasBusy = false;
    QString m_error;
};

} // namespace sockscope
