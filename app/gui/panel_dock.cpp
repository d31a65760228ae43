// SPDX-License-Identifier: GPL-3.0-or-later
#include "panel_dock.h"

#include "icons.h"
#include "panel_view.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace sockscope {

using namespace Qt::StringLiterals;

PanelDock::PanelDock(const QString &name, const QString &title, PanelView *view, Theme &theme, QWidget *parent)
    : QDockWidget(title, parent)
    , m_theme(theme)
    , m_view(view)
{
    setObjectName(name);
    setTitleBarWidget(createTitle(title));
    view->setAccessibleName(title);
    setWidget(view);
    applyTheme();
    connect(&theme, &Theme::changed, this, &PanelDock::applyTheme);
}

QWidget *PanelDock::createTitle(const QString &title)
{
    auto *bar = new QWidget(this);
    bar->setObjectName(u"dockTitle"_s);
    bar->setAttribute(Qt::WA_StyledBackground);
    auto *text = new QLabel(title, bar);
    text->setObjectName(u"titleText"_s);
    m_note = new QLabel(bar);
    m_note->setObjectName(u"titleNote"_s);
    m_detach = new QToolButton(bar);
    m_detach->setToolTip(tr("Detach or attach"));
    m_detach->setAccessibleName(tr("Detach or attach %1").arg(title));
    connect(m_detach, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
    m_close = new QToolButton(bar);
    m_close->setToolTip(tr("Close (the View menu brings it back)"));
    m_close->setAccessibleName(tr("Close %1").arg(title));
    connect(m_close, &QToolButton::clicked, this, &QDockWidget::close);

    auto *layout = new QHBoxLayout(bar);
    layout->addWidget(text);
    layout->addWidget(m_note);
    layout->addStretch();
    for (QToolButton *button : {m_detach, m_close}) {
        button->setFocusPolicy(Qt::NoFocus); // the View menu does the same for the keyboard
        layout->addWidget(button);
    }
    return bar;
}

void PanelDock::setNote(const QString &note)
{
    m_note->setText(note);
}

void PanelDock::applyTheme()
{
    const ColorScheme &colors = m_theme.colors();
    const int unit = m_theme.unit();
    m_detach->setIcon(actionIcon(u"detach"_s, colors.muted, colors.outline));
    m_close->setIcon(actionIcon(u"close"_s, colors.muted, colors.outline));
    for (QToolButton *button : {m_detach, m_close})
        button->setIconSize({m_theme.smallSize(), m_theme.smallSize()});
    titleBarWidget()->layout()->setContentsMargins(3 * unit, unit / 2, unit, unit / 2);
    titleBarWidget()->layout()->setSpacing(2 * unit);
    titleBarWidget()->setFixedHeight(7 * unit);
}

} // namespace sockscope
