// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_view.h"

#include <utility>

namespace sockscope {

static_assert(static_cast<int>(TimelineView::Uint8Array) == static_cast<int>(TimelineCopy::Uint8Array));

TimelineView::TimelineView(TimelineModel &timeline, QObject *parent)
    : QObject(parent)
    , m_rows(timeline, &m_annotations)
    , m_search(m_rows)
    , m_selection(m_rows)
{
    connect(&m_annotations, &Annotations::problemChanged, this, [this] { setNotice(m_annotations.problem()); });
}

void TimelineView::setCursor(SessionCursor *cursor)
{
    if (cursor == m_cursor)
        return;
    if (m_cursor)
        m_cursor->disconnect(this);
    m_cursor = cursor;
    if (cursor) {
        connect(cursor, &SessionCursor::recordChanged, this, &TimelineView::recordChanged);
        connect(cursor, &SessionCursor::instantChanged, this, [this] { m_rows.setInstant(m_cursor->instant()); });
    }
    m_rows.setInstant(cursor ? cursor->instant() : TimelineFilterModel::Latest);
    Q_EMIT cursorChanged();
    Q_EMIT recordChanged();
}

int TimelineView::recordRow() const
{
    return hasRecord() ? m_rows.rowOf(m_cursor->record()) : -1;
}

int TimelineView::rowNearRecord() const
{
    return hasRecord() ? m_rows.rowNear(m_cursor->record()) : -1;
}

void TimelineView::selectRecordOf(int row)
{
    if (m_cursor && row >= 0 && row < m_rows.count())
        m_cursor->selectRecord(m_rows.offsetAt(row), m_rows.socketAt(row));
}

QString TimelineView::copied(Format format)
{
    const auto result = TimelineCopy::copy(m_rows, m_selection.ranges(), static_cast<TimelineCopy::Format>(format));
    setNotice(result.notice);
    return result.text;
}

void TimelineView::toggleMarks()
{
    if (m_selection.count() > Annotations::MaxRecords) {
        setNotice(tr("%1 rows are selected, and a session keeps marks and notes of %2 records: select fewer.")
                      .arg(m_selection.count())
                      .arg(Annotations::MaxRecords));
        return;
    }
    QList<qint64> offsets;
    for (const auto &range : m_selection.ranges())
        for (int row = range.first; row <= range.last; ++row)
            offsets.append(m_rows.offsetAt(row));
    if (!offsets.isEmpty())
        m_annotations.toggleMarks(offsets);
}

int TimelineView::nextAnnotated(int row) const
{
    for (auto offset = m_annotations.next(m_rows.offsetAt(row)); offset >= 0; offset = m_annotations.next(offset))
        if (const int found = m_rows.rowOf(offset); found >= 0)
            return found;
    return -1;
}

int TimelineView::previousAnnotated(int row) const
{
    for (auto offset = m_annotations.previous(m_rows.offsetAt(row)); offset >= 0;
         offset = m_annotations.previous(offset))
        if (const int found = m_rows.rowOf(offset); found >= 0)
            return found;
    return -1;
}

void TimelineView::clear()
{
    m_selection.clear();
    m_annotations.clear();
    setNotice({});
}

void TimelineView::setNotice(const QString &notice)
{
    if (std::exchange(m_notice, notice) != notice)
        Q_EMIT noticeChanged();
}

} // namespace sockscope
