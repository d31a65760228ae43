// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QListWidget;
class QTabWidget;

namespace sockscope {

class SavedSends;
class SendListEditor;

/// All saved sends and lists: to load, rename, delete, put in order and run. Changes are saved as they are made.
class SavedSendsDialog : public QDialog
{
    Q_OBJECT
public:
    /// `saved` must outlive the dialog.
    explicit SavedSendsDialog(SavedSends &saved, QWidget *parent = nullptr);

Q_SIGNALS:
    void loadRequested(const QString &name); ///< the dialog closes
    void runRequested(const QString &list);  ///< the dialog closes

private:
    QWidget *createSendsPage();
    void fill();
    void showPreview();
    void load();
    void rename();
    void removeSend();
    void report(const QString &problem);
    void showProblem(const QString &problem);
    [[nodiscard]] QString selected() const;

    SavedSends &m_saved;
    QTabWidget *m_tabs;
    QListWidget *m_sends = nullptr;
    QLabel *m_preview = nullptr;
    SendListEditor *m_lists;
    QLabel *m_problem;
};

} // namespace sockscope
