// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/byte_stream.h"
#include "models/bytes/framing_settings.h"
#include "models/bytes/message_borders.h"
#include "models/bytes/message_scan.h"

#include <QAbstractListModel>

namespace sockscope {

/// The messages of a socket, a row each in the order in which they became complete, and behind them what has begun and
/// isn't complete. Of one direction or of both, up to an instant.
class MessageModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(bool hasBorders READ hasBorders NOTIFY changed)
    Q_PROPERTY(int revision READ revision NOTIFY changed)
public:
    enum Role {
        NumberRole = Qt::UserRole, ///< from 1, each direction by itself
        ReceivedRole,
        DirectionLabelRole, ///< "sent" or "received"
        PositionRole,       ///< of its first byte among those of its direction
        SizeRole,
        TimeRole,    ///< of its first byte, nanoseconds since the session's start
        EndTimeRole, ///< of its last byte
        ChunksRole,  ///< in how many reads or writes it came; at most MaxChunks are counted
        CompleteRole,
        PreviewRole, ///< one line, nothing invisible in it
    };
    Q_ENUM(Role)
    static constexpr int MaxChunks = 10'000;
    struct Message
    {
        bool received = false;
        int number = 0; ///< from 0
        qint64 start = 0;
        qint64 end = 0;
        bool complete = true;
    };

    /// All must outlive the model.
    MessageModel(const ByteIndex &index, JournalReader &reader, const FramingSettings &settings,
                 QObject *parent = nullptr);

    /// What the rows show; a record in it doesn't matter.
    void setView(const ByteStream::View &view);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int count() const { return m_whole + static_cast<int>(m_begun.size()); }
    [[nodiscard]] Message message(int row) const;
    [[nodiscard]] bool isBusy() const { return m_scan.isBusy(); }
    [[nodiscard]] QString
    summary() const; ///< "12 messages, 3 split over chunks, last one incomplete (needs 5 more bytes)"
    [[nodiscard]] QString error() const { return m_scan.error(); }
    /// True for the first byte of a message; a position among the bytes of its direction.
    [[nodiscard]] bool startsAt(bool received, qint64 position) const;
    /// What the record at an offset of the journal carried; nothing for records of other sockets, without bytes and not
    /// looked at yet. A few look-ups; changed() tells when it may be another.
    [[nodiscard]] MessageBorders bordersOf(qint64 record) const;
    Q_INVOKABLE QString borderLabel(qint64 record, bool brief) const { return bordersOf(record).label(brief); }
    Q_INVOKABLE QString borderText(qint64 record) const { return bordersOf(record).text(); }
    [[nodiscard]] bool hasBorders() const;                    ///< messages are something else than the chunks
    [[nodiscard]] int revision() const { return m_revision; } ///< another one after each changed()
    /// The row of the message that has this byte, -1 for none.
    [[nodiscard]] int rowAt(bool received, qint64 position) const;
    [[nodiscard]] MessageScan &scan() { return m_scan; }

Q_SIGNALS:
    void countChanged();
    void changed();

private:
    void restart();
    void refresh();
    void reset();
    void tellChanged();
    [[nodiscard]] qint64 limit(bool received) const;
    [[nodiscard]] bool shows(bool received) const;
    [[nodiscard]] int wholeRows() const;
    [[nodiscard]] QList<Message> begunMessages() const;
    [[nodiscard]] QString preview(const Message &message) const;
    [[nodiscard]] int chunkCount(const Message &message) const;
    void showRows(int whole, const QList<Message> &begun);
    [[nodiscard]] QString begunText() const;

    const FramingSettings &m_settings;
    MessageScan m_scan;
    JournalReader &m_reader;
    ByteStream::View m_view;
    int m_whole = 0;        ///< rows of complete messages
    QList<Message> m_begun; ///< rows behind them
    int m_revision = 0;
};

} // namespace sockscope
