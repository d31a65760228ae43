// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sockets/socket_state.h"

#include "log/visible_text.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qsizetype MaxTextChars = 1000; // of a name, an error: what comes from elsewhere is bounded
constexpr qsizetype MaxJsonBytes = 64 << 10;

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
    return QJsonDocument::fromJson(record.payload.left(MaxJsonBytes)).object();
}

} // namespace

SocketState SocketState::firstSeen(const RecordHead &record)
{
    SocketState state;
    state.socket = record.socket;
    state.vu = record.vu;
    state.iteration = record.iteration;
    state.createdAt = state.stateSince = record.timeNs;
    return state;
}

void SocketState::apply(const Record &record)
{
    switch (record.kind) {
    case RecordKind::SocketCreated:
        tags = record.payload.left(MaxJsonBytes);
        return;
    case RecordKind::StateChanged:
        return changeState(record);
    case RecordKind::ConnectStarted:
        target = shown(record.payload);
        return;
    case RecordKind::Endpoints:
        return applyEndpoints(record);
    case RecordKind::TlsEstablished:
        return applyTls(record);
    case RecordKind::BytesSent:
        sent += record.payload.size();
        return;
    case RecordKind::BytesReceived:
        received += record.payload.size();
        unheard += record.cause == "no handler"_L1 ? record.payload.size() : 0;
        return;
    case RecordKind::SocketError:
        error = (record.cause.isEmpty() ? QString() : visibleText(record.cause) + u": "_s) + shown(record.payload);
        return;
    case RecordKind::SocketTimeout:
        ++timeouts;
        return;
    case RecordKind::IdleTimeoutSet:
        idleTimeoutMs = record.payload.toInt();
        return;
    case RecordKind::CallRefused:
        ++refusals;
        return;
    case RecordKind::TcpInfo:
        tcpInfo = record.payload.left(MaxJsonBytes);
        return;
    default:
        return;
    }
}

void SocketState::applyEndpoints(const Record &record)
{
    const auto object = objectOf(record);
    local = shown(object[u"local"]);
    remote = shown(object[u"remote"]);
    if (const auto merged = object[u"tags"].toObject(); !merged.isEmpty())
        tags = QJsonDocument(merged).toJson(QJsonDocument::Compact);
}

void SocketState::applyTls(const Record &record)
{
    const auto object = objectOf(record);
    isTls = true;
    isVerified = object[u"verified"].toBool();
    tls = shown(object[u"version"]) + u' ' + shown(object[u"cipher"]);
    tlsDetails = record.payload.left(MaxJsonBytes);
}

void SocketState::changeState(const Record &record)
{
    if (record.stateAfter == JournalState::None)
        return;
    state = record.stateAfter;
    cause = visibleText(record.cause.left(MaxTextChars));
    stateSince = record.timeNs;
    if (state == JournalState::Open)
        openedAt = record.timeNs;
    if (state == JournalState::Destroyed)
        closedAt = record.timeNs;
}

} // namespace sockscope
