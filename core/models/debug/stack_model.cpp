// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/stack_model.h"

#include "log/visible_text.h"
#include "models/debug/script_path.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

int StackModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QHash<int, QByteArray> StackModel::roleNames() const
{
    return {{NameRole, "name"},          {LocationRole, "location"},
            {FilePathRole, "filePath"},  {LineRole, "line"},
            {ColumnRole, "column"},      {AsyncRole, "awaiting"},
            {CurrentRole, "isCurrent"},  {FirstAsyncRole, "firstAwaiting"},
            {HasValuesRole, "hasValues"}};
}

QVariant StackModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const StackFrame &frame = m_frames.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return frame.name.isEmpty() ? tr("(anonymous)") : visibleText(frame.name);
    case LocationRole:
        return placeText(frame.file, frame.line);
    case FilePathRole:
        return frame.file;
    case LineRole:
        return frame.line;
    case ColumnRole:
        return frame.column;
    case AsyncRole:
        return frame.isAsync;
    case FirstAsyncRole:
        return frame.isAsync && (index.row() == 0 || !m_frames.at(index.row() - 1).isAsync);
    case CurrentRole:
        return index.row() == m_current;
    case HasValuesRole:
        return frame.hasValues;
    default:
        return {};
    }
}

void StackModel::set(const QJsonObject &stack)
{
    QList<StackFrame> frames;
    const QJsonArray all = stack.value("frames"_L1).toArray();
    for (const auto frame : all) {
        const QJsonObject at = frame["location"_L1].toObject();
        frames.append({frame["id"_L1].toInt(), frame["name"_L1].toString(), scriptPath(at.value("url"_L1).toString()),
                       at.value("line"_L1).toInt(), at.value("column"_L1).toInt(), frame["async"_L1].toBool(),
                       frame["hasValues"_L1].toBool()});
    }
    beginResetModel();
    m_frames = frames;
    m_current = frames.isEmpty() ? -1 : 0;
    m_origin = stack.value("origin"_L1).toString();
    m_isCut = stack.value("cut"_L1).toBool();
    endResetModel();
    Q_EMIT changed();
    Q_EMIT currentChanged();
}

void StackModel::clear()
{
    if (!m_frames.isEmpty() || !m_origin.isEmpty())
        set({});
}

void StackModel::setCurrent(int row)
{
    if (row < 0 || row >= count() || row == m_current)
        return;
    const int former = std::exchange(m_current, row);
    for (const int changed : {former, row})
        Q_EMIT dataChanged(index(changed), index(changed), {CurrentRole});
    Q_EMIT currentChanged();
}

} // namespace sockscope
