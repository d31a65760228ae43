// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scintilla.h"

#include <QMap>

namespace sockscope {

class CodeAssist;
class ScriptLexer;
class Theme;

/// The editor of one script: colours, line numbers, folding, brace matching, and marks on lines with errors. Lines and
/// columns count from 1, as in script locations.
class ScriptEditor : public QsciScintilla
{
    Q_OBJECT
public:
    enum Margin { BreakMargin, NumberMargin, HitsMargin, MarkMargin, FoldMargin };
    static constexpr int MarginStyle = STYLE_LINENUMBER; ///< of texts in margins
    /// What may stand on a line, in the order in which it is drawn. Who uses those of the debugger defines them.
    enum Marker {
        ErrorLineMarker,
        EventLineMarker,
        FrameLineMarker,
        PausedLineMarker,
        NotReachedMarker,
        ErrorMarker,
        FirstBreakpointMarker,
        LastBreakpointMarker = FirstBreakpointMarker + 8,
        FrameMarker,
        PausedMarker,
    };

    explicit ScriptEditor(Theme &theme, QWidget *parent = nullptr);

    /// Replaces everything; the history starts anew and the text counts as unmodified.
    void load(const QString &text);
    /// Puts the caret there, unfolds what hides it, and brings it to the middle of the view. A line behind the end
    /// means the last one.
    void goTo(int line, int column = 1);
    /// Brings a line into view, in the middle where it was not; the caret stays.
    void reveal(int line);
    [[nodiscard]] int currentLine() const;
    /// Short texts behind the ends of lines, which are no part of the script.
    void setLineNotes(const QMap<int, QString> &notes);
    [[nodiscard]] const QMap<int, QString> &lineNotes() const { return m_lineNotes; }
    [[nodiscard]] int marginsWidth() const;
    [[nodiscard]] int lineAt(const QPoint &pos) const; ///< from 0, of a place in the viewport

    void markError(int line);
    void clearErrors();
    [[nodiscard]] QList<int> errorLines() const;

    /// Comments the selected lines out, or in if all of them are comments.
    void toggleComment();
    [[nodiscard]] CodeAssist &assist() { return *m_assist; } ///< completion and call tips from k6's names

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void configure();
    void applyTheme();
    void applyMarkers();
    void showCaretLine();
    void resizeNumberMargin();

    Theme &m_theme;
    ScriptLexer *m_lexer;
    CodeAssist *m_assist;
    QMap<int, QString> m_lineNotes;
};

} // namespace sockscope
