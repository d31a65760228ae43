// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything is: remembered for tabs with a script and for those without.
#include "main_window.h"

#include "panel_dock.h"

#include <QScreen>
#include <QSettings>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QString geometryKey = u"window/geometry"_s;
constexpr int layoutVersion = 3; ///< raise it when docks change so that old layouts no longer fit

QString layoutKey(PanelDocks::Arrangement arrangement)
{
    return arrangement == PanelDocks::Arrangement::Alone ? u"window/layoutAlone"_s : u"window/layoutBesideScript"_s;
}

} // namespace

void MainWindow::restoreLayout()
{
    resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    restoreGeometry(m_parts.settings.value(geometryKey).toByteArray());
    centralWidget()->hide();
    if (!restoreState(m_parts.settings.value(layoutKey(m_arrangement)).toByteArray(), layoutVersion))
        m_docks.arrange(m_arrangement);
}

void MainWindow::saveLayout()
{
    m_parts.settings.setValue(geometryKey, saveGeometry());
    m_parts.settings.setValue(layoutKey(m_arrangement), saveState(layoutVersion));
}

void MainWindow::arrangeFor(SessionTab::Kind kind)
{
    const auto wanted =
        kind == SessionTab::Kind::Script ? PanelDocks::Arrangement::BesideScript : PanelDocks::Arrangement::Alone;
    if (wanted == m_arrangement)
        return;
    saveLayout();
    m_arrangement = wanted;
    if (!restoreState(m_parts.settings.value(layoutKey(wanted)).toByteArray(), layoutVersion))
        m_docks.arrange(wanted);
}

void MainWindow::resetLayout()
{
    m_docks.arrange(m_arrangement);
}

} // namespace sockscope
