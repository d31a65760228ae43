// SPDX-License-Identifier: GPL-3.0-or-later
#include "paused_line.h"

#include "icons.h"
#include "line_values.h"
#include "models/debug/debugger.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"

namespace sockscope {

using namespace Qt::StringLiterals;

PausedLine::PausedLine(ScriptEditor &editor, const ScriptDocument &document, Debugger &debugger, Theme &theme,
                       QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_document(document)
    , m_debugger(debugger)
    , m_theme(theme)
{
    connect(&debugger, &Debugger::frameChanged, this, &PausedLine::show);
    connect(debugger.variables(), &VariableTree::refreshed, this, &PausedLine::showValues);
    connect(&editor, &QsciScintilla::textChanged, this, [this] { m_editor.setLineNotes({}); });
    connect(&document, &ScriptDocument::replaced, this, &PausedLine::show);
    connect(&theme, &Theme::changed, this, &PausedLine::defineMarkers);
    defineMarkers();
    show();
    showValues();
}

void PausedLine::defineMarkers()
{
    const ColorScheme &colors = m_theme.colors();
    const QSize side(m_theme.iconSize(), m_theme.iconSize());
    m_editor.markerDefine(iconImage(u"paused-at"_s, colors.warning, side), ScriptEditor::PausedMarker);
    m_editor.markerDefine(iconImage(u"frame-at"_s, colors.warning, side), ScriptEditor::FrameMarker);
    for (const auto marker : {ScriptEditor::PausedLineMarker, ScriptEditor::FrameLineMarker}) {
        m_editor.markerDefine(QsciScintilla::Background, marker);
        m_editor.setMarkerBackgroundColor(
            marker == ScriptEditor::PausedLineMarker ? colors.pausedLine : colors.selection, marker);
    }
}

void PausedLine::show()
{
    using Editor = ScriptEditor;
    for (const auto marker :
         {Editor::PausedMarker, Editor::FrameMarker, Editor::PausedLineMarker, Editor::FrameLineMarker})
        m_editor.markerDeleteAll(marker);
    m_editor.setLineNotes({});
    m_line = 0;
    const auto mark = [&](const ScriptPlace &place, Editor::Marker arrow, Editor::Marker ground) {
        if (place.line < 1 || place.line > m_editor.lines() || !m_document.isNamed(place.file))
            return false;
        m_editor.markerAdd(place.line - 1, arrow);
        m_editor.markerAdd(place.line - 1, ground);
        return true;
    };
    const ScriptPlace place = m_debugger.place();
    const ScriptPlace frame = m_debugger.framePlace();
    if (mark(place, Editor::PausedMarker, Editor::PausedLineMarker))
        m_line = place.line;
    if (frame.line != place.line || frame.file != place.file)
        mark(frame, Editor::FrameMarker, Editor::FrameLineMarker);
    if (frame.line > 0 && m_document.isNamed(frame.file))
        m_editor.reveal(frame.line);
}

void PausedLine::showValues()
{
    const ScriptPlace frame = m_debugger.framePlace();
    if (frame.line > 0 && m_document.isNamed(frame.file))
        m_editor.setLineNotes(lineValues(m_editor, frame.line, m_debugger.variables()->locals()));
}

} // namespace sockscope
