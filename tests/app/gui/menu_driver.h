// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "palette/menu_actions.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <functional>

namespace sockscope {

/// The command of a window's menus with this way to it, "File › Open", or null.
inline QAction *menuCommand(QMainWindow &window, const QString &path)
{
    const QList<MenuAction> all = menuActions(*window.menuBar());
    for (const auto &[action, names] : all) {
        if (names.join(QStringLiteral(" › ")) == path)
            return action;
    }
    return nullptr;
}

/// Does something with the next modal dialog of this kind, as soon as it is there.
template <typename Dialog>
void withNextDialog(const std::function<void(Dialog &)> &act, int tries = 500)
{
    QTimer::singleShot(10, qApp, [act, tries] {
        auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
        if (dialog && dialog->isVisible() && QTest::qWaitForWindowExposed(dialog))
            act(*dialog);
        else if (tries > 0)
            withNextDialog<Dialog>(act, tries - 1);
        else
            qFatal("No such dialog came.");
    });
}

/// Types a path into the next file dialog and accepts it.
inline void answerFileDialog(const QString &path, const std::function<void()> &then = {})
{
    withNextDialog<QFileDialog>([path, then](QFileDialog &dialog) {
        auto *name = dialog.findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
        auto *buttons = dialog.findChild<QDialogButtonBox *>();
        name->setCompleter(nullptr); // its list would take the keys and the click
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, path);
        QAbstractButton *accept = nullptr;
        const QList<QAbstractButton *> all = buttons->buttons();
        for (QAbstractButton *button : all) {
            if (buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
                accept = button;
        }
        if (!QTest::qWaitFor([accept] { return accept && accept->isEnabled(); }))
            qFatal("%s can't be chosen.", qPrintable(path));
        if (then)
            then(); // before the dialog returns: what comes next may be asked at once
        QTest::mouseClick(accept, Qt::LeftButton);
    });
}

} // namespace sockscope
