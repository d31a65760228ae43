// SPDX-License-Identifier: GPL-3.0-or-later
#include "dock_tab_bars.h"

#include <QChildEvent>
#include <QMainWindow>
#include <QTabBar>

namespace sockscope {

namespace {

/// Qt 6.4 shows a bar that is out of use since the docks were moved, without tabs and above what is there now. It may
/// yet get tabs before the event loop is reached.
void hideUnused(QTabBar *bar)
{
    QMetaObject::invokeMethod(
        bar,
        [bar] {
            if (bar->count() == 0)
                bar->hide();
        },
        Qt::QueuedConnection);
}

} // namespace

DockTabBars::DockTabBars(QMainWindow &window)
    : QObject(&window)
{
    window.installEventFilter(this);
}

bool DockTabBars::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ChildPolished) { // it is whole then, as it is not when it is added
        if (auto *bar = qobject_cast<QTabBar *>(
                static_cast<QChildEvent *>(event)->child())) { // clazy:exclude=child-event-qobject-cast
            bar->setDrawBase(false);
            bar->installEventFilter(this);
        }
    } else if (event->type() == QEvent::Show) {
        if (auto *bar = qobject_cast<QTabBar *>(watched))
            hideUnused(bar);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace sockscope
