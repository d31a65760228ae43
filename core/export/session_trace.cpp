// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/session_trace.h"

#include "export/record_text.h"

#include <algorithm>

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

/// The states of a socket without its own end, where the recording of the other one ends before any.
QStringList settled(const SocketTrace &socket, const SocketTrace &other)
{
    const bool isLonger =
        socket.endedHere && !other.states.isEmpty() && socket.states.size() == other.states.size() + 1;
    return isLonger ? socket.states.first(other.states.size()) : socket.states;
}

} // namespace

bool statesDiffer(const SocketTrace &first, const SocketTrace &second)
{
    return settled(first, second) != settled(second, first);
}

void StreamTrace::add(std::int64_t offset, qsizetype bytes)
{
    m_offsets.push_back(offset);
    m_bytes += bytes;
    m_ends.push_back(m_bytes);
}

QByteArray StreamTrace::chunk(JournalReader &reader, std::size_t index) const
{
    const std::optional<Record> record = reader.at(m_offsets[index]);
    return record ? record->payload : QByteArray();
}

std::size_t StreamTrace::chunkAt(std::int64_t offset) const
{
    const auto found = std::upper_bound(m_ends.begin(), m_ends.end(), offset);
    return std::min(static_cast<std::size_t>(found - m_ends.begin()), m_ends.size() - 1);
}

QByteArray StreamTrace::read(JournalReader &reader, std::int64_t from, qsizetype most) const
{
    QByteArray bytes;
    if (from >= m_bytes)
        return bytes;
    for (std::size_t i = chunkAt(from); i < m_ends.size() && bytes.size() < most; ++i) {
        const std::int64_t skipped = std::max<std::int64_t>(from - (i == 0 ? 0 : m_ends[i - 1]), 0);
        const qsizetype wanted = most - bytes.size();
        const std::optional<Record> record = reader.at(m_offsets[i], skipped + wanted);
        bytes += record ? record->payload.mid(skipped, wanted) : QByteArray();
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
    else if (record.kind == RecordKind::ConnectStarted && socket.target.isEmpty())
        socket.target = QString::fromUtf8(record.payload);
    else if (record.kind == RecordKind::StateChanged)
        addState(socket, record);
}

} // namespace sockscope
