// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/breakpoint_model.h"

#include "models/debug/event_line.h"
#include "models/debug/script_path.h"

#include <algorithm>
#include <tuple>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QStringList filters{u"uncaught"_s, u"rejections"_s, u"caught"_s};

auto order(const Breakpoint &breakpoint)
{
    return std::tuple(breakpoint.kind, breakpoint.file, breakpoint.line);
}

} // namespace

BreakpointModel::BreakpointModel(QObject *parent)
    : QAbstractListModel(parent)
{
    for (const QString &filter : filters) {
        Breakpoint exception;
        exception.kind = Breakpoint::Kind::Exception;
        exception.isEnabled = false;
        exception.event = filter;
        m_all += exception;
    }
}

int BreakpointModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QHash<int, QByteArray> BreakpointModel::roleNames() const
{
    return {{TextRole, "text"},     {DetailRole, "detail"},     {KindRole, "kind"},
            {ShapeRole, "shape"},   {EnabledRole, "enabled"},   {UnplacedRole, "unplaced"},
            {ReasonRole, "reason"}, {FilePathRole, "filePath"}, {LineRole, "line"}};
}

QVariant BreakpointModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Breakpoint &breakpoint = m_all.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return text(breakpoint);
    case DetailRole:
        return detail(breakpoint);
    case KindRole:
        return static_cast<int>(breakpoint.kind);
    case ShapeRole:
        return breakpoint.isPlain() ? Dot : breakpoint.logMessage.isEmpty() ? Conditional : LogMessage;
    case EnabledRole:
        return breakpoint.isEnabled;
    case UnplacedRole:
        return breakpoint.placement == Breakpoint::Placement::Unplaced;
    case ReasonRole:
        return breakpoint.message;
    case FilePathRole:
        return breakpoint.file;
    case LineRole:
        return breakpoint.line;
    default:
        return {};
    }
}

QString BreakpointModel::text(const Breakpoint &breakpoint)
{
    switch (breakpoint.kind) {
    case Breakpoint::Kind::Line:
        return placeText(breakpoint.file, breakpoint.line);
    case Breakpoint::Kind::Event: {
        const QString event = breakpoint.event == "any"_L1 ? tr("any event") : breakpoint.event;
        return breakpoint.socket > 0 ? tr("%1 of socket %2").arg(event).arg(breakpoint.socket)
                                     : tr("%1 of any socket").arg(event);
    }
    case Breakpoint::Kind::Exception:
        break;
    }
    return breakpoint.event == "caught"_L1     ? tr("Caught exceptions")
           : breakpoint.event == "uncaught"_L1 ? tr("Uncaught exceptions")
                                               : tr("Unhandled rejections");
}

QString BreakpointModel::detail(const Breakpoint &breakpoint)
{
    QStringList parts;
    if (!breakpoint.condition.isEmpty())
        parts += tr("if %1").arg(breakpoint.condition);
    if (breakpoint.hitCount > 0)
        parts += tr("from hit %1 on").arg(breakpoint.hitCount);
    if (!breakpoint.logMessage.isEmpty())
        parts += tr("prints \"%1\"").arg(breakpoint.logMessage);
    if (breakpoint.nth > 0)
        parts += tr("chunk %1 only").arg(breakpoint.nth);
    if (!breakpoint.pattern.isEmpty())
        parts +=
            breakpoint.isHex ? tr("with bytes %1").arg(breakpoint.pattern) : tr("with \"%1\"").arg(breakpoint.pattern);
    if (breakpoint.placement == Breakpoint::Placement::Placed && breakpoint.placedLine > 0 &&
        breakpoint.placedLine != breakpoint.line)
        parts += tr("stops at line %1").arg(breakpoint.placedLine);
    return parts.join(u" · "_s);
}

int BreakpointModel::rowAt(const QString &file, int line) const
{
    for (int row = 0; row < count(); ++row) {
        const Breakpoint &breakpoint = m_all.at(row);
        if (breakpoint.kind == Breakpoint::Kind::Line && breakpoint.line == line && breakpoint.file == file)
            return row;
    }
    return -1;
}

