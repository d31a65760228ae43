// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sockets/sockets_model.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace sockscope {

void SocketsModel::apply(const QList<Record> &records)
{
    insertNew(records);
    int openCount = m_openCount;
    int first = count();
    int last = -1;
    for (const auto &record : records) {
        const int number = record.socket == 0 ? -1 : rowOf(record.socket);
        if (number < 0)
            continue;
        auto &state = m_rows[static_cast<std::size_t>(number)];
        const bool wasOpen = state.constData()->state == JournalState::Open;
        state->apply(record);
        openCount += (state.constData()->state == JournalState::Open ? 1 : 0) - (wasOpen ? 1 : 0);
        first = std::min(first, number);
        last = std::max(last, number);
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first), index(last));
    setOpenCount(openCount);
}

void SocketsModel::setOpenCount(int openCount)
{
    if (std::exchange(m_openCount, openCount) != openCount)
        Q_EMIT openCountChanged();
}

void SocketsModel::insertNew(const QList<Record> &records)
{
    SocketStates added;
    QSet<std::uint32_t> seen;
    auto last = m_lastSocket;
    for (const auto &record : records) {
        // Several virtual users may journal their new sockets out of order. An old number without a row is one that was
        // dropped.
        const bool isNew = m_dropped == 0 || record.socket > m_lastSocket || record.kind == RecordKind::SocketCreated;
        if (record.socket == 0 || !isNew || m_rowOf.contains(record.socket) || seen.contains(record.socket))
            continue;
        seen.insert(record.socket);
        last = std::max(last, record.socket);
        added.emplace_back(new SocketState(SocketState::firstSeen(record)));
    }
    m_lastSocket = last;
    if (added.empty())
        return;
    if (const int excess = count() + static_cast<int>(added.size()) - m_limit; excess > 0)
        dropClosed(std::max(excess, m_limit / 10));
    beginInsertRows({}, count(), count() + static_cast<int>(added.size()) - 1);
    for (auto &state : added) {
        m_rowOf.insert(state.constData()->socket, count());
        m_rows.push_back(std::move(state));
    }
    endInsertRows();
    Q_EMIT countChanged();
}

/// Removes the oldest closed sockets, in runs; live ones stay, however many they are.
void SocketsModel::dropClosed(int atLeast)
{
    const auto isClosed = [this](int number) { return row(number).state == JournalState::Destroyed; };
    for (int number = 0; number < count() && atLeast > 0;) {
        int end = number;
        while (end < count() && end - number < atLeast && isClosed(end))
            ++end;
        if (end == number) {
            ++number;
            continue;
        }
        beginRemoveRows({}, number, end - 1);
        m_rows.erase(m_rows.begin() + number, m_rows.begin() + end);
        endRemoveRows();
        m_dropped += end - number;
        atLeast -= end - number;
    }
    rebuildRowOf();
}

void SocketsModel::rebuildRowOf()
{
    m_rowOf.clear();
    for (int number = 0; number < count(); ++number)
        m_rowOf.insert(row(number).socket, number);
}

void SocketsModel::show(const SocketStates &states)
{
    const auto isSame = [](const auto &a, const auto &b) { return a.constData()->socket == b.constData()->socket; };
    const auto [mine, theirs] = std::ranges::mismatch(m_rows, states, isSame);
    const auto kept = static_cast<int>(mine - m_rows.begin());
    if (kept < count()) {
        beginRemoveRows({}, kept, count() - 1);
        m_rows.erase(mine, m_rows.end());
        endRemoveRows();
    }
    std::copy_n(states.begin(), kept, m_rows.begin());
    if (kept > 0)
        Q_EMIT dataChanged(index(0), index(kept - 1));
    if (theirs != states.end()) {
        beginInsertRows({}, kept, static_cast<int>(states.size()) - 1);
        m_rows.insert(m_rows.end(), theirs, states.end());
        endInsertRows();
    }
    rebuildRowOf();
    Q_EMIT countChanged();
    setOpenCount(static_cast<int>(std::ranges::count_if(
        m_rows, [](const auto &state) { return state.constData()->state == JournalState::Open; })));
}

void SocketsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_rowOf.clear();
    m_dropped = 0;
    m_lastSocket = 0;
    endResetModel();
    Q_EMIT countChanged();
    setOpenCount(0);
}

} // namespace sockscope
