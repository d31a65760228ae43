// SPDX-License-Identifier: GPL-3.0-or-later
#include "recovery_bar.h"

#include "recovery.h"

#include <QPushButton>

namespace sockscope {

RecoveryBar::RecoveryBar(Recovery &recovery, Theme &theme, QWidget *parent)
    : NoticeBar(theme, parent)
{
    connect(addButton(tr("Dismiss")), &QPushButton::clicked, this, &QWidget::hide);
    connect(&recovery, &Recovery::failed, this, &RecoveryBar::tell);
    connect(&recovery, &Recovery::kept, this, &QWidget::hide);
    if (!recovery.problem().isEmpty())
        tell(recovery.problem());
}

void RecoveryBar::tell(const QString &problem)
{
    ask(tr("%1 What you don't save would be lost with the window.").arg(problem));
}

} // namespace sockscope
