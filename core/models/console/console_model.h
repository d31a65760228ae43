// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"
#include "models/records/bounded_rows.h"

#include <QAbstractListModel>
#include <QList>

namespace sockscope {

/// What a session said: console lines of the script, log lines of the program, exceptions, expressions evaluated by
/// hand, and the end of the capture. Bounded: the oldest lines go first and are counted.
class ConsoleModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(qint64 droppedLines READ droppedLines NOTIFY countChanged)
public:
    enum Role {
        TextRole = Qt::UserRole, ///< plain text of one or more lines, controls made visible; very long texts are cut
                                 ///< and say so
        LevelRole,               ///< Level
        LevelWordRole,           ///< "debug", "info", "warning", "error"
        EntryRole,               ///< Entry
        TimeRole,                ///< nanoseconds since the session's start
        LocationRole,            ///< "script.js:13:16", empty where unknown
        FilePathRole,
        LineRole, ///< 0 where unknown
        ColumnRole,
        VuRole,
        IterationRole,
        OffsetRole, ///< where the record is in the journal
    };
    Q_ENUM(Role)
    enum Level { Debug, Info, Warning, Error };
    Q_ENUM(Level)
    enum Entry { Console, Log, Exception, Evaluated, Result, CaptureStopped };
    Q_ENUM(Entry)
    static constexpr int DefaultLimit = 50'000;
    static constexpr qsizetype MaxTextBytes = 16 << 10;     ///< of one entry; the whole is in the journal
    static constexpr qsizetype MaxEvaluatedBytes = 1 << 10; ///< of an expression: a file that is sent stands in one

    /// `reader` must outlive the model and have read the records that are appended.
    explicit ConsoleModel(const JournalReader &reader, int limit = DefaultLimit, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return m_rows.count(); }
    [[nodiscard]] qint64 droppedLines() const { return m_rows.dropped(); }

    void append(const QList<Record> &records); ///< takes from them what concerns it
    void clear();

Q_SIGNALS:
    void countChanged();

private:
    struct Row
    {
        QByteArray text; ///< UTF-8: half the memory of UTF-16 for most lines
        qint64 cutBytes = 0;
        QByteArray ending; ///< what stands behind the bytes that were cut, of an expression
        std::int64_t timeNs = 0;
        std::int64_t offset = 0;
        ScriptLocation location;
        std::uint32_t vu = 0;
        std::uint32_t iteration = 0;
        LogLevel level = LogLevel::Info;
        Entry entry = Console;
    };
    [[nodiscard]] static Row rowOf(const Record &record, Entry entry);
    [[nodiscard]] static QString textOf(const Row &row);
    [[nodiscard]] QVariant locationData(const Row &row, int role) const;

    const JournalReader &m_reader;
    BoundedRows<Row> m_rows;
};

} // namespace sockscope
