// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_types.h"

#include <QPlainTextEdit>

namespace sockscope {

class Theme;

/// The text area of the composer: fixed-width, as high as its text within bounds (of which a quarter of the window's
/// height is one, but never less than three lines), with errors underlined. Enter
/// submits, Shift+Enter begins a line, Up in the first and Down in the last line ask for the history, Tab leaves.
class ComposerEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    static constexpr int MinLines = 3;
    static constexpr int MaxLines = 8;
    static constexpr qsizetype MaxPaste = qsizetype(1024) * 1024; ///< characters that it takes at once

    explicit ComposerEdit(Theme &theme, QWidget *parent = nullptr);

    /// The text exactly; QPlainTextEdit::toPlainText() would turn no-break spaces into spaces.
    [[nodiscard]] QString text() const;
    /// Replaces everything in a way that Undo takes back; the cursor goes to the end of the first or the last line.
    enum class CursorAt { FirstLine, LastLine };
    void replaceText(const QString &text, CursorAt cursor);
    /// Replaces everything, without Undo: another session's text.
    void resetText(const QString &text, int cursor);

    /// Selects everything, so that typing replaces it, with the cursor in the first line, so that Up walks the history.
    void selectForReplacing();

    void setErrors(const QList<PayloadError> &errors);
    /// The error that the cursor stands at, else the first one; null without errors.
    [[nodiscard]] const PayloadError *errorAtCursor() const;
    [[nodiscard]] qsizetype errorCount() const { return m_errors.size(); }
    void goToFirstError();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void submitted();
    void historyBackRequested();
    void historyForwardRequested();
    void pasteRefused(const QString &sentence);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override; ///< the window's size
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void applyTheme();
    void showErrors();
    [[nodiscard]] bool takesHistoryKey(const QKeyEvent &event);
    [[nodiscard]] const PayloadError *errorAt(qsizetype position) const;
    [[nodiscard]] int heightOf(int lines) const;
    [[nodiscard]] int mostLines() const; ///< that the window has room for

    Theme &m_theme;
    QList<PayloadError> m_errors;
    int m_lines = 0; ///< that the size hint was made for
};

} // namespace sockscope
