// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recovery.h"

#include <QDialog>

class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace sockscope {

class Theme;

/// Offers the unsaved texts of an earlier start: which, from when, and what is in them. Closing it or "Later" leaves
/// all for the next start. The caller acts on the answers once exec() returned or finished() was emitted.
class RecoveryDialog : public QDialog
{
    Q_OBJECT
public:
    RecoveryDialog(const QList<UnsavedText> &texts, Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QList<UnsavedText> toRestore() const { return m_restored; }
    [[nodiscard]] QList<UnsavedText> toDiscard() const { return m_discarded; }

private:
    void fill();
    void showText(int row);
    void showCount();
    [[nodiscard]] QList<UnsavedText> checked() const;
    void restoreChecked();
    void discardChecked();

    const QList<UnsavedText> m_texts;
    QList<UnsavedText> m_restored;
    QList<UnsavedText> m_discarded;
    QListWidget *m_list;
    QPlainTextEdit *m_preview;
    QPushButton *m_restore;
    QPushButton *m_discard;
};

} // namespace sockscope
