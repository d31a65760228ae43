// SPDX-License-Identifier: GPL-3.0-or-later
#include "row_window.h"

#include <utility>

namespace sockscope {

void RowWindow::setSource(QAbstractItemModel *source)
{
    if (source == m_source)
        return;
    if (m_source)
        m_source->disconnect(this);
    beginResetModel(); // the roles may be others
    m_source = source;
    m_shown = 0;
    endResetModel();
    connectSource();
    reset();
    Q_EMIT sourceChanged();
}

void RowWindow::connectSource()
{
    if (!m_source)
        return;
    connect(m_source, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onInserted(first, last); });
    connect(m_source, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRemoved(first, last); });
    connect(m_source, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to) { onChanged(from.row(), to.row()); });
    connect(m_source, &QAbstractItemModel::modelReset, this, &RowWindow::reset);
    connect(m_source, &QObject::destroyed, this, &RowWindow::reset);
}

void RowWindow::reset()
{
    updateTotal();
    setUnseen(0);
    if (std::exchange(m_follow, m_isLive) != m_isLive)
        Q_EMIT followChanged();
    moveTo(m_isLive ? lastFirst() : 0);
    if (m_shown > 0) // as many rows as before may be other ones
        Q_EMIT dataChanged(index(0), index(m_shown - 1));
}

void RowWindow::onInserted(int first, int last)
{
    updateTotal();
    if (m_follow) {
        moveTo(lastFirst());
        return;
    }
    setUnseen(m_unseen + last - first + 1);
    moveTo(first <= m_first && first < m_total - (last - first + 1) ? m_first + last - first + 1 : m_first);
}

void RowWindow::onRemoved(int first, int last)
{
    updateTotal();
    const int before = std::max(0, std::min(last + 1, m_first) - first); // removed above the window
    moveTo(m_follow ? lastFirst() : std::min(m_first - before, lastFirst()));
}

void RowWindow::onChanged(int first, int last)
{
    const int from = std::max(first - m_first, 0);
    const int to = std::min(last - m_first, m_shown - 1);
    if (from <= to)
        Q_EMIT dataChanged(index(from), index(to));
}

void RowWindow::setSize(int size)
{
    if (size == m_size)
        return;
    m_size = size;
    moveTo(m_follow ? lastFirst() : std::min(m_first, lastFirst()));
    Q_EMIT sizeChanged();
}

void RowWindow::setFirst(int first)
{
    const int bounded = std::clamp(first, 0, lastFirst());
    moveTo(bounded);
    setFollow(m_isLive && bounded == lastFirst());
}

void RowWindow::setLive(bool live)
{
    if (std::exchange(m_isLive, live) == live)
        return;
    reset();
    Q_EMIT liveChanged();
}

void RowWindow::setFollow(bool follow)
{
    if (follow) {
        setUnseen(0);
        moveTo(lastFirst());
    }
    if (std::exchange(m_follow, follow) != follow)
        Q_EMIT followChanged();
}

void RowWindow::moveTo(int first)
{
    const bool moved = std::exchange(m_first, first) != first;
    showRows();
    if (moved && m_shown > 0)
        Q_EMIT dataChanged(index(0), index(m_shown - 1));
    if (moved)
        Q_EMIT firstChanged();
}

/// Makes views know of as many rows as there are to show.
void RowWindow::showRows()
{
    const int shown = std::clamp(m_total - m_first, 0, m_size);
    if (shown > m_shown) {
        beginInsertRows({}, m_shown, shown - 1);
        m_shown = shown;
        endInsertRows();
    } else if (shown < m_shown) {
        beginRemoveRows({}, shown, m_shown - 1);
        m_shown = shown;
        endRemoveRows();
    }
}

void RowWindow::updateTotal()
{
    const int total = m_source ? m_source->rowCount() : 0;
    if (std::exchange(m_total, total) != total)
        Q_EMIT totalChanged();
}

void RowWindow::setUnseen(int unseen)
{
    if (std::exchange(m_unseen, unseen) != unseen)
        Q_EMIT unseenChanged();
}

int RowWindow::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_shown;
}

QVariant RowWindow::data(const QModelIndex &index, int role) const
{
    if (!m_source || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return m_source->data(m_source->index(m_first + index.row(), 0), role);
}

QHash<int, QByteArray> RowWindow::roleNames() const
{
    return m_source ? m_source->roleNames() : QHash<int, QByteArray>();
}

} // namespace sockscope