QStringList BreakpointModel::files() const
{
    QStringList files;
    for (const Breakpoint &breakpoint : m_all) {
        if (breakpoint.kind == Breakpoint::Kind::Line && !files.contains(breakpoint.file))
            files += breakpoint.file;
    }
    return files;
}

void BreakpointModel::toggle(const QString &file, int line)
{
    if (const int row = rowAt(file, line); row >= 0) {
        remove(row);
        return;
    }
    Breakpoint breakpoint;
    breakpoint.file = file;
    breakpoint.line = line;
    add(breakpoint);
}

bool BreakpointModel::add(const Breakpoint &breakpoint)
{
    const int there = breakpoint.kind == Breakpoint::Kind::Line ? rowAt(breakpoint.file, breakpoint.line) : -1;
    if (there >= 0) {
        replace(there, breakpoint);
        return true;
    }
    if (count() - filters.size() >= MaxBreakpoints)
        return false;
    insert(breakpoint);
    tell(breakpoint);
    return true;
}

QString BreakpointModel::addEventLine(const QString &line)
{
    QString problem;
    const auto breakpoint = eventFromLine(line, &problem);
    if (breakpoint && !add(*breakpoint))
        problem = tr("There are %1 breakpoints already.").arg(MaxBreakpoints);
    return problem;
}

void BreakpointModel::remove(int row)
{
    if (!isRow(row))
        return;
    const Breakpoint gone = m_all.at(row);
    if (gone.kind == Breakpoint::Kind::Exception) {
        setEnabled(row, false);
        return;
    }
    take(row);
    tell(gone);
}

void BreakpointModel::removeAll()
{
    for (int row = count() - 1; row >= 0; --row) {
        if (m_all.at(row).kind != Breakpoint::Kind::Exception)
            remove(row);
    }
}

void BreakpointModel::setEnabled(int row, bool enabled)
{
    if (!isRow(row) || m_all.at(row).isEnabled == enabled)
        return;
    Breakpoint &breakpoint = m_all[row];
    breakpoint.isEnabled = enabled;
    breakpoint.placement = Breakpoint::Placement::Unknown;
    breakpoint.message.clear();
    told(row);
    tell(breakpoint);
}

void BreakpointModel::replace(int row, const Breakpoint &breakpoint)
{
    if (!isRow(row))
        return;
    m_all[row] = breakpoint;
    m_all[row].placement = Breakpoint::Placement::Unknown;
    told(row);
    tell(breakpoint);
}

qsizetype BreakpointModel::placeFor(const Breakpoint &breakpoint) const
{
    return std::upper_bound(m_all.begin(), m_all.end(), breakpoint,
                            [](const Breakpoint &a, const Breakpoint &b) { return order(a) < order(b); }) -
           m_all.begin();
}

void BreakpointModel::insert(const Breakpoint &breakpoint)
{
    const auto row = static_cast<int>(placeFor(breakpoint));
    beginInsertRows({}, row, row);
    m_all.insert(row, breakpoint);
    endInsertRows();
    Q_EMIT countChanged();
    Q_EMIT marksChanged();
}

void BreakpointModel::take(int row)
{
    beginRemoveRows({}, row, row);
    m_all.removeAt(row);
    endRemoveRows();
    Q_EMIT countChanged();
    Q_EMIT marksChanged();
}

void BreakpointModel::told(int row)
{
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT marksChanged();
}

void BreakpointModel::tell(const Breakpoint &breakpoint)
{
    if (breakpoint.kind == Breakpoint::Kind::Line)
        Q_EMIT linesChanged(breakpoint.file);
    else if (breakpoint.kind == Breakpoint::Kind::Event)
        Q_EMIT eventsChanged();
    else
        Q_EMIT exceptionsChanged();
}

} // namespace sockscope
