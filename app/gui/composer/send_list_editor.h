// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/saved_sends.h"

#include <QWidget>

class QComboBox;
class QPushButton;
class QTableWidget;

namespace sockscope {

/// Lists of saved sends, one of them with its steps in a table. Every change is saved at once.
class SendListEditor : public QWidget
{
    Q_OBJECT
public:
    /// `saved` must outlive the editor.
    explicit SendListEditor(SavedSends &saved, QWidget *parent = nullptr);

    void fill();
    void addList(const QString &name);
    void addStep(); ///< behind the current one

Q_SIGNALS:
    void changed(const QString &problem); ///< why a change was not made; "" where it was
    void runRequested(const QString &list);

private:
    void layOut();
    void fillSteps();
    void fillRow(int row, const SendStep &step);
    void askForName();
    void askToRemove();
    void removeList(const QString &name);
    void removeStep();
    void moveStep(int by);
    void save();
    [[nodiscard]] SendList shown() const;
    void replaceSteps(const QList<SendStep> &steps, int row);
    QPushButton *addButton(const QString &text, const QString &name);

    SavedSends &m_saved;
    QComboBox *m_list;
    QTableWidget *m_steps;
    QPushButton *m_new, *m_remove, *m_add, *m_drop, *m_up, *m_down, *m_run;
    bool m_isFilling = false;
};

} // namespace sockscope
