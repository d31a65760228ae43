// SPDX-License-Identifier: GPL-3.0-or-later
#include "panel_dock.h"

#include "icons.h"
#include "panel_view.h"
#include "session_view.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QQuickItem>
#include <QToolButton>
#include <QVBoxLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

PanelDock::PanelDock(const Panel &panel, QQmlEngine &engine, Theme &theme, QWidget *parent)
    : QDockWidget(panel.title, parent)
    , m_panel(panel)
    , m_engine(engine)
    , m_theme(theme)
{
    setObjectName(panel.name);
    setTitleBarWidget(createTitle(panel.title));
    auto *content = new QWidget(this);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    setWidget(content);
    applyTheme();
    connect(&theme, &Theme::changed, this, &PanelDock::applyTheme);
    connect(this, &QDockWidget::visibilityChanged, this, &PanelDock::onVisibilityChanged);
}

PanelDock::~PanelDock()
{
    delete m_view; // before the session that it shows
}

void PanelDock::setSession(SessionView &session)
{
    m_session = &session;
    if (m_view)
        m_view->rootObject()->setProperty("session", QVariant::fromValue(m_session));
    else if (m_isInFront)
        createView();
}

void PanelDock::onVisibilityChanged(bool visible)
{
    m_isInFront = visible;
    if (visible && !m_view && m_session)
        createView();
}

/// Qt moves what is painted already, and in a dock that comes to the front that may be another dock's title.
void PanelDock::moveEvent(QMoveEvent *event)
{
    QDockWidget::moveEvent(event);
    update();
    if (m_view)
        m_view->update();
}

void PanelDock::createView()
{
    m_view = new PanelView(m_engine, m_panel.type, {{u"session"_s, QVariant::fromValue(m_session)}});
    m_view->setAccessibleName(m_panel.title);
    m_column->insertWidget(0, m_view, 1);
    m_view->show(); // not with the next turn of the event loop
    widget()->setFocusProxy(m_view);
    forward(SIGNAL(locationActivated(QString, int, int)));
    forward(SIGNAL(saveRequested(double, double)));
    Q_EMIT viewCreated();
}

/// A signal that some panels have, as the dock's own of the same name.
void PanelDock::forward(const char *signal)
{
    const QByteArray signature = QMetaObject::normalizedSignature(signal + 1); // behind the digit that SIGNAL() adds
    if (m_view->rootObject()->metaObject()->indexOfSignal(signature) >= 0)
        connect(m_view->rootObject(), signal, this, signal);
}

void PanelDock::setFooter(QWidget *footer)
{
    if (m_footer == footer)
        return;
    if (m_footer) {
        m_column->removeWidget(m_footer);
        m_footer->hide();
        m_footer->setParent(nullptr);
    }
    m_footer = footer;
    if (!footer)
        return;
    m_column->addWidget(footer);
    footer->show();
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
