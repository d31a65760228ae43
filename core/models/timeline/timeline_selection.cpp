// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_selection.h"

#include <algorithm>

namespace sockscope {

TimelineSelection::TimelineSelection(QAbstractItemModel &rows, QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_model(&rows)
{
    connect(&m_model, &QItemSelectionModel::selectionChanged, this, &TimelineSelection::onChanged);
    connect(&rows, &QAbstractItemModel::modelReset, this, &TimelineSelection::onChanged);
    connect(&rows, &QAbstractItemModel::rowsRemoved, this, &TimelineSelection::onChanged);
}

void TimelineSelection::onChanged()
{
    ++m_revision;
    Q_EMIT changed();
}

int TimelineSelection::count() const
{
    int rows = 0;
    for (const auto &range : m_model.selection())
        rows += range.height();
    return rows;
}

QList<TimelineSelection::Range> TimelineSelection::ranges() const
{
    QList<Range> ranges;
    for (const auto &range : m_model.selection())
        if (range.isValid())
            ranges.append({range.top(), range.bottom()});
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.first < b.first; });
    return ranges;
}

bool TimelineSelection::contains(int row) const
{
    const auto selection = m_model.selection();
    return std::any_of(selection.begin(), selection.end(),
                       [row](const auto &range) { return row >= range.top() && row <= range.bottom(); });
}

void TimelineSelection::select(int from, int to, QItemSelectionModel::SelectionFlags flags)
{
    const int last = m_rows.rowCount() - 1;
    if (last < 0)
        return clear();
    const auto at = [&](int row) { return m_rows.index(std::clamp(row, 0, last), 0); };
    m_model.select(QItemSelection(at(std::min(from, to)), at(std::max(from, to))), flags);
}

void TimelineSelection::selectOnly(int row)
{
    select(row, row, QItemSelectionModel::ClearAndSelect);
}

void TimelineSelection::toggle(int row)
{
    select(row, row, QItemSelectionModel::Toggle);
}

void TimelineSelection::selectRange(int from, int to)
{
    select(from, to, QItemSelectionModel::ClearAndSelect);
}

void TimelineSelection::selectAll()
{
    select(0, m_rows.rowCount() - 1, QItemSelectionModel::ClearAndSelect);
}

void TimelineSelection::clear()
{
    m_model.clearSelection();
}

} // namespace sockscope
