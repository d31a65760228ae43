// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QLineEdit;
class QTreeWidget;

namespace sockscope {

struct MenuAction;
class Theme;

/// A key that no menu shows.
struct FixedShortcut
{
    QString group;   ///< where it works: "Composer"
    QString command; ///< "Send"
    QString keys;    ///< as shown: "Enter"
};

/// Help › Keyboard shortcuts: all keys, by menu and then by place, with a filter.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    /// `actions` as of menuActions(); those without a shortcut are left out.
    ShortcutsDialog(const QList<MenuAction> &actions, const QList<FixedShortcut> &fixed, Theme &theme,
                    QWidget *parent = nullptr);

    /// Shows only what has each of the words in its command, keys or group.
    void filter(const QString &text);

private:
    void add(const QString &group, const QString &command, const QString &keys);

    QLineEdit *m_filter;
    QTreeWidget *m_list;
};

} // namespace sockscope
