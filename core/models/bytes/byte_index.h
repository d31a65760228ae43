// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/socket_bytes.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <vector>

namespace sockscope {

/// Where the bytes of all sockets of a session are in its journal. It keeps no byte itself. Bounded: past `limit`
/// chunks (13 bytes each) the index is full, takes no more and counts what it leaves out.
class ByteIndex : public QObject
{
    Q_OBJECT
public:
    static constexpr int DefaultLimit = 16'000'000; ///< 200 MB; as many as the timeline has rows

    explicit ByteIndex(int limit = DefaultLimit, QObject *parent = nullptr);

    void append(const QList<Record> &records);
    void clear();

    [[nodiscard]] const SocketBytes &socket(quint32 number) const;  ///< an empty one where there is none
    [[nodiscard]] bool isEmpty() const { return m_newest.empty(); } ///< no socket carried bytes
    /// The newest socket that had carried bytes by this time in nanoseconds, at all where it is negative. Before any
    /// had: the first that would. 0 where none ever did.
    [[nodiscard]] quint32 newestSocket(qint64 timeNs) const;
    [[nodiscard]] qint64 omittedBytes() const { return m_omitted; } ///< recorded when the index was full

Q_SIGNALS:
    void cleared();
    void grown(); ///< once a batch that carried bytes

private:
    struct Newest
    {
        std::int64_t timeNs; ///< of its first bytes
        quint32 socket;
    };

    QHash<quint32, SocketBytes> m_sockets;
    std::vector<Newest> m_newest; ///< sockets that carried bytes before any newer one did
    int m_limit;
    int m_count = 0;
    qint64 m_omitted = 0;
};

} // namespace sockscope
