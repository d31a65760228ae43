// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/console/console_model.h"

#include "export/record_text.h"
#include "log/visible_text.h"

#include <optional>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype EndingBytes = 60; // of a shortened expression: how the call goes on behind a long text

/// Where the character begins that has the byte at a place.
qsizetype characterStart(const QByteArray &utf8, qsizetype at)
{
    while (at > 0 && (static_cast<unsigned char>(utf8[at]) & 0xc0) == 0x80)
        --at;
    return at;
}

std::optional<ConsoleModel::Entry> entryOf(const Record &record)
{
    switch (record.kind) {
    case RecordKind::Console:
        return record.cause == "result"_L1 ? ConsoleModel::Result : ConsoleModel::Console;
    case RecordKind::Log:
        return ConsoleModel::Log;
    case RecordKind::Exception:
        return ConsoleModel::Exception;
    case RecordKind::Evaluated:
        return ConsoleModel::Evaluated;
    case RecordKind::CaptureStopped:
        return ConsoleModel::CaptureStopped;
    default:
        return std::nullopt;
    }
}

} // namespace

ConsoleModel::ConsoleModel(const JournalReader &reader, int limit, QObject *parent)
    : QAbstractListModel(parent)
    , m_reader(reader)
    , m_rows(limit)
{
}

int ConsoleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows.count();
}

QVariant ConsoleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return textOf(row);
    case LevelRole:
        return static_cast<int>(row.level);
    case LevelWordRole:
        return levelWord(row.level);
    case EntryRole:
        return static_cast<int>(row.entry);
    case TimeRole:
        return qint64{row.timeNs};
    case VuRole:
        return row.vu;
    case IterationRole:
        return row.iteration;
    case OffsetRole:
        return qint64{row.offset};
    default:
        return locationData(row, role);
    }
}

QVariant ConsoleModel::locationData(const Row &row, int role) const
{
    switch (role) {
    case LocationRole:
        return formatLocation(m_reader, row.location);
    case FilePathRole:
        return m_reader.fileName(row.location.file);
    case LineRole:
        return row.location.line;
    case ColumnRole:
        return row.location.column;
    default:
        return {};
    }
}

QString ConsoleModel::textOf(const Row &row)
{
    auto text = visibleText(QString::fromUtf8(row.text), LineBreaks::Kept);
    if (row.cutBytes > 0)
        text += QChar(0x2026) + tr(" (%1 more bytes)").arg(row.cutBytes);
    if (!row.ending.isEmpty())
        text += u" \u2026"_s + visibleText(QString::fromUtf8(row.ending), LineBreaks::Kept);
    return text;
}

QHash<int, QByteArray> ConsoleModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"},
            {TextRole, "text"},
            {LevelRole, "level"},
            {LevelWordRole, "levelWord"},
            {EntryRole, "entry"},
            {TimeRole, "time"},
            {LocationRole, "location"},
            {FilePathRole, "filePath"},
            {LineRole, "line"},
            {ColumnRole, "column"},
            {VuRole, "vu"},
            {IterationRole, "iteration"},
            {OffsetRole, "offset"}};
}

ConsoleModel::Row ConsoleModel::rowOf(const Record &record, Entry entry)
{
    Row row;
    row.text = record.payload;
    while (row.text.endsWith('\n'))
        row.text.chop(1);
    const qsizetype most = entry == Evaluated ? MaxEvaluatedBytes : MaxTextBytes;
    if (row.text.size() > most) {
        const QByteArray whole = row.text;
        const qsizetype end = characterStart(whole, most);
        const qsizetype rest = entry == Evaluated ? characterStart(whole, whole.size() - EndingBytes) : whole.size();
        row.text = QByteArray(whole.constData(), end);
        row.ending = whole.sliced(rest);
        row.cutBytes = rest - end;
    }
    row.timeNs = record.timeNs;
    row.offset = record.offset;
    row.location = record.location;
    row.vu = record.vu;
    row.iteration = record.iteration;
    row.level = entry == Exception ? LogLevel::Error : record.level;
    row.entry = entry;
    return row;
}

void ConsoleModel::append(const QList<Record> &records)
{
    std::vector<Row> added;
    for (const auto &record : records)
        if (const auto entry = entryOf(record))
            added.push_back(rowOf(record, *entry));
    if (added.empty())
        return;
    if (const int excess = m_rows.makeRoomFor(added); excess > 0) {
        beginRemoveRows({}, 0, excess - 1);
        m_rows.removeFirst(excess);
        endRemoveRows();
    }
    beginInsertRows({}, count(), count() + static_cast<int>(added.size()) - 1);
    m_rows.append(std::move(added));
    endInsertRows();
    Q_EMIT countChanged();
}

void ConsoleModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
    Q_EMIT countChanged();
}

} // namespace sockscope
