// SPDX-License-Identifier: GPL-3.0-or-later
#include "breakpoint_margin.h"

#include "breakpoint_dialog.h"
#include "icons.h"
#include "models/debug/breakpoint_model.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"

#include <QCursor>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QStringList shapes{u"breakpoint"_s, u"condition"_s, u"logpoint"_s};
const QStringList forms{QString(), u"-hollow"_s, u"-off"_s};

int marker(int shape, int form)
{
    return ScriptEditor::FirstBreakpointMarker + shape * 3 + form;
}

int markerOf(const QModelIndex &row)
{
    const bool isOff = !row.data(BreakpointModel::EnabledRole).toBool();
    const bool isHollow = row.data(BreakpointModel::UnplacedRole).toBool();
    return marker(row.data(BreakpointModel::ShapeRole).toInt(), isOff ? 2 : isHollow ? 1 : 0);
}

} // namespace

BreakpointMargin::BreakpointMargin(ScriptEditor &editor, const ScriptDocument &document, BreakpointModel &breakpoints,
                                   Theme &theme, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_document(document)
    , m_breakpoints(breakpoints)
    , m_theme(theme)
    , m_file(document.runPath())
{
    editor.viewport()->installEventFilter(this);
    connect(&editor, &QsciScintilla::marginClicked, this, [this](int margin, int line) {
        if (margin == ScriptEditor::BreakMargin)
            toggle(line + 1);
    });
    connect(&editor, &QsciScintilla::marginRightClicked, this, [this](int, int line) { showMenu(line + 1); });
    connect(&editor, &QsciScintilla::linesChanged, this, &BreakpointMargin::takeMovedLines);
    connect(&breakpoints, &BreakpointModel::marksChanged, this, &BreakpointMargin::showAll);
    connect(&document, &ScriptDocument::replaced, this, [this] {
        m_file = m_document.runPath();
        m_hadFile = !m_document.path().isEmpty();
        showAll();
    });
    connect(&document, &ScriptDocument::opened, this, &BreakpointMargin::takeName);
    connect(&theme, &Theme::changed, this, &BreakpointMargin::defineMarkers);
    defineMarkers();
    showAll();
}

void BreakpointMargin::defineMarkers()
{
    const int side = m_theme.iconSize();
    for (int shape = 0; shape < shapes.size(); ++shape) {
        for (int form = 0; form < forms.size(); ++form) {
            const QColor color = form == 2 ? m_theme.colors().muted : m_theme.colors().breakpoint;
            m_editor.markerDefine(iconImage(shapes.at(shape) + forms.at(form), color, {side, side}),
                                  marker(shape, form));
        }
    }
}

void BreakpointMargin::showAll()
{
    for (int shape = 0; shape < shapes.size(); ++shape) {
        for (int form = 0; form < forms.size(); ++form)
            m_editor.markerDeleteAll(marker(shape, form));
    }
    m_marks.clear();
    for (int row = 0; row < m_breakpoints.count(); ++row) {
        const Breakpoint &breakpoint = m_breakpoints.all().at(row);
        if (breakpoint.kind != Breakpoint::Kind::Line || breakpoint.file != m_file ||
            breakpoint.line > m_editor.lines())
            continue;
        m_marks.append({m_editor.markerAdd(breakpoint.line - 1, markerOf(m_breakpoints.index(row))), breakpoint.line});
    }
}

/// Scintilla has moved the marks with the text.
void BreakpointMargin::takeMovedLines()
{
    QList<std::pair<int, int>> moves;
    for (const Mark &mark : std::as_const(m_marks)) {
        const int line = m_editor.markerLine(mark.handle) + 1;
        if (line > 0 && line != mark.line)
            moves.emplaceBack(mark.line, line);
    }
    if (moves.isEmpty())
        return;
    if (moves.constFirst().second > moves.constFirst().first) // so that none meets the next one on its way
        std::reverse(moves.begin(), moves.end());
    m_breakpoints.moveLines(m_file, moves);
}

/// The script was saved under a name: what had none takes its breakpoints along, a copy gets the same.
void BreakpointMargin::takeName()
{
    const QString former = std::exchange(m_file, m_document.runPath());
    const bool isCopy = std::exchange(m_hadFile, true);
    if (former == m_file)
        return;
    if (!isCopy) {
        m_breakpoints.renameFile(former, m_file);
        return;
    }
    const QList<Breakpoint> all = m_breakpoints.all();
    for (Breakpoint breakpoint : all) {
        if (breakpoint.kind != Breakpoint::Kind::Line || breakpoint.file != former)
            continue;
        breakpoint.file = m_file;
        m_breakpoints.add(breakpoint);
    }
    showAll();
}

void BreakpointMargin::toggle(int line)
{
    m_breakpoints.toggle(m_file, line);
}

void BreakpointMargin::edit(int line)
{
    const int row = m_breakpoints.rowAt(m_file, line);
    Breakpoint breakpoint;
    if (row >= 0)
        breakpoint = m_breakpoints.all().at(row);
    breakpoint.file = m_file;
    breakpoint.line = line;
    if (BreakpointDialog dialog(breakpoint, m_theme, m_editor.window()); dialog.exec() == QDialog::Accepted)
        m_breakpoints.add(dialog.breakpoint());
}

void BreakpointMargin::showMenu(int line)
{
    QMenu menu(&m_editor);
    const int row = m_breakpoints.rowAt(m_file, line);
    menu.addAction(row < 0 ? tr("Add Breakpoint") : tr("Remove Breakpoint"), this, [this, line] { toggle(line); });
    menu.addAction(row < 0 ? tr("Add with Condition or Message…") : tr("Condition, Hit Count or Message…"), this,
                   [this, line] { edit(line); });
    if (row >= 0) {
        const bool isEnabled = m_breakpoints.all().at(row).isEnabled;
        menu.addAction(isEnabled ? tr("Disable Breakpoint") : tr("Enable Breakpoint"), this,
                       [this, row, isEnabled] { m_breakpoints.setEnabled(row, !isEnabled); });
    }
    menu.exec(QCursor::pos());
}

QString BreakpointMargin::iconAt(int line) const
{
    const int row = m_breakpoints.rowAt(m_file, line);
    if (row < 0)
        return {};
    const int index = markerOf(m_breakpoints.index(row)) - ScriptEditor::FirstBreakpointMarker;
    return shapes.at(index / 3) + forms.at(index % 3);
}

QString BreakpointMargin::toolTip(int line) const
{
    const int row = m_breakpoints.rowAt(m_file, line);
    if (row < 0)
        return {};
    const QModelIndex at = m_breakpoints.index(row);
    QStringList lines{at.data(BreakpointModel::EnabledRole).toBool() ? tr("Breakpoint, line %1").arg(line)
                                                                     : tr("Breakpoint, line %1, disabled").arg(line)};
    for (const auto role : {BreakpointModel::DetailRole, BreakpointModel::ReasonRole}) {
        if (const QString text = at.data(role).toString(); !text.isEmpty())
            lines += text;
    }
    return lines.join(u'\n');
}

bool BreakpointMargin::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QObject::eventFilter(watched, event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (help->pos().x() >= m_editor.marginsWidth())
        return false;
    const QString text = toolTip(m_editor.lineAt(QPoint(m_editor.marginsWidth() + 1, help->pos().y())) + 1);
    QToolTip::showText(help->globalPos(),
                       text.isEmpty() ? QString() : u"<p style='white-space:pre'>"_s + text.toHtmlEscaped(),
                       m_editor.viewport());
    return true;
}

} // namespace sockscope
