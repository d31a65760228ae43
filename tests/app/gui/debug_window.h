// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hand_window.h"
#include "holding_peer.h"
#include "models/debug/debugger.h"
#include "script_editor.h"

namespace sockscope {

/// A window in which scripts are debugged, against a peer that `TCP_PORT` in the environment names.
class DebugWindow : public HandWindow
{
public:
    DebugWindow()
    {
        if (!m_peer.isListening())
            qFatal("The peer does not listen.");
        qputenv("TCP_PORT", QByteArray::number(m_peer.port()));
    }

    [[nodiscard]] HoldingPeer &peer() { return m_peer; }
    [[nodiscard]] ScriptEditor &editor() { return window().editor(); }
    [[nodiscard]] Debugger &debugger() { return session().debugger(); }
    [[nodiscard]] QString title() { return window().current().title(); } ///< of the tab in front

    /// Opens a script in a tab of its own, or turns to it. Its editor has the keyboard.
    void openScript(const QString &path)
    {
        if (!window().openScript(path))
            qFatal("%s can't be opened", qPrintable(path));
        editor().setFocus();
    }
    /// Beside the number of a line, where a breakpoint is set or removed.
    void clickMargin(int line)
    {
        const auto position = editor().SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, line - 1);
        const auto y = static_cast<int>(editor().SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, position));
        QTest::mouseClick(editor().viewport(), Qt::LeftButton, {}, {8, y + 6});
    }
    /// In the tab in front.
    [[nodiscard]] bool isMarked(int line, ScriptEditor::Marker marker)
    {
        return (editor().markersAtLine(line - 1) & (1U << marker)) != 0;
    }
    /// Whether the run comes to stand still with the arrow at a line of a file whose tab is in front.
    [[nodiscard]] bool standsAt(const QString &file, int line, ScriptEditor::Marker arrow = ScriptEditor::PausedMarker)
    {
        return waitFor([&] { return title() == file && debugger().isPaused() && isMarked(line, arrow); });
    }
    /// Its run has, and everything of it has been read.
    [[nodiscard]] bool hasFinished()
    {
        return waitFor(
            [this] { return phase() == SessionStatus::Phase::Finished && journal().state() == JournalSession::Ended; });
    }

private:
    HoldingPeer m_peer;
};

} // namespace sockscope
