// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/session_trace.h"

#include "export/record_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool isOwnEnd(const QString &cause)
{
    return cause == u"destroy()" || cause == u"the iteration ended";
}

/// Who ended a connection. Error texts hold ports that are new each time, so they don't count.
QString endWord(const QString &cause)
{
    if (cause.startsWith(u"peer "))
        return cause;
    return isOwnEnd(cause) ? u"this side"_s : u"failure"_s;
}

} // namespace

void StreamTrace::add(std::int64_t offset, qsizetype bytes)
{
    m_offsets.push_back(offset);
    m_sizes.push_back(bytes);
    m_bytes += bytes;
}

QByteArray StreamTrace::chunk(JournalReader &reader, std::size_t index) const
{
    const std::optional<Record> record = reader.at(m_offsets[index]);
    return record ? record->payload : QByteArray();
}

QByteArray StreamTrace::read(JournalReader &reader, std::int64_t from, qsizetype most) const
{
    QByteArray bytes;
    std::int64_t at = 0;
    for (std::size_t i = 0; i < m_sizes.size() && bytes.size() < most; at += m_sizes[i], ++i) {
        if (at + m_sizes[i] > from)
            bytes += chunk(reader, i).mid(std::max<std::int64_t>(from - at, 0), most - bytes.size());
    }
    return bytes;
}

bool SessionTrace::load(const QString &path, const JournalWalkOptions &options)
{
    JournalWalk walk(options);
    if (walk.open(path) && m_reader.open(path)) {
        while (const std::optional<Record> record = walk.next()) {
            if (record->socket != 0 && walk.isWanted(*record))
                add(*record);
        }
    }
    m_isCancelled = walk.isCancelled();
    m_error = walk.error();
    return m_error.isEmpty();
}

void SessionTrace::addState(SocketTrace &socket, const Record &record)
{
    QString word = stateWord(record.stateAfter);
    if (record.stateAfter == JournalState::Destroyed) {
        socket.endedHere = isOwnEnd(record.cause);
        word += u" (%1)"_s.arg(endWord(record.cause));
    }
    socket.states.append(word);
}

void SessionTrace::add(const Record &record)
{
    const auto [place, isNew] = m_places.try_emplace(record.socket, m_sockets.size());
    if (isNew) {
        m_sockets.emplace_back();
        m_sockets.back().number = record.socket;
        m_sockets.back().states = {stateWord(JournalState::Disconnected)};
    }
    SocketTrace &socket = m_sockets[place->second];
    if (record.kind == RecordKind::BytesSent)
        socket.sent.add(record.offset, record.payload.size());
    else if (record.kind == RecordKind::BytesReceived)
        socket.received.add(record.offset, record.payload.size());
    else if (record.kind == RecordKind::StateChanged)
        addState(socket, record);
}

} // namespace sockscope
