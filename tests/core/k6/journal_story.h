// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/record_text.h"
#include "tcp_run.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace sockscope::test {

using namespace Qt::StringLiterals;

/// Options of a run with these peers that keeps its journal.
inline TcpRunOptions withJournal(const TcpPeers &peers)
{
    TcpRunOptions options = peers.options();
    options.withJournal = true;
    return options;
}

inline const QHash<RecordKind, QString> &recordNames()
{
    static const QHash<RecordKind, QString> all{
        {RecordKind::SocketCreated, u"created"_s},  {RecordKind::ConnectStarted, u"connecting"_s},
        {RecordKind::Endpoints, u"endpoints"_s},    {RecordKind::StateChanged, u"state"_s},
        {RecordKind::BytesReceived, u"received"_s}, {RecordKind::BytesSent, u"sent"_s},
        {RecordKind::EventDelivered, u"event"_s},   {RecordKind::SocketError, u"error"_s},
        {RecordKind::SocketTimeout, u"timeout"_s},  {RecordKind::CallRefused, u"refused"_s},
        {RecordKind::PromiseSettled, u"promise"_s}, {RecordKind::IdleTimeoutSet, u"idle timeout"_s}};
    return all;
}

/// The story of a socket, one short line a record: "state disconnected opening connect()", "event data".
inline QStringList storyOf(const TcpRun &run, std::uint32_t socket)
{
    QStringList lines;
    for (const Record &record : run.records) {
        if (record.socket != socket || record.kind == RecordKind::TcpInfo || record.kind == RecordKind::HandlerSet)
            continue; // tcpInfo() and handlers() are about those
        QString line = recordNames().value(record.kind, QString::number(int(record.kind)));
        if (record.kind == RecordKind::StateChanged)
            line += u' ' + stateWord(record.stateBefore) + u' ' + stateWord(record.stateAfter);
        else if (record.kind == RecordKind::BytesReceived || record.kind == RecordKind::BytesSent ||
                 record.kind == RecordKind::EventDelivered || record.kind == RecordKind::PromiseSettled ||
                 record.kind == RecordKind::IdleTimeoutSet)
            line += u' ' + QString::fromUtf8(record.payload);
        if (!record.cause.isEmpty())
            line += u" ("_s + record.cause + u')';
        lines.append(line);
    }
    return lines;
}

/// What a record says as JSON.
inline QJsonObject object(const Record &record)
{
    return QJsonDocument::fromJson(record.payload).object();
}

} // namespace sockscope::test
