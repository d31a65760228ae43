// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api_reference.h"

#include <QObject>
#include <QPointer>

class QsciScintilla;

namespace sockscope {

/// Completion and call tips of a code field: a list after a dot and on Ctrl+Space, the signature of the call that the
/// caret is in after "(" and ",". Enter and Tab take the chosen name; Enter behind a name that is typed out already, or
/// where none is chosen, is an Enter. The names are those of ApiReference; who knows more adds them with merge().
class CodeAssist : public QObject
{
    Q_OBJECT
public:
    /// `field` is also the parent.
    CodeAssist(QsciScintilla &field, ApiReference::Place place);

    /// Shows what may stand at the caret and asks for more names with requested().
    void complete();
    /// Adds names to a list that was requested, unless text or caret have changed since. `from` is the start of what
    /// they complete (UTF-16 units).
    void merge(int from, const QStringList &names);
    [[nodiscard]] bool isListShown() const;
    [[nodiscard]] bool isTipShown() const;
    /// The list is shown, and what stands before the caret is the name it would enter.
    [[nodiscard]] bool isTypedOut() const;
    void hideAll();
    [[nodiscard]] QStringList names() const { return m_names; } ///< of the list shown last
    [[nodiscard]] QString tip() const { return m_tip; }         ///< shown last

Q_SIGNALS:
    /// The whole text and the caret's position in it, in UTF-16 units.
    void requested(const QString &text, int position);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; ///< Ctrl+Space, Enter

private:
    void onCharacter(int character);
    [[nodiscard]] bool isChosen() const;
    void showNames(const QStringList &names, qsizetype entered);
    void showTip();
    [[nodiscard]] int caret(const QString &text) const;

    QsciScintilla &m_field;
    const ApiReference::Place m_place;
    QString m_requestedText;
    int m_requestedAt = -1;
    QStringList m_names;
    QString m_tip;
};

} // namespace sockscope
