// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/session_report.h"

#include "export/record_text.h"
#include "log/visible_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QJsonObject objectOf(const Record &record)
{
    return QJsonDocument::fromJson(record.payload).object();
}

bool isError(const Record &record)
{
    return record.kind == RecordKind::SocketError || record.kind == RecordKind::Exception ||
           record.kind == RecordKind::CallRefused ||
           (record.kind == RecordKind::Console && record.level == LogLevel::Error);
}

/// What a reader follows a conversation by.
bool isInConversation(RecordKind kind)
{
    switch (kind) {
    case RecordKind::ConnectStarted:
    case RecordKind::StateChanged:
    case RecordKind::BytesReceived:
    case RecordKind::BytesSent:
    case RecordKind::SocketError:
    case RecordKind::SocketTimeout:
    case RecordKind::CallRefused:
    case RecordKind::TlsEstablished:
    case RecordKind::Console:
    case RecordKind::Note:
    case RecordKind::Evaluated:
        return true;
    default:
        return false;
    }
}

QString markOf(RecordKind kind)
{
    switch (recordDirection(kind)) {
    case RecordDirection::In:
        return u"\u2190"_s;
    case RecordDirection::Out:
        return u"\u2192"_s;
    case RecordDirection::None:
        break;
    }
    return u"\u00b7"_s;
}

ReportLine lineOf(const Record &record)
{
    const bool hasBytes = recordDirection(record.kind) != RecordDirection::None;
    QString text = hasBytes ? u"%1 B  "_s.arg(record.payload.size()) : recordKindName(record.kind) + u"  "_s;
    text += recordPreview(record, ReportReader::MaxLineChars);
    if (!record.cause.isEmpty())
        text += u"  (%1)"_s.arg(visibleBytes(record.cause.toUtf8(), ReportReader::MaxLineChars));
    return {record.timeNs, record.socket, markOf(record.kind), text};
}

void addBounded(QList<ReportLine> &lines, std::int64_t &more, qsizetype most, const Record &record)
{
    if (lines.size() < most)
        lines.append(lineOf(record));
    else
        ++more;
}

} // namespace

bool ReportReader::read(const QString &path, QString *error)
{
    if (!m_walk.open(path))
        return m_walk.finish({}, error);
    m_report.startedAt = m_walk.reader().startedAt();
    m_report.program = visibleText(m_walk.reader().program());
    m_report.result = u"not ended: it still runs, or its process was killed"_s;
    while (const std::optional<Record> record = m_walk.next())
        add(*record);
    addNotices();
    return m_walk.finish({}, error);
}

void ReportReader::add(const Record &record)
{
    m_report.durationNs = record.timeNs;
    if (record.kind == RecordKind::SessionStarted) {
        const QJsonObject session = objectOf(record);
        m_report.script = visibleText(session.value(u"script"_s).toString());
        const QJsonArray args = session.value(u"args"_s).toArray();
        m_report.arguments.clear();
        for (const auto arg : args)
            m_report.arguments.append(visibleText(arg.toString()));
    } else if (record.kind == RecordKind::SessionFinished) {
        m_report.result = recordPreview(record, MaxLineChars);
    } else if (record.kind == RecordKind::Source) {
        addSource(record);
    } else if (m_walk.isWanted(record)) {
        if (record.socket != 0)
            addToSocket(record);
        addLine(record);
    }
}

void ReportReader::addLine(const Record &record)
{
    if (isInConversation(record.kind))
        addBounded(m_report.lines, m_report.moreLines, MaxLines, record);
    if (isError(record))
        addBounded(m_report.errors, m_report.moreErrors, MaxErrors, record);
}

void ReportReader::addToSocket(const Record &record)
{
    m_report.sent += record.kind == RecordKind::BytesSent ? record.payload.size() : 0;
    m_report.received += record.kind == RecordKind::BytesReceived ? record.payload.size() : 0;
    if (!m_places.contains(record.socket)) {
        if (record.kind != RecordKind::SocketCreated && record.kind != RecordKind::ConnectStarted)
            return; // of one that is only counted, or whose beginning isn't here
        if (m_report.sockets.size() == MaxSockets) {
            m_report.moreSockets += record.kind == RecordKind::SocketCreated ? 1 : 0;
            return;
        }
        m_places.insert({record.socket, m_report.sockets.size()});
        m_report.sockets.append(ReportSocket{});
        m_report.sockets.last().number = record.socket;
        m_report.sockets.last().state = stateWord(JournalState::Disconnected);
    }
    ReportSocket &socket = m_report.sockets[m_places.at(record.socket)];
    switch (record.kind) {
    case RecordKind::ConnectStarted:
        socket.target = recordPreview(record, MaxLineChars);
        break;
    case RecordKind::Endpoints:
        socket.endpoints = recordPreview(record, MaxLineChars);
        break;
    case RecordKind::TlsEstablished:
        socket.tls = visibleText(objectOf(record).value(u"version"_s).toString()) +
                     (objectOf(record).value(u"verified"_s).toBool() ? u", verified"_s : u", NOT verified"_s);
        break;
    case RecordKind::StateChanged:
        socket.state = stateWord(record.stateAfter);
        socket.cause = visibleBytes(record.cause.toUtf8(), MaxLineChars);
        if (record.stateAfter == JournalState::Open)
            socket.openedNs = record.timeNs;
        if (record.stateAfter == JournalState::Destroyed)
            socket.endedNs = record.timeNs;
        break;
    case RecordKind::BytesSent:
        socket.sent += record.payload.size();
        break;
    case RecordKind::BytesReceived:
        socket.received += record.payload.size();
        break;
    default:
        break;
    }
}

/// The latest text of a file: a session may run it again and again.
void ReportReader::addSource(const Record &record)
{
    const ReportSource source{visibleText(m_walk.reader().fileName(record.location.file).section(u'/', -1)),
                              visibleText(QString::fromUtf8(record.payload), LineBreaks::Kept),
                              visibleText(record.cause)};
    const auto same = std::find_if(m_report.sources.begin(), m_report.sources.end(),
                                   [&](const ReportSource &other) { return other.name == source.name; });
    if (same != m_report.sources.end())
        *same = source;
    else
        m_report.sources.append(source);
}

void ReportReader::addNotices()
{
    const JournalReader::Summary summary = m_walk.reader().summary();
    if (m_walk.reader().isCut())
        m_report.notices.append(u"The file of the session was cut: its end is missing."_s);
    if (summary.droppedRecords > 0)
        m_report.notices.append(
            u"Not captured: %1 records with %2 bytes."_s.arg(summary.droppedRecords).arg(summary.droppedBytes));
    if (m_walk.isRedacting())
        m_report.notices.append(u"Redacted: asterisks may stand for texts that were to stay secret."_s);
}

QString reportTime(std::int64_t ns)
{
    const auto us = ns / 1000;
    return u"%1.%2"_s.arg(us / 1'000'000).arg(us % 1'000'000, 6, 10, QChar(u'0'));
}

QString reportDuration(std::int64_t ns)
{
    const double ms = static_cast<double>(ns) / 1e6;
    return ms < 1000 ? u"%1 ms"_s.arg(ms, 0, 'f', 1) : u"%1 s"_s.arg(ms / 1000, 0, 'f', 3);
}

} // namespace sockscope
