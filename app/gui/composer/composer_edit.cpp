// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer_edit.h"

#include "theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMainWindow>
#include <QMimeData>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace sockscope {

namespace {

/// With wrapped lines; a plain text document tells its height in lines.
int linesOf(const QTextDocument &document)
{
    return int(std::ceil(document.size().height()));
}

} // namespace

ComposerEdit::ComposerEdit(Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setCenterOnScroll(false);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, [this] {
        const int lines = std::clamp(linesOf(*document()), MinLines, MaxLines);
        if (std::exchange(m_lines, lines) != lines)
            updateGeometry();
    });
    connect(&theme, &Theme::changed, this, &ComposerEdit::applyTheme);
    applyTheme();
}

void ComposerEdit::applyTheme()
{
    QFont font(m_theme.monoFamily());
    font.setPixelSize(m_theme.bodySize());
    font.setStyleHint(QFont::Monospace);
    setFont(font);
    document()->setDefaultFont(font);
    document()->setDocumentMargin(1.5 * m_theme.unit());
    showErrors();
    updateGeometry();
}

QString ComposerEdit::text() const
{
    return document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

void ComposerEdit::replaceText(const QString &text, CursorAt cursorAt)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.movePosition(cursorAt == CursorAt::FirstLine ? QTextCursor::Start : QTextCursor::End);
    if (cursorAt == CursorAt::FirstLine)
        cursor.movePosition(QTextCursor::EndOfBlock);
    setTextCursor(cursor);
}

void ComposerEdit::resetText(const QString &text, int position)
{
    setPlainText(text);
    QTextCursor cursor(document());
    cursor.setPosition(std::clamp(position, 0, document()->characterCount() - 1));
    setTextCursor(cursor);
}

void ComposerEdit::selectForReplacing()
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.movePosition(QTextCursor::Start, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void ComposerEdit::setErrors(const QList<PayloadError> &errors)
{
    if (m_errors == errors)
        return;
    m_errors = errors;
    showErrors();
}

void ComposerEdit::showErrors()
{
    QList<QTextEdit::ExtraSelection> marks;
    const int end = document()->characterCount() - 1;
    for (const PayloadError &error : m_errors) {
        QTextEdit::ExtraSelection mark;
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(m_theme.colors().error);
        mark.format.setBackground(m_theme.colors().errorLine);
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(std::min(int(error.position), end));
        mark.cursor.setPosition(std::min(int(error.position + error.length), end), QTextCursor::KeepAnchor);
        marks.append(mark);
    }
    setExtraSelections(marks);
}

const PayloadError *ComposerEdit::errorAt(qsizetype position) const
{
    const auto found = std::ranges::find_if(m_errors, [&](const PayloadError &error) {
        return position >= error.position && position <= error.position + error.length;
    });
    return found == m_errors.end() ? nullptr : &*found;
}

const PayloadError *ComposerEdit::errorAtCursor() const
{
    const PayloadError *here = errorAt(textCursor().position());
    return here || m_errors.isEmpty() ? here : &m_errors.first();
}

void ComposerEdit::goToFirstError()
{
    if (m_errors.isEmpty())
        return;
    QTextCursor cursor(document());
    cursor.setPosition(std::min(int(m_errors.first().position), document()->characterCount() - 1));
    setTextCursor(cursor);
    setFocus();
}

bool ComposerEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QPoint inViewport = viewport()->mapFrom(this, help->pos());
        const PayloadError *error = errorAt(cursorForPosition(inViewport).position());
        QToolTip::showText(help->globalPos(), error ? error->message.toHtmlEscaped() : QString(), this);
        return true;
    }
    return QPlainTextEdit::event(event);
}

bool ComposerEdit::takesHistoryKey(const QKeyEvent &event)
{
    const bool isUp = event.key() == Qt::Key_Up;
    if ((!isUp && event.key() != Qt::Key_Down) || (event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    QTextCursor cursor = textCursor(); // wrapped lines are lines too
    if (cursor.movePosition(isUp ? QTextCursor::Up : QTextCursor::Down))
        return false;
    if (isUp)
        Q_EMIT historyBackRequested();
    else
        Q_EMIT historyForwardRequested();
    return true;
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ShiftModifier))
        textCursor().insertBlock(); // QPlainTextEdit would insert a line separator, another character
    else if (isEnter)
        Q_EMIT submitted();
    else if (!takesHistoryKey(*event))
        QPlainTextEdit::keyPressEvent(event);
    if (isEnter) {
        ensureCursorVisible();
        event->accept();
    }
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText() && source->text().size() > MaxPaste) {
        const QLocale english(QLocale::English);
        Q_EMIT pasteRefused(
            tr("The pasted text has %1 characters; at most %2 fit here. Save it to a file and send that.")
                .arg(english.toString(source->text().size()), english.toString(MaxPaste)));
        return;
    }
    QPlainTextEdit::insertFromMimeData(source);
}

int ComposerEdit::heightOf(int lines) const
{
    const QMargins margins = contentsMargins();
    return lines * fontMetrics().lineSpacing() + 3 * m_theme.unit() + margins.top() + margins.bottom() +
           2 * frameWidth();
}

int ComposerEdit::mostLines() const
{
    const bool isInWindow = qobject_cast<QMainWindow *>(window()) != nullptr;
    return isInWindow ? std::clamp(window()->height() / (4 * fontMetrics().lineSpacing()), MinLines, MaxLines)
                      : MaxLines;
}

void ComposerEdit::showEvent(QShowEvent *event)
{
    QPlainTextEdit::showEvent(event);
    window()->installEventFilter(this);
    updateGeometry();
}

bool ComposerEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == window())
        updateGeometry();
    return QPlainTextEdit::eventFilter(watched, event);
}

QSize ComposerEdit::sizeHint() const
{
    return {100 * m_theme.unit(), heightOf(std::clamp(linesOf(*document()), MinLines, mostLines()))};
}

QSize ComposerEdit::minimumSizeHint() const
{
    return {40 * m_theme.unit(), heightOf(MinLines)};
}

} // namespace sockscope
