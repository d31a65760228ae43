// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sockets_model.h"

#include "log/visible_text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qsizetype MaxTextChars = 1000; // of a name, an error: what comes from elsewhere is bounded

QString shown(const QByteArray &payload)
{
    return visibleBytes(payload, MaxTextChars);
}

/// A text of a JSON payload, for a label.
QString shown(const QJsonValue &value)
{
    return visibleText(value.toString().left(MaxTextChars));
}

QJsonObject objectOf(const Record &record)
{
    constexpr qsizetype maxJsonBytes = 64 << 10;
    return QJsonDocument::fromJson(record.payload.left(maxJsonBytes)).object();
}

} // namespace

void SocketsModel::apply(const QList<Record> &records)
{
    const int openBefore = m_openCount;
    insertNew(records);
    int first = count();
    int last = -1;
    for (const auto &record : records) {
        const int row = record.socket == 0 ? -1 : rowOf(record.socket);
        if (row < 0)
            continue;
        applyTo(m_rows[static_cast<std::size_t>(row)], record);
        first = std::min(first, row);
        last = std::max(last, row);
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first), index(last));
    if (m_openCount != openBefore)
        Q_EMIT openCountChanged();
}

void SocketsModel::insertNew(const QList<Record> &records)
{
    std::vector<Row> added;
    QSet<std::uint32_t> seen;
    auto last = m_lastSocket;
    for (const auto &record : records) {
        // Several virtual users may journal their new sockets out of order. An old number without a row is one that was
        // dropped.
        const bool isNew = m_dropped == 0 || record.socket > m_lastSocket || record.kind == RecordKind::SocketCreated;
        if (record.socket == 0 || !isNew || m_rowOf.contains(record.socket) || seen.contains(record.socket))
            continue;
        Row row;
        row.socket = record.socket;
        row.vu = record.vu;
        row.iteration = record.iteration;
        row.createdAt = row.stateSince = record.timeNs;
        seen.insert(record.socket);
        last = std::max(last, record.socket);
        added.push_back(std::move(row));
    }
    m_lastSocket = last;
    if (added.empty())
        return;
    if (const int excess = count() + static_cast<int>(added.size()) - m_limit; excess > 0)
        dropClosed(std::max(excess, m_limit / 10));
    beginInsertRows({}, count(), count() + static_cast<int>(added.size()) - 1);
    for (auto &row : added) {
        m_rowOf.insert(row.socket, count());
        m_rows.push_back(std::move(row));
    }
    endInsertRows();
    Q_EMIT countChanged();
}

/// Removes the oldest closed sockets, in runs; live ones stay, however many they are.
void SocketsModel::dropClosed(int atLeast)
{
    const auto isClosed = [this](int row) {
        return m_rows[static_cast<std::size_t>(row)].state == JournalState::Destroyed;
    };
    for (int row = 0; row < count() && atLeast > 0;) {
        int end = row;
        while (end < count() && end - row < atLeast && isClosed(end))
            ++end;
        if (end == row) {
            ++row;
            continue;
        }
        beginRemoveRows({}, row, end - 1);
        m_rows.erase(m_rows.begin() + row, m_rows.begin() + end);
        endRemoveRows();
        m_dropped += end - row;
        atLeast -= end - row;
    }
    m_rowOf.clear();
    for (int row = 0; row < count(); ++row)
        m_rowOf.insert(m_rows[static_cast<std::size_t>(row)].socket, row);
}

void SocketsModel::applyTo(Row &row, const Record &record)
{
    switch (record.kind) {
    case RecordKind::StateChanged:
        return changeState(row, record);
    case RecordKind::ConnectStarted:
        row.target = shown(record.payload);
        return;
    case RecordKind::Endpoints: {
        const auto object = objectOf(record);
        row.local = shown(object[u"local"]);
        row.remote = shown(object[u"remote"]);
        return;
    }
    case RecordKind::TlsEstablished: {
        const auto object = objectOf(record);
        row.isTls = true;
        row.isVerified = object[u"verified"].toBool();
        row.tls = shown(object[u"version"]) + u' ' + shown(object[u"cipher"]);
        return;
    }
    case RecordKind::BytesSent:
        row.sent += record.payload.size();
        return;
    case RecordKind::BytesReceived:
        row.received += record.payload.size();
        row.unheard += record.cause == u"no handler"_s ? record.payload.size() : 0;
        return;
    case RecordKind::SocketError:
        row.error = (record.cause.isEmpty() ? QString() : visibleText(record.cause) + u": "_s) + shown(record.payload);
        return;
    case RecordKind::SocketTimeout:
        ++row.timeouts;
        return;
    case RecordKind::CallRefused:
        ++row.refusals;
        return;
    case RecordKind::TcpInfo:
        row.tcpInfo = record.payload;
        return;
    default:
        return;
    }
}

void SocketsModel::changeState(Row &row, const Record &record)
{
    if (record.stateAfter == JournalState::None)
        return;
    m_openCount += (record.stateAfter == JournalState::Open ? 1 : 0) - (row.state == JournalState::Open ? 1 : 0);
    row.state = record.stateAfter;
    row.cause = visibleText(record.cause.left(MaxTextChars));
    row.stateSince = record.timeNs;
    if (row.state == JournalState::Open)
        row.openedAt = record.timeNs;
    if (row.state == JournalState::Destroyed)
        row.closedAt = record.timeNs;
}

void SocketsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_rowOf.clear();
    m_openCount = 0;
    m_dropped = 0;
    m_lastSocket = 0;
    endResetModel();
    Q_EMIT countChanged();
    Q_EMIT openCountChanged();
}

} // namespace sockscope
