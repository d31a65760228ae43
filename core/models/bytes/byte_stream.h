// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"
#include "models/bytes/byte_index.h"

#include <QObject>

namespace sockscope {

/// The bytes of one socket in one direction, or both interleaved in the order of their recording, as an array that is
/// read from the journal where it is looked at: it holds no byte. It grows with its index, up to an instant of the
/// session. Positions are 64 bit, from 0.
class ByteStream : public QObject
{
    Q_OBJECT
    Q_PROPERTY(double size READ size NOTIFY changed)
    Q_PROPERTY(int lane READ laneNumber NOTIFY changed)
    Q_PROPERTY(int socket READ socket NOTIFY changed)
    Q_PROPERTY(bool isReadable READ isReadable NOTIFY readableChanged)
public:
    static constexpr qint64 Latest = -1;

    /// What the stream shows. `record` limits it to the bytes of one record, -1 for all.
    struct View
    {
        quint32 socket = 0;
        ByteLane lane = ByteLane::Both;
        qint64 record = -1;
        qint64 instant = Latest; ///< nanoseconds; later bytes aren't there
        bool operator==(const View &) const = default;
    };
    /// A chunk as this stream has it; `size` is 0 where there is none.
    struct Piece
    {
        qint64 start = 0; ///< in this stream
        qint64 size = 0;
        qint64 laneStart = 0; ///< among the bytes of its own direction
        qint64 record = -1;   ///< offset in the journal
        qint64 timeNs = 0;
        bool received = false;
    };

    /// Both must outlive the stream; `reader` must have read what the index has.
    ByteStream(const ByteIndex &index, JournalReader &reader, QObject *parent = nullptr);

    void setView(const View &view);
    [[nodiscard]] const View &view() const { return m_view; }
    [[nodiscard]] int laneNumber() const { return static_cast<int>(m_view.lane); }
    [[nodiscard]] quint32 socket() const { return m_view.socket; }

    [[nodiscard]] qint64 size() const { return m_size; }
    /// Bytes from `position` on, fewer at the end or where the journal can't be read any more.
    [[nodiscard]] QByteArray read(qint64 position, qint64 bytes);
    [[nodiscard]] bool isReadable() const { return m_isReadable; } ///< false once a read found less than it should
    [[nodiscard]] Piece pieceAt(qint64 position) const;
    [[nodiscard]] Piece pieceOf(qint64 record) const; ///< of the record at an offset of the journal
    /// Where a position among the bytes of one direction is in this stream, -1 where it isn't shown.
    [[nodiscard]] qint64 positionOf(bool received, qint64 lanePosition) const;
    /// The same the other way round, for a position of this stream.
    [[nodiscard]] qint64 lanePosition(qint64 position) const;

Q_SIGNALS:
    void changed();  ///< grown or shrunk, or another one
    void replaced(); ///< positions mean other bytes now
    void readableChanged();

private:
    void update();
    [[nodiscard]] const SocketBytes &chunks() const { return m_index.socket(m_view.socket); }
    [[nodiscard]] Piece piece(int chunk) const;

    const ByteIndex &m_index;
    JournalReader &m_reader;
    View m_view;
    qint64 m_start = 0; ///< of the record's bytes in its lane
    qint64 m_size = 0;
    int m_chunks = 0; ///< up to the instant
    bool m_isReadable = true;
};

} // namespace sockscope
