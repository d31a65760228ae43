// SPDX-License-Identifier: GPL-3.0-or-later
// What the command palette offers beside the commands of the menus.
#include "main_window.h"

#include "command_list.h"
#include "examples.h"
#include "session_tabs.h"

#include <QFileInfo>
#include <QPointer>

namespace sockscope {

QList<PaletteEntry> MainWindow::openSessions()
{
    QList<PaletteEntry> entries;
    const QList<SessionTab *> tabs = m_tabs->all();
    for (SessionTab *tab : tabs)
        entries += {.title = tab->title(), .detail = tr("Session"), .run = [this, shown = QPointer(tab)] {
                        if (shown)
                            m_tabs->setCurrent(shown);
                    }};
    return entries;
}

QList<PaletteEntry> MainWindow::recentFiles()
{
    QList<PaletteEntry> entries;
    const QStringList files = m_recent.existing();
    for (const QString &path : files) {
        const QFileInfo file(path);
        entries += {.title = tr("Open Recent › %1").arg(file.fileName()),
                    .detail = file.absolutePath(),
                    .run = [this, path] { openFile(path); }};
    }
    return entries;
}

QList<PaletteEntry> MainWindow::exampleScripts()
{
    QList<PaletteEntry> entries;
    const QList<Example> all = examples();
    for (const Example &example : all)
        entries += {.title = tr("Examples › %1 – %2").arg(example.fileName, example.title),
                    .detail = {},
                    .run = [this, example] { openExample(example.resource, example.fileName); }};
    return entries;
}

} // namespace sockscope
