// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sockets/sockets_model.h"

#include "export/record_text.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace sockscope {

SocketsModel::SocketsModel(int limit, QObject *parent)
    : QAbstractListModel(parent)
    , m_limit(limit)
{
}

int SocketsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant SocketsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &shown = row(index.row());
    const auto number = numberData(shown, role);
    return number.isValid() ? number : textData(shown, role);
}

QVariant SocketsModel::numberData(const SocketState &row, int role)
{
    switch (role) {
    case SocketRole:
        return row.socket;
    case StateRole:
        return static_cast<int>(row.state);
    case StateSinceRole:
        return qint64{row.stateSince};
    case BytesSentRole:
        return qint64{row.sent};
    case BytesReceivedRole:
        return qint64{row.received};
    case BytesUnheardRole:
        return qint64{row.unheard};
    case TlsRole:
        return row.isTls;
    case TlsVerifiedRole:
        return row.isVerified;
    case IdleTimeoutRole:
        return row.idleTimeoutMs;
    case TimeoutsRole:
        return row.timeouts;
    case RefusalsRole:
        return row.refusals;
    case CreatedAtRole:
        return qint64{row.createdAt};
    case OpenedAtRole:
        return qint64{row.openedAt};
    case ClosedAtRole:
        return qint64{row.closedAt};
    case VuRole:
        return row.vu;
    case IterationRole:
        return row.iteration;
    default:
        return {};
    }
}

QVariant SocketsModel::textData(const SocketState &row, int role)
{
    switch (role) {
    case StateWordRole:
        return stateWord(row.state);
    case CauseRole:
        return row.cause;
    case TargetRole:
        return row.target;
    case LocalRole:
        return row.local;
    case Qt::DisplayRole:
    case RemoteRole:
        return row.remote;
    case TlsTextRole:
        return row.tls;
    case ErrorRole:
        return row.error;
    default:
        return mapData(row, role);
    }
}

QVariant SocketsModel::mapData(const SocketState &row, int role)
{
    const auto map = [](const QByteArray &json) { return QJsonDocument::fromJson(json).object().toVariantMap(); };
    switch (role) {
    case TagsRole:
        return map(row.tags);
    case TlsDetailsRole:
        return map(row.tlsDetails);
    case TcpInfoRole:
        return map(row.tcpInfo);
    default:
        return {};
    }
}

QHash<int, QByteArray> SocketsModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"},
            {SocketRole, "socket"},
            {StateRole, "socketState"}, // `state` is a property of every QML item
            {StateWordRole, "stateWord"},
            {CauseRole, "cause"},
            {StateSinceRole, "stateSince"},
            {TargetRole, "target"},
            {LocalRole, "local"},
            {RemoteRole, "remote"},
            {BytesSentRole, "bytesSent"},
            {BytesReceivedRole, "bytesReceived"},
            {BytesUnheardRole, "bytesUnheard"},
            {TlsRole, "tls"},
            {TlsTextRole, "tlsText"},
            {TlsVerifiedRole, "tlsVerified"},
            {ErrorRole, "error"},
            {IdleTimeoutRole, "idleTimeout"},
            {TimeoutsRole, "timeouts"},
            {RefusalsRole, "refusals"},
            {CreatedAtRole, "createdAt"},
            {OpenedAtRole, "openedAt"},
            {ClosedAtRole, "closedAt"},
            {VuRole, "vu"},
            {IterationRole, "iteration"},
            {TagsRole, "tags"},
            {TlsDetailsRole, "tlsDetails"},
            {TcpInfoRole, "tcpInfo"}};
}

} // namespace sockscope
