// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/journal_walk.h"

#include <QStringList>

#include <map>
#include <vector>

namespace sockscope {

/// What one socket sent or received, as places in a journal: the bytes are read when they are asked for.
class StreamTrace
{
public:
    void add(std::int64_t offset, qsizetype bytes);
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }
    /// Where each chunk ends, as offsets in the stream; equal for two streams that were cut into the same chunks.
    [[nodiscard]] const std::vector<std::int64_t> &chunkEnds() const { return m_ends; }
    [[nodiscard]] QByteArray chunk(JournalReader &reader, std::size_t index) const;
    /// Where in the journal the chunk is recorded.
    [[nodiscard]] std::int64_t recordOf(std::size_t chunk) const { return m_offsets[chunk]; }
    /// The chunk with the byte at this offset of the stream, the last one behind its end. There must be one.
    [[nodiscard]] std::size_t chunkAt(std::int64_t offset) const;
    /// Up to `most` bytes from a stream offset on.
    [[nodiscard]] QByteArray read(JournalReader &reader, std::int64_t from, qsizetype most) const;

private:
    std::vector<std::int64_t> m_offsets; // of the records
    std::vector<std::int64_t> m_ends;
    std::int64_t m_bytes = 0;
};

/// One socket of a session.
struct SocketTrace
{
    std::uint32_t number = 0;
    QString target; ///< "127.0.0.1:6379" of the first connect(), as given; empty where there was none
    StreamTrace sent;
    StreamTrace received;
    QStringList states;     ///< words, the last with who ended the connection
    bool endedHere = false; ///< this side ended it
};

/// Whether two sockets went through different states. Not so where the recording of one ends before any, and the other
/// was only ended by its own side.
[[nodiscard]] bool statesDiffer(const SocketTrace &first, const SocketTrace &second);

/// The sockets of a journal in the order in which they were made.
class SessionTrace
{
public:
    /// False and error() or isCancelled() where the journal can't be read whole.
    [[nodiscard]] bool load(const QString &path, const JournalWalkOptions &options);
    [[nodiscard]] const std::vector<SocketTrace> &sockets() const { return m_sockets; }
    [[nodiscard]] JournalReader &reader() { return m_reader; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }

private:
    void add(const Record &record);
    static void addState(SocketTrace &socket, const Record &record);

    JournalReader m_reader;
    std::vector<SocketTrace> m_sockets;
    std::map<std::uint32_t, std::size_t> m_places; // by number
    QString m_error;
    bool m_isCancelled = false;
};

} // namespace sockscope
