// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <array>
#include <vector>

namespace sockscope {

/// Which bytes of a socket: those of one direction, or all in the order in which they were recorded.
enum class ByteLane { Sent, Received, Both };

/// Where the bytes of one socket are in the journal: a chunk for each record that carried some, 32 bytes of memory.
class SocketBytes
{
public:
    void append(const Record &record); ///< one with payload, in the order of the file

    [[nodiscard]] int count() const { return static_cast<int>(m_chunks.size()); }
    /// How many of the chunks had been recorded by that time, in nanoseconds.
    [[nodiscard]] int countAt(std::int64_t timeNs) const;
    /// Bytes of the lane in the first `chunks` chunks.
    [[nodiscard]] std::int64_t size(ByteLane lane, int chunks) const;
    [[nodiscard]] std::int64_t size(ByteLane lane) const { return size(lane, count()); }
    /// The chunk that holds this position of the lane, which must be within its size.
    [[nodiscard]] int chunkAt(ByteLane lane, std::int64_t position) const;
    /// The chunk of the record at an offset of the journal, -1 where it carried no bytes of this socket.
    [[nodiscard]] int chunkOf(std::int64_t record) const;

    [[nodiscard]] std::int64_t record(int chunk) const { return at(chunk).record; }
    [[nodiscard]] std::int64_t timeNs(int chunk) const { return at(chunk).timeAndLane >> 1; }
    [[nodiscard]] ByteLane direction(int chunk) const
    {
        return (at(chunk).timeAndLane & 1) ? ByteLane::Received : ByteLane::Sent;
    }
    [[nodiscard]] bool isIn(int chunk, ByteLane lane) const
    {
        return lane == ByteLane::Both || direction(chunk) == lane;
    }
    [[nodiscard]] std::int64_t start(ByteLane lane, int chunk) const { return size(lane, chunk); }
    [[nodiscard]] std::int64_t size(int chunk) const;

private:
    struct Chunk
    {
        std::int64_t record;      ///< offset in the journal
        std::int64_t both;        ///< bytes of both directions before it
        std::int64_t received;    ///< received bytes before it
        std::int64_t timeAndLane; ///< nanoseconds, and in the lowest bit 1 for received
    };
    static_assert(sizeof(Chunk) == 32);
    [[nodiscard]] const Chunk &at(int chunk) const { return m_chunks[static_cast<std::size_t>(chunk)]; }
    [[nodiscard]] static std::int64_t before(const Chunk &chunk, ByteLane lane);

    std::vector<Chunk> m_chunks;
    std::array<std::int64_t, 2> m_total{}; ///< sent, received
};

/// Where the bytes of all sockets of a session are in its journal. It keeps no byte itself. Bounded: past `limit`
/// chunks (32 bytes each) the index is full, takes no more and counts what it leaves out.
class ByteIndex : public QObject
{
    Q_OBJECT
public:
    static constexpr int DefaultLimit = 8'000'000; ///< 256 MB

    explicit ByteIndex(int limit = DefaultLimit, QObject *parent = nullptr);

    void append(const QList<Record> &records);
    void clear();

    [[nodiscard]] const SocketBytes &socket(quint32 number) const;      ///< an empty one where there is none
    [[nodiscard]] quint32 firstSocket() const { return m_firstSocket; } ///< the first that carried bytes, 0 for none
    [[nodiscard]] qint64 omittedBytes() const { return m_omitted; }     ///< recorded when the index was full

Q_SIGNALS:
    void cleared();
    void grown(); ///< once a batch that carried bytes

private:
    QHash<quint32, SocketBytes> m_sockets;
    quint32 m_firstSocket = 0;
    int m_limit;
    int m_count = 0;
    qint64 m_omitted = 0;
};

} // namespace sockscope
