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
    [[nodiscard]] const std::vector<qsizetype> &chunks() const { return m_sizes; }
    [[nodiscard]] QByteArray chunk(JournalReader &reader, std::size_t index) const;
    /// Up to `most` bytes from a stream offset on.
    [[nodiscard]] QByteArray read(JournalReader &reader, std::int64_t from, qsizetype most) const;

private:
    std::vector<std::int64_t> m_offsets; // of the records
    std::vector<qsizetype> m_sizes;
    std::int64_t m_bytes = 0;
};

/// One socket of a session.
struct SocketTrace
{
    std::uint32_t number = 0;
    StreamTrace sent;
    StreamTrace received;
    QStringList states;     ///< words, the last with who ended the connection
    bool endedHere = false; ///< this side ended it
};

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
