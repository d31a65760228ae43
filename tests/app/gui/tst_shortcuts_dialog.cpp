// SPDX-License-Identifier: GPL-3.0-or-later
#include "menu_actions.h"
#include "shortcuts_dialog.h"
#include "theme.h"

#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestShortcutsDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsAndFilters();

private:
    static QStringList shown(const ShortcutsDialog &dialog);
};

QStringList TestShortcutsDialog::shown(const ShortcutsDialog &dialog)
{
    QStringList all;
    for (QTreeWidgetItemIterator it(dialog.findChild<QTreeWidget *>(), QTreeWidgetItemIterator::NotHidden); *it; ++it) {
        if (!(*it)->parent() || !(*it)->parent()->isHidden())
            all += (*it)->text(1).isEmpty() ? (*it)->text(0) : (*it)->text(0) + u": "_s + (*it)->text(1);
    }
    return all;
}

void TestShortcutsDialog::listsAndFilters()
{
    QMenuBar bar;
    QMenu *file = bar.addMenu(u"&File"_s);
    file->addAction(u"&Save && Close…"_s)->setShortcut(Qt::CTRL | Qt::Key_S);
    file->addAction(u"No keys"_s);
    QAction *off = bar.addMenu(u"&View"_s)->addMenu(u"&Size"_s)->addAction(u"&Larger"_s);
    off->setShortcuts({Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal});
    off->setEnabled(false); // listed all the same
    ShortcutsDialog dialog(menuActions(bar), {{u"Composer"_s, u"Send"_s, u"Enter"_s}, {u"View"_s, u"Next"_s, u"F6"_s}},
                           *Theme::instance());
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QCOMPARE(shown(dialog),
             (QStringList{u"File"_s, u"Save & Close: Ctrl+S"_s, u"View"_s, u"Size › Larger: Ctrl++ or Ctrl+="_s,
                          u"Next: F6"_s, u"Composer"_s, u"Send: Enter"_s}));
    QTest::keyClicks(dialog.focusWidget(), u"view ctrl"_s);
    QCOMPARE(shown(dialog), (QStringList{u"View"_s, u"Size › Larger: Ctrl++ or Ctrl+="_s}));
    dialog.findChild<QLineEdit *>()->clear();
    QCOMPARE(shown(dialog).size(), 7);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

QTEST_MAIN(TestShortcutsDialog)
#include "tst_shortcuts_dialog.moc"
