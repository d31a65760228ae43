// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys do at the prompt; all others are the editor's own.
#include "code_assist.h"
#include "console_prompt.h"

#include <QKeyEvent>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

void ConsolePrompt::keyPressEvent(QKeyEvent *event)
{
    // An open list takes Enter, Tab, Esc and the arrows; but where it has nothing to add, Enter is meant for the
    // prompt.
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && m_assist->isTypedOut())
        m_assist->hideAll();
    if (m_assist->isListShown() || !handleKey(event))
        QsciScintilla::keyPressEvent(event);
}

bool ConsolePrompt::handleKey(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isPlain = modifiers == Qt::NoModifier;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (modifiers == Qt::ShiftModifier)
            startNewLine();
        else
            submit();
        return true;
    case Qt::Key_Up:
        return isPlain && walkHistory(-1);
    case Qt::Key_Down:
        return isPlain && walkHistory(1);
    case Qt::Key_Tab:
        if (!isPlain || !completesHere())
            return false;
        m_assist->complete();
        return true;
    case Qt::Key_C:
        return modifiers == Qt::ControlModifier && !hasSelectedText() && askToInterrupt();
    case Qt::Key_Escape:
        return isPlain && !m_assist->isTipShown() && askToInterrupt();
    default:
        return false;
    }
}

bool ConsolePrompt::askToInterrupt()
{
    if (!m_isBusy)
        return false;
    Q_EMIT interruptRequested();
    return true;
}

/// Keeps the indentation of the line that it leaves.
void ConsolePrompt::startNewLine()
{
    SendScintilla(SCI_NEWLINE);
    int line = 0, column = 0;
    getCursorPosition(&line, &column);
    const int indent = indentation(line - 1);
    setIndentation(line, indent);
    setCursorPosition(line, indent);
}

/// Behind white space Tab indents.
bool ConsolePrompt::completesHere() const
{
    int line = 0, column = 0;
    getCursorPosition(&line, &column);
    return !text(line).first(column).trimmed().isEmpty();
}

/// False where the caret moves within the text.
bool ConsolePrompt::walkHistory(int step)
{
    int line = 0, column = 0;
    getCursorPosition(&line, &column);
    if (line != (step < 0 ? 0 : lines() - 1) || hasSelectedText())
        return false;
    const qsizetype to = std::clamp<qsizetype>(m_historyAt + step, 0, m_history.size());
    if (to == m_historyAt)
        return true;
    if (m_historyAt == m_history.size())
        m_draft = text();
    m_historyAt = to;
    replaceText(to == m_history.size() ? m_draft : m_history.at(to));
    return true;
}

} // namespace sockscope
