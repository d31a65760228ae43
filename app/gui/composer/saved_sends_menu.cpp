// SPDX-License-Identifier: GPL-3.0-or-later
#include "saved_sends_menu.h"

#include "log/visible_text.h"
#include "payload/saved_sends.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// As a menu shows it: one line, no mnemonics, no column for a shortcut.
QString itemText(const QString &name)
{
    return visibleText(name).replace(u'&', "&&"_L1);
}

} // namespace

SavedSendsMenu::SavedSendsMenu(const SavedSends &saved, QWidget *parent)
    : QMenu(parent)
    , m_saved(saved)
{
    connect(this, &QMenu::aboutToShow, this, &SavedSendsMenu::fill);
    fill(); // a menu without items would not open
}

void SavedSendsMenu::fill()
{
    clear();
    connect(addAction(tr("Save this as…")), &QAction::triggered, this, &SavedSendsMenu::saveRequested);
    connect(addAction(tr("Saved sends and lists…")), &QAction::triggered, this, &SavedSendsMenu::manageRequested);
    addSends();
    addLists();
}

/// The texts of QMenu's own sections don't show in every style.
void SavedSendsMenu::addHeading(const QString &text)
{
    addSeparator();
    addAction(text)->setEnabled(false);
}

void SavedSendsMenu::addSends()
{
    addHeading(m_saved.sends().isEmpty() ? tr("Nothing is saved yet") : tr("Put into the composer"));
    for (const SavedSend &send : m_saved.sends().first(std::min<qsizetype>(m_saved.sends().size(), MaxShown))) {
        connect(addAction(itemText(send.name)), &QAction::triggered, this,
                [this, name = send.name] { Q_EMIT loadRequested(name); });
    }
}

void SavedSendsMenu::addLists()
{
    if (m_saved.lists().isEmpty())
        return;
    addHeading(m_whyNotRun.isEmpty() ? tr("Send a list") : tr("Send a list: %1").arg(m_whyNotRun));
    for (const SendList &list : m_saved.lists().first(std::min<qsizetype>(m_saved.lists().size(), MaxShown))) {
        QAction *action = addAction(tr("%1 (%2 steps)").arg(itemText(list.name), QString::number(list.steps.size())));
        action->setEnabled(m_whyNotRun.isEmpty() && !list.steps.isEmpty());
        connect(action, &QAction::triggered, this, [this, name = list.name] { Q_EMIT runRequested(name); });
    }
}

} // namespace sockscope
