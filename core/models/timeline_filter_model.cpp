// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline_filter_model.h"

#include "models/timeline_model.h"
#include "output/record_text.h"

#include <algorithm>
#include <utility>

namespace sockscope {

TimelineFilterModel::TimelineFilterModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    connect(this, &QAbstractItemModel::rowsInserted, this, &TimelineFilterModel::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &TimelineFilterModel::countChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &TimelineFilterModel::countChanged);
}

void TimelineFilterModel::setSocket(quint32 socket)
{
    if (std::exchange(m_socket, socket) != socket)
        refilter();
}

void TimelineFilterModel::setDirection(int direction)
{
    if (std::exchange(m_direction, direction) != direction)
        refilter();
}

QStringList TimelineFilterModel::kinds() const
{
    QStringList names;
    for (const int kind : m_kinds)
        names.append(recordKindName(static_cast<RecordKind>(kind)));
    std::sort(names.begin(), names.end());
    return names;
}

void TimelineFilterModel::setKinds(const QStringList &names)
{
    QSet<int> kinds;
    for (const auto &name : names)
        if (const auto kind = recordKindOf(name))
            kinds.insert(static_cast<int>(*kind));
    if (std::exchange(m_kinds, kinds) != kinds)
        refilter();
}

void TimelineFilterModel::refilter()
{
    invalidateFilter();
    Q_EMIT filterChanged();
}

int TimelineFilterModel::rowOf(qint64 offset) const
{
    const auto *timeline = qobject_cast<const TimelineModel *>(sourceModel());
    const int row = timeline ? timeline->rowOf(offset) : -1;
    return row < 0 ? -1 : mapFromSource(timeline->index(row)).row();
}

bool TimelineFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto index = sourceModel()->index(row, 0, parent);
    const auto number = [&](int role) { return index.data(role).toUInt(); };
    if (m_socket != 0 && number(TimelineModel::SocketRole) != m_socket)
        return false;
    if (m_direction != TimelineModel::NoDirection &&
        static_cast<int>(number(TimelineModel::DirectionRole)) != m_direction)
        return false;
    return m_kinds.isEmpty() || m_kinds.contains(static_cast<int>(number(TimelineModel::KindRole)));
}

} // namespace sockscope
