// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scintilla.h"

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
    explicit ScriptEditor(Theme &theme, QWidget *parent = nullptr);

    /// Replaces everything; the history starts anew and the text counts as unmodified.
    void load(const QString &text);
    /// Puts the caret there, unfolds what hides it, and brings it to the middle of the view. A line behind the end
    /// means the last one.
    void goTo(int line, int column = 1);
    [[nodiscard]] int currentLine() const;

    void markError(int line);
    void clearErrors();
    [[nodiscard]] QList<int> errorLines() const;

    /// Comments the selected lines out, or in if all of them are comments.
    void toggleComment();
    [[nodiscard]] CodeAssist &assist() { return *m_assist; } ///< completion and call tips from k6's names

private:
    enum Margin { NumberMargin, MarkMargin, FoldMargin };
    enum Marker { ErrorMarker, ErrorLineMarker };
    void configure();
    void applyTheme();
    void applyMarkers();
    void resizeNumberMargin();

    Theme &m_theme;
    ScriptLexer *m_lexer;
    CodeAssist *m_assist;
};

} // namespace sockscope
