// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

namespace sockscope {

class BreakpointModel;
class ScriptDocument;
class ScriptEditor;
class Theme;

/// The breakpoints of one script in the margin of its editor: a click sets or removes one, the right button offers
/// more. They move with the lines of the text. A dot stops, one with lines across has a condition, a diamond prints a
/// message; what is hollow stops nothing in the present run, what is struck through is switched off.
class BreakpointMargin : public QObject
{
    Q_OBJECT
public:
    BreakpointMargin(ScriptEditor &editor, const ScriptDocument &document, BreakpointModel &breakpoints, Theme &theme,
                     QObject *parent = nullptr);

    void toggle(int line); ///< from 1
    /// Asks for condition, hit count and message of the one on a line, or of a new one.
    void edit(int line);
    [[nodiscard]] QString toolTip(int line) const; ///< what stands on a line, in words; empty for nothing
    /// The name of the drawing in the margin of a line; empty for none.
    [[nodiscard]] QString iconAt(int line) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; ///< tool tips

private:
    struct Mark
    {
        int handle = 0; ///< Scintilla's
        int line = 0;
    };
    void defineMarkers();
    void showAll();
    void takeMovedLines();
    void takeName();
    void showMenu(int line);

    ScriptEditor &m_editor;
    const ScriptDocument &m_document;
    BreakpointModel &m_breakpoints;
    Theme &m_theme;
    QString m_file;
    bool m_hadFile = false; ///< the script was saved before
    QList<Mark> m_marks;
};

} // namespace sockscope
