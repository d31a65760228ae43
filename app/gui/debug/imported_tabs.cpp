// SPDX-License-Identifier: GPL-3.0-or-later
#include "imported_tabs.h"

#include "models/debug/debugger.h"
#include "models/debug/script_path.h"
#include "script_document.h"
#include "session_tab.h"
#include "session_tabs.h"

#include <algorithm>

namespace sockscope {

ImportedTabs::ImportedTabs(const SessionTabs &tabs, QObject *parent)
    : QObject(parent)
    , m_tabs(tabs)
{
}

bool ImportedTabs::isPart(SessionTab &host, const QString &path)
{
    if (host.kind() != SessionTab::Kind::Script || host.document()->isNamed(path))
        return false;
    if (host.session().debugger().hasLoaded(path))
        return true;
    const auto &names = host.session().journal()->reader().fileNames();
    return std::any_of(names.begin(), names.end(), [&](const QString &name) { return scriptPath(name) == path; });
}

void ImportedTabs::add(SessionTab &tab)
{
    if (!tab.document())
        return;
    connect(&tab.session().debugger(), &Debugger::loaded, this,
            [this, &tab](const QString &file) { onLoaded(tab, file); });
    connect(tab.document(), &ScriptDocument::replaced, this, [this, &tab] { join(tab); });
    connect(tab.document(), &ScriptDocument::opened, this, [this, &tab] { join(tab); });
}

void ImportedTabs::aboutToClose(SessionTab &tab)
{
    const QList<SessionTab *> tabs = m_tabs.all();
    for (SessionTab *other : tabs) {
        if (&other->host() == &tab)
            other->setHost(nullptr);
    }
    if (m_latest == &tab)
        m_latest = nullptr;
}

void ImportedTabs::onLoaded(SessionTab &host, const QString &file)
{
    m_latest = &host;
    const QList<SessionTab *> tabs = m_tabs.all();
    for (SessionTab *tab : tabs) {
        if (tab == &host || !tab->document() || tab->document()->runPath() != file)
            continue;
        if (tab->isModified())
            host.session().say(LogLevel::Warning,
                               tr("%1 has changes that are not saved: this run reads the file.").arg(tab->title()));
        if (!tab->session().status()->isBusy())
            tab->setHost(&host);
    }
}

/// Another file is in the tab.
void ImportedTabs::join(SessionTab &tab)
{
    if (tab.session().status()->isBusy())
        return;
    const QString path = tab.document()->runPath();
    if (&tab.host() == &tab || !isPart(tab.host(), path))
        tab.setHost(m_latest && isPart(*m_latest, path) ? m_latest : nullptr);
}

} // namespace sockscope
