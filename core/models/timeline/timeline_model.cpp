// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_model.h"

#include "export/record_text.h"
#include "log/visible_text.h"
#include "models/records/record_labels.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr std::int64_t PreviewBytes = 4096; // JSON payloads have to be whole to be put in words
constexpr int CachedTexts = 2000;

} // namespace

TimelineModel::TimelineModel(JournalReader &reader, int limit, QObject *parent)
    : QAbstractListModel(parent)
    , m_reader(reader)
    , m_rows(limit)
    , m_texts(CachedTexts)
{
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows.count();
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &row = m_rows[index.row()];
    switch (role) {
    case TimeRole:
        return qint64{row.timeNs()};
    case DirectionRole:
        return static_cast<int>(recordDirection(row.kind));
    case KindRole:
        return static_cast<int>(row.kind);
    case SizeRole:
        return row.size;
    case SocketRole:
        return row.socket;
    case VuRole:
        return text(row).head.vu;
    case IterationRole:
        return text(row).head.iteration;
    case StateBeforeRole:
        return stateNumber(text(row).head.stateBefore);
    case StateAfterRole:
        return stateNumber(row.stateAfter);
    case LevelRole:
        return static_cast<int>(text(row).head.level);
    case OffsetRole:
        return qint64{row.offset()};
    case LocationRole:
    case FilePathRole:
    case LineRole:
    case ColumnRole:
        return locationData(row, role);
    default:
        return textData(row, role);
    }
}

QVariant TimelineModel::textData(const Row &row, int role) const
{
    switch (role) {
    case DirectionLabelRole:
        return directionLabel(row.kind);
    case KindNameRole:
        return recordKindName(row.kind);
    case KindLabelRole:
        return kindLabel(row.kind);
    case Qt::DisplayRole:
    case PreviewRole:
        return text(row).preview;
    case CauseRole:
        return text(row).cause;
    default:
        return {};
    }
}

QVariant TimelineModel::locationData(const Row &row, int role) const
{
    switch (role) {
    case LocationRole:
        return formatLocation(m_reader, text(row).head.location);
    case FilePathRole:
        return m_reader.fileName(text(row).head.location.file);
    case LineRole:
        return row.line;
    default:
        return text(row).head.location.column;
    }
}

const TimelineModel::Text &TimelineModel::text(const Row &row) const
{
    if (const auto *cached = m_texts.object(row.offset()))
        return *cached;
    auto *text = new Text; // owned by the cache
    if (const auto record = m_reader.at(row.offset(), PreviewBytes)) {
        text->head = *record;
        text->preview = recordPreview(*record);
        text->cause = visibleText(record->cause);
    } else {
        text->preview = tr("(the journal can't be read here any more)");
    }
    m_texts.insert(row.offset(), text);
    return *text;
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"},
            {TimeRole, "time"},
            {DirectionRole, "direction"},
            {DirectionLabelRole, "directionLabel"},
            {KindRole, "kind"},
            {KindNameRole, "kindName"},
            {KindLabelRole, "kindLabel"},
            {SizeRole, "size"},
            {PreviewRole, "preview"},
            {LocationRole, "location"},
            {FilePathRole, "filePath"},
            {LineRole, "line"},
            {ColumnRole, "column"},
            {SocketRole, "socket"},
            {VuRole, "vu"},
            {IterationRole, "iteration"},
            {StateBeforeRole, "stateBefore"},
            {StateAfterRole, "stateAfter"},
            {LevelRole, "level"},
            {CauseRole, "cause"},
            {OffsetRole, "offset"}};
}

int TimelineModel::rowOf(qint64 offset) const
{
    const int row = rowNear(offset);
    return row >= 0 && m_rows[row].offset() == offset ? row : -1;
}

int TimelineModel::rowNear(qint64 offset) const
{
    return m_rows.partitionPoint([offset](const Row &each) { return each.offset() <= offset; }) - 1;
}

int TimelineModel::rowAt(qint64 timeNs) const
{
    return m_rows.partitionPoint([timeNs](const Row &each) { return each.timeNs() <= timeNs; }) - 1;
}

TimelineFields TimelineModel::fields(int row) const
{
    const auto &r = m_rows[row];
    return {r.kind, r.stateAfter, r.size, r.socket, r.vu, r.line};
}

TimelineModel::Row TimelineModel::rowOfRecord(const Record &record)
{
    const auto offset = static_cast<std::uint64_t>(record.offset) / 8;
    const auto time = static_cast<std::uint64_t>(std::max<std::int64_t>(record.timeNs, 0));
    return {.lowOffset = static_cast<std::uint32_t>(offset),
            .lowTime = static_cast<std::uint32_t>(time),
            .high = static_cast<std::uint32_t>((time >> 32) << 8 | (offset >> 32 & 0xff)),
            .size = static_cast<std::uint32_t>(record.payload.size()),
            .socket = record.socket,
            .line = record.location.line,
            .vu = static_cast<std::uint16_t>(std::min(record.vu, 0xffffU)),
            .kind = record.kind,
            .stateAfter = record.stateAfter};
}

void TimelineModel::append(const QList<Record> &records)
{
    std::vector<Row> added;
    added.reserve(static_cast<std::size_t>(records.size()));
    for (const auto &r : records)
        if (hasRow(r.kind))
            added.push_back(rowOfRecord(r));
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

void TimelineModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_texts.clear();
    endResetModel();
    Q_EMIT countChanged();
}

} // namespace sockscope
