// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/console/console_model.h"

#include "log/visible_text.h"
#include "export/record_text.h"

#include <optional>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

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
    if (row.text.size() > MaxTextBytes) {
        auto end = MaxTextBytes;
        while (end > 0 && (static_cast<unsigned char>(row.text[end]) & 0xc0) == 0x80)
            --end; // between characters
        row.cutBytes = row.text.size() - end;
        row.text = QByteArray(row.text.constData(), end);
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
