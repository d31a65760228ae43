// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine_process.h"
#include "scintilla.h"

#include <QStringList>

namespace sockscope {

class CodeAssist;
class ScriptLexer;
class Theme;

/// The input line of a session's console: JavaScript of one line that grows to eight. Enter evaluates, Shift+Enter
/// begins a new line; Up in the first line and Down in the last one walk through what was entered before; Tab and
/// Ctrl+Space complete; Esc and Ctrl+C without a selection ask for an interruption while something runs. What was
/// entered is kept in memory only, since it can hold secrets.
class ConsolePrompt : public QsciScintilla
{
    Q_OBJECT
public:
    static constexpr int MaxLines = 8;      ///< shown at once; more are scrolled
    static constexpr int MaxHistory = 1000; ///< entries

    explicit ConsolePrompt(Theme &theme, QWidget *parent = nullptr);

    /// Whether an engine takes snippets. Without one Enter keeps the text and says why.
    void setEngineRunning(bool running);
    /// What belongs here at the moment, in place of an example of a call; empty for that.
    void setHint(const QString &hint);
    /// Whether something runs that an interruption would end.
    void setBusy(bool busy);
    [[nodiscard]] QString placeholder() const; ///< shown while the field is empty
    [[nodiscard]] CodeAssist &assist() { return *m_assist; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    /// The engine says that a text is only the beginning of a snippet: it comes back with a new line behind it, before
    /// what was typed since.
    void continueSnippet(const QString &text);
    /// Answer to completionRequested(); dropped where text or caret have changed since.
    void showCompletions(int from, const QList<sockscope::Completion> &items);

Q_SIGNALS:
    void evaluateRequested(const QString &text);
    void interruptRequested();
    void completionRequested(const QString &text, int position); ///< UTF-16 units

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void configure();
    void applyTheme();
    void fitHeight();
    [[nodiscard]] bool handleKey(QKeyEvent *event);
    [[nodiscard]] bool walkHistory(int step);
    [[nodiscard]] bool askToInterrupt();
    void submit();
    void startNewLine();
    void replaceText(const QString &text);
    [[nodiscard]] bool completesHere() const;

    Theme &m_theme;
    ScriptLexer *m_lexer;
    CodeAssist *m_assist;
    QStringList m_history;
    qsizetype m_historyAt = 0; ///< the entry shown; size() for what is being typed
    QString m_draft;           ///< what was being typed before walking
    bool m_isEngineRunning = false;
    bool m_isBusy = false;
    QString m_hint;
};

} // namespace sockscope
