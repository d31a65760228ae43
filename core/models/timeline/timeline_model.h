// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"
#include "models/records/bounded_rows.h"
#include "models/records/mapped_allocator.h"
#include "models/timeline/timeline_query.h"

#include <QAbstractListModel>
#include <QCache>
#include <QList>

namespace sockscope {

/// Everything that happened, in order, a row a record (but names and texts of files). A row keeps the record's place in
/// the file and what filters look at, 28 bytes; the rest is read from the journal when a view asks for it.
/// Bounded: the oldest rows go first and are counted. A record's number, which never changes, is its row plus the
/// dropped rows.
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(qint64 droppedRows READ droppedRows NOTIFY countChanged)
    Q_PROPERTY(int limit READ limit CONSTANT)
public:
    enum Role {
        TimeRole = Qt::UserRole, ///< nanoseconds since the session's start
        DirectionRole,           ///< Direction
        DirectionLabelRole,      ///< "sent", "received" or empty
        KindRole,                ///< number of the RecordKind
        KindNameRole,            ///< its stable name, "data"
        KindLabelRole,           ///< its name for people
        SizeRole,                ///< bytes of payload
        PreviewRole,             ///< one line, nothing invisible in it
        LocationRole,            ///< "script.js:13:16", empty where unknown
        FilePathRole,
        LineRole, ///< 0 where unknown
        ColumnRole,
        SocketRole, ///< 0 for none
        VuRole,
        IterationRole,
        StateBeforeRole, ///< SocketsModel::State, or -1
        StateAfterRole,
        LevelRole,
        CauseRole,
        OffsetRole, ///< where the record is in the journal, for JournalSession::payload()
    };
    Q_ENUM(Role)
    enum Direction { NoDirection, In, Out };
    Q_ENUM(Direction)
    static constexpr int DefaultLimit = 16'000'000;

    /// Which records have a row. Whoever numbers records by reading the journal goes by this.
    [[nodiscard]] static constexpr bool hasRow(RecordKind kind)
    {
        return kind != RecordKind::FileName && kind != RecordKind::Source && kind != RecordKind::RunProgressed;
    }

    /// `reader` must outlive the model and have read the records that are appended.
    explicit TimelineModel(JournalReader &reader, int limit = DefaultLimit, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return m_rows.count(); }
    [[nodiscard]] qint64 droppedRows() const { return m_rows.dropped(); }
    [[nodiscard]] int limit() const { return m_rows.limit(); } ///< rows that are kept

    /// The row of the record at this offset of the journal, -1 where there is none.
    Q_INVOKABLE int rowOf(qint64 offset) const;
    /// The last row whose record is at or before this offset, -1 where there is none.
    [[nodiscard]] int rowNear(qint64 offset) const;
    /// The last row at or before this time in nanoseconds, -1 where there is none.
    Q_INVOKABLE int rowAt(qint64 timeNs) const;

    /// The fixed fields of a row, without going through roles.
    [[nodiscard]] TimelineFields fields(int row) const;
    [[nodiscard]] qint64 offsetAt(int row) const { return m_rows[row].offset(); }
    [[nodiscard]] qint64 timeAt(int row) const { return m_rows[row].timeNs(); }
    [[nodiscard]] JournalReader &reader() const { return m_reader; }

    void append(const QList<Record> &records);
    void clear();

Q_SIGNALS:
    void countChanged();

private:
    /// The offset, a multiple of 8, has 40 bits: 8 TiB; the time 56: two years.
    struct Row
    {
        std::uint32_t lowOffset;
        std::uint32_t lowTime;
        std::uint32_t high; ///< 24 bits of the time, then 8 of the offset
        std::uint32_t size;
        std::uint32_t socket;
        std::uint32_t line;
        std::uint16_t vu; ///< at most 65535; the record has the number itself
        RecordKind kind;
        JournalState stateAfter;

        [[nodiscard]] std::int64_t offset() const { return (std::int64_t{high & 0xff} << 32 | lowOffset) * 8; }
        [[nodiscard]] std::int64_t timeNs() const { return std::int64_t{high >> 8} << 32 | lowTime; }
    };
    static_assert(sizeof(Row) == 28);
    [[nodiscard]] static Row rowOfRecord(const Record &record);
    struct Text
    {
        QString preview;
        QString cause;
        RecordHead head;
    };
    [[nodiscard]] QVariant textData(const Row &row, int role) const;
    [[nodiscard]] QVariant locationData(const Row &row, int role) const;
    [[nodiscard]] const Text &text(const Row &row) const;

    JournalReader &m_reader;
    BoundedRows<Row, 12, MappedAllocator<Row>> m_rows;
    mutable QCache<std::int64_t, Text> m_texts; ///< by offset
};

} // namespace sockscope
