// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything is: remembered for tabs with a script and for those without.
#include "main_window.h"

#include "panel_dock.h"
#include "settings.h"

#include <QScreen>
#include <QSettings>

namespace sockscope {

namespace {

constexpr int layoutVersion = 5; ///< raise it when docks change so that old layouts no longer fit

QLatin1StringView layoutKey(PanelDocks::Arrangement arrangement)
{
    return arrangement == PanelDocks::Arrangement::Alone ? settings::windowLayoutAlone
                                                         : settings::windowLayoutBesideScript;
}

PanelDocks::Arrangement arrangementOf(SessionTab::Kind kind)
{
    switch (kind) {
    case SessionTab::Kind::Script:
        return PanelDocks::Arrangement::BesideScript;
    case SessionTab::Kind::Comparison:
        return PanelDocks::Arrangement::None;
    default:
        return PanelDocks::Arrangement::Alone;
    }
}

} // namespace

void MainWindow::restoreLayout()
{
    resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    restoreGeometry(m_parts.settings.value(settings::windowGeometry).toByteArray());
    centralWidget()->hide();
    if (!restoreState(m_parts.settings.value(layoutKey(m_arrangement)).toByteArray(), layoutVersion))
        m_docks.arrange(m_arrangement);
}

void MainWindow::saveLayout()
{
    m_parts.settings.setValue(settings::windowGeometry, saveGeometry());
    if (m_arrangement != PanelDocks::Arrangement::None)
        m_parts.settings.setValue(layoutKey(m_arrangement), saveState(layoutVersion));
}

void MainWindow::arrangeFor(SessionTab::Kind kind)
{
    const auto wanted = arrangementOf(kind);
    if (wanted == m_arrangement)
        return;
    saveLayout();
    m_arrangement = wanted;
    if (wanted == PanelDocks::Arrangement::None ||
        !restoreState(m_parts.settings.value(layoutKey(wanted)).toByteArray(), layoutVersion))
        m_docks.arrange(wanted);
}

void MainWindow::resetLayout()
{
    m_docks.arrange(m_arrangement);
}

} // namespace sockscope
