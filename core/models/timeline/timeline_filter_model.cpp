// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_filter_model.h"

#include "models/session/annotations.h"

#include <algorithm>
#include <limits>

namespace sockscope {

TimelineFilterModel::TimelineFilterModel(TimelineModel &source, const Annotations *annotations, QObject *parent)
    : QAbstractListModel(parent)
    , m_source(source)
    , m_annotations(annotations)
    , m_matches(source)
    , m_count(shown())
{
    connectSource();
    connectMatches();
    if (annotations)
        connect(annotations, &Annotations::changed, this, &TimelineFilterModel::onAnnotated);
}

/// Behind m_matches, which has connected itself before.
void TimelineFilterModel::connectSource()
{
    connect(&m_source, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        beginResetModel();
        m_count = 0; // what m_matches tells until the end of the reset changes nothing
    });
    connect(&m_source, &QAbstractItemModel::modelReset, this, [this] {
        m_count = shown();
        endResetModel();
        Q_EMIT countChanged();
    });
}

void TimelineFilterModel::connectMatches()
{
    connect(&m_matches, &TimelineMatches::added, this, &TimelineFilterModel::showMatches);
    connect(&m_matches, &TimelineMatches::busyChanged, this, [this] {
        Q_EMIT busyChanged();
        if (!m_matches.error().isEmpty())
            Q_EMIT queryChanged();
    });
    connect(&m_matches, &TimelineMatches::aboutToRemoveFirst, this, [this](int gone) {
        if (const int rows = std::min(gone, m_count); rows > 0)
            beginRemoveRows({}, 0, rows - 1);
    });
    connect(&m_matches, &TimelineMatches::removedFirst, this, [this](int gone) {
        const int rows = std::min(gone, m_count);
        if (rows == 0)
            return;
        m_count -= rows;
        endRemoveRows();
        Q_EMIT countChanged();
    });
}

/// How many of the matches the instant lets through.
int TimelineFilterModel::shown() const
{
    if (m_instant == Latest)
        return m_matches.count();
    return m_matches.indexAtOrBehind(m_source.droppedRows() + m_source.rowAt(m_instant) + 1);
}

void TimelineFilterModel::showMatches()
{
    const int rows = shown();
    if (rows > m_count) {
        beginInsertRows({}, m_count, rows - 1);
        m_count = rows;
        endInsertRows();
    } else if (rows < m_count) {
        beginRemoveRows({}, rows, m_count - 1);
        m_count = rows;
        endRemoveRows();
    }
    Q_EMIT countChanged();
}

void TimelineFilterModel::setInstant(qint64 instant)
{
    instant = std::max(instant, Latest);
    if (instant == m_instant)
        return;
    m_instant = instant;
    showMatches();
    Q_EMIT instantChanged();
}

void TimelineFilterModel::setQuery(const QString &line)
{
    const auto change = m_line.setText(line);
    if (change == TimelineQueryLine::Change::Query)
        restart();
    if (change != TimelineQueryLine::Change::None)
        Q_EMIT queryChanged();
}

void TimelineFilterModel::setMatchCase(bool matchCase)
{
    if (matchCase == m_matchCase)
        return;
    m_matchCase = matchCase;
    if (!m_line.query().needles().isEmpty())
        restart();
    Q_EMIT queryChanged();
}

void TimelineFilterModel::restart()
{
    beginResetModel();
    const QSignalBlocker quiet(m_matches);
    m_matches.setQuery(m_line.query(), m_matchCase);
    m_count = shown();
    endResetModel();
    Q_EMIT countChanged();
    Q_EMIT busyChanged();
}

QString TimelineFilterModel::problem() const
{
    return m_line.problemOr(m_matches.error());
}

void TimelineFilterModel::toggleTerm(const QString &term)
{
    setQuery(TimelineQuery::toggled(m_line.text(), term));
}

int TimelineFilterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

QVariant TimelineFilterModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = sourceRow(index.row());
    switch (role) {
    case DeltaRole:
        return index.row() == 0 ? qint64{-1} : m_source.timeAt(row) - m_source.timeAt(sourceRow(index.row() - 1));
    case MarkedRole:
        return m_annotations && m_annotations->isMarked(m_source.offsetAt(row));
    case NoteRole:
        return m_annotations ? m_annotations->note(m_source.offsetAt(row)) : QString();
    default:
        return m_source.data(m_source.index(row), role);
    }
}

QHash<int, QByteArray> TimelineFilterModel::roleNames() const
{
    auto names = m_source.roleNames();
    names.insert({{DeltaRole, "delta"}, {MarkedRole, "marked"}, {NoteRole, "note"}});
    return names;
}

int TimelineFilterModel::rowOfSource(int sourceRow) const
{
    if (sourceRow < 0)
        return -1;
    const int row = m_matches.indexAtOrBehind(m_source.droppedRows() + sourceRow);
    return row < m_count && m_matches.rowOf(row) == sourceRow ? row : -1;
}

int TimelineFilterModel::rowOf(qint64 offset) const
{
    return rowOfSource(m_source.rowOf(offset));
}

int TimelineFilterModel::rowNear(qint64 offset) const
{
    const int row = m_matches.indexAtOrBehind(m_source.droppedRows() + m_source.rowNear(offset) + 1) - 1;
    return std::min(row, m_count - 1);
}

qint64 TimelineFilterModel::offsetAt(int row) const
{
    return row < 0 || row >= m_count ? -1 : m_source.offsetAt(sourceRow(row));
}

quint32 TimelineFilterModel::socketAt(int row) const
{
    return row < 0 || row >= m_count ? 0 : m_source.fields(sourceRow(row)).socket;
}

void TimelineFilterModel::onAnnotated(qint64 offset)
{
    const int row = offset < 0 ? -1 : rowOf(offset);
    if (row >= 0)
        Q_EMIT dataChanged(index(row), index(row), {MarkedRole, NoteRole});
    else if (offset < 0 && m_count > 0)
        Q_EMIT dataChanged(index(0), index(m_count - 1), {MarkedRole, NoteRole});
}

} // namespace sockscope
