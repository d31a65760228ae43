// SPDX-License-Identifier: GPL-3.0-or-later
// What the editor, a run and the memory between two starts have to do with breakpoints.
#include "models/debug/breakpoint_model.h"

#include "models/debug/script_path.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

void BreakpointModel::moveLines(const QString &file, const QList<std::pair<int, int>> &fromTo)
{
    for (const auto &[from, to] : fromTo) {
        const int row = rowAt(file, from);
        if (row < 0 || from == to)
            continue;
        Breakpoint moved = m_all.at(row);
        take(row);
        moved.line = to;
        if (rowAt(file, to) < 0) // two lines became one
            insert(moved);
    }
}

void BreakpointModel::renameFile(const QString &before, const QString &after)
{
    QList<Breakpoint> moved;
    for (int row = count() - 1; row >= 0; --row) {
        if (m_all.at(row).kind != Breakpoint::Kind::Line || m_all.at(row).file != before)
            continue;
        moved += m_all.at(row);
        take(row);
    }
    for (Breakpoint &breakpoint : moved) {
        breakpoint.file = after;
        if (rowAt(after, breakpoint.line) < 0)
            insert(breakpoint);
    }
}

QJsonArray BreakpointModel::linesRequest(const QString &file) const
{
    QJsonArray asked;
    for (const Breakpoint &breakpoint : m_all) {
        if (breakpoint.kind == Breakpoint::Kind::Line && breakpoint.isEnabled && breakpoint.file == file)
            asked.append(breakpoint.request());
    }
    return asked;
}

QJsonArray BreakpointModel::eventsRequest() const
{
    QJsonArray asked;
    for (const Breakpoint &breakpoint : m_all) {
        if (breakpoint.kind == Breakpoint::Kind::Event && breakpoint.isEnabled)
            asked.append(breakpoint.request());
    }
    return asked;
}

QJsonObject BreakpointModel::exceptionsRequest() const
{
    QJsonObject asked;
    for (const Breakpoint &breakpoint : m_all) {
        if (breakpoint.kind == Breakpoint::Kind::Exception)
            asked.insert(breakpoint.event, breakpoint.isEnabled);
    }
    return asked;
}

void BreakpointModel::apply(Breakpoint &breakpoint, const QJsonObject &answer)
{
    using Placement = Breakpoint::Placement;
    breakpoint.id = answer.value("id"_L1).toInt();
    breakpoint.placement = answer.value("verified"_L1).toBool() ? Placement::Placed : Placement::Unplaced;
    breakpoint.placedLine = answer.value("line"_L1).toInt();
    breakpoint.message = answer.value("message"_L1).toString();
}

void BreakpointModel::setPlaced(const QString &file, const QJsonArray &answers)
{
    qsizetype next = 0;
    for (int row = 0; row < count() && next < answers.size(); ++row) {
        Breakpoint &breakpoint = m_all[row];
        if (breakpoint.kind != Breakpoint::Kind::Line || !breakpoint.isEnabled || breakpoint.file != file)
            continue;
        apply(breakpoint, answers.at(next++).toObject());
        told(row);
    }
}

void BreakpointModel::setPlaced(const QJsonObject &message)
{
    const int id = message.value("id"_L1).toInt();
    for (int row = 0; row < count(); ++row) {
        if (id == 0 || m_all.at(row).id != id)
            continue;
        apply(m_all[row], message);
        told(row);
    }
}

void BreakpointModel::forgetPlacement()
{
    for (int row = 0; row < count(); ++row) {
        Breakpoint &breakpoint = m_all[row];
        breakpoint.id = 0;
        if (breakpoint.placement == Breakpoint::Placement::Unknown)
            continue;
        breakpoint.placement = Breakpoint::Placement::Unknown;
        breakpoint.message.clear();
        told(row);
    }
}

QJsonArray BreakpointModel::toJson() const
{
    QJsonArray all;
    for (const Breakpoint &breakpoint : m_all) {
        if (breakpoint.isMemorable())
            all.append(breakpoint.toJson());
    }
    return all;
}

void BreakpointModel::fromJson(const QJsonArray &all)
{
    removeAll();
    for (const auto object : all) {
        const auto breakpoint = Breakpoint::fromJson(object.toObject());
        if (!breakpoint)
            continue;
        if (breakpoint->kind != Breakpoint::Kind::Exception) {
            add(*breakpoint);
            continue;
        }
        const auto found = std::find_if(m_all.begin(), m_all.end(), [&](const Breakpoint &known) {
            return known.kind == Breakpoint::Kind::Exception && known.event == breakpoint->event;
        });
        if (found != m_all.end())
            setEnabled(static_cast<int>(found - m_all.begin()), breakpoint->isEnabled);
    }
}

} // namespace sockscope
