// SPDX-License-Identifier: GPL-3.0-or-later
#include "menu_actions.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

namespace sockscope {

namespace {

constexpr int maxDepth = 5;
constexpr const char *leftOut = "sockscopeLeftOut";

void collect(const QList<QAction *> &actions, const QStringList &path, QList<MenuAction> &found)
{
    for (QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible() || action->text().isEmpty())
            continue;
        QStringList own = path;
        own += withoutMnemonic(action->text());
        if (QMenu *menu = action->menu(); !menu) {
            found += {action, own};
        } else if (action->isEnabled() && own.size() < maxDepth && !menu->property(leftOut).toBool()) {
            Q_EMIT menu->aboutToShow();
            collect(menu->actions(), own, found);
        }
    }
}

} // namespace

QString withoutMnemonic(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && ++i == text.size())
            break;
        plain += text[i];
    }
    if (plain.endsWith(u'…'))
        plain.chop(1);
    return plain;
}

QList<MenuAction> menuActions(const QMenuBar &menuBar)
{
    QList<MenuAction> found;
    collect(menuBar.actions(), {}, found);
    return found;
}

void leaveOutOfLists(QMenu &menu)
{
    menu.setProperty(leftOut, true);
}

} // namespace sockscope
