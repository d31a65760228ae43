// SPDX-License-Identifier: GPL-3.0-or-later
#include "shortcuts_dialog.h"

#include "menu_actions.h"
#include "theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

ShortcutsDialog::ShortcutsDialog(const QList<MenuAction> &actions, const QList<FixedShortcut> &fixed, Theme &theme,
                                 QWidget *parent)
    : QDialog(parent)
    , m_filter(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    m_filter->setPlaceholderText(tr("Filter by command or keys"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    m_list->setObjectName(u"shortcuts"_s);
    m_list->setAccessibleName(tr("Shortcuts"));
    m_list->setHeaderLabels({tr("Command"), tr("Keys")});
    m_list->setUniformRowHeights(true);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setIndentation(3 * theme.unit());
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);

    for (const auto &[action, path] : actions) {
        if (!action->shortcut().isEmpty())
            add(path.first(), path.mid(1).join(u" › "_s),
                QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText).replace(u"; "_s, tr(" or ")));
    }
    for (const FixedShortcut &shortcut : fixed)
        add(shortcut.group, shortcut.command, shortcut.keys);
    m_list->expandAll();
    m_list->header()->setMinimumSectionSize(40 * theme.unit());
    m_filter->setFocus();
    resize(theme.unit() * 140, theme.unit() * 150);
}

void ShortcutsDialog::add(const QString &group, const QString &command, const QString &keys)
{
    const QList<QTreeWidgetItem *> known = m_list->findItems(group, Qt::MatchExactly);
    QTreeWidgetItem *parent = known.value(0);
    if (!parent) {
        parent = new QTreeWidgetItem(m_list, {group});
        parent->setFirstColumnSpanned(true);
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        parent->setFont(0, bold);
        parent->setFlags(Qt::ItemIsEnabled);
    }
    new QTreeWidgetItem(parent, {command, keys});
}

void ShortcutsDialog::filter(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (int g = 0; g < m_list->topLevelItemCount(); ++g) {
        QTreeWidgetItem *group = m_list->topLevelItem(g);
        int shown = 0;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem *item = group->child(i);
            const QString all = group->text(0) + u' ' + item->text(0) + u' ' + item->text(1);
            const bool fits = std::ranges::all_of(
                words, [&all](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
            item->setHidden(!fits);
            shown += fits ? 1 : 0;
        }
        group->setHidden(shown == 0);
    }
}

} // namespace sockscope
