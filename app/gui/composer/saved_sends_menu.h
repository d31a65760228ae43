// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace sockscope {

class SavedSends;

/// The saved sends and lists: what to load, what to run, and the ways to change them. Filled anew whenever it opens.
class SavedSendsMenu : public QMenu
{
    Q_OBJECT
public:
    static constexpr int MaxShown = 20; ///< of each kind; the dialog has them all

    /// `saved` must outlive the menu.
    explicit SavedSendsMenu(const SavedSends &saved, QWidget *parent = nullptr);

    void fill();
    /// Why lists can't be run now; "" when they can.
    void setWhyNotRun(const QString &reason) { m_whyNotRun = reason; }

Q_SIGNALS:
    void saveRequested();
    void manageRequested();
    void loadRequested(const QString &name);
    void runRequested(const QString &list);

private:
    void addHeading(const QString &text);
    void addSends();
    void addLists();

    const SavedSends &m_saved;
    QString m_whyNotRun;
};

} // namespace sockscope
