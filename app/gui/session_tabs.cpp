// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_tabs.h"

#include "icons.h"
#include "session_tab.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>

namespace sockscope {

using namespace Qt::StringLiterals;

SessionTabs::SessionTabs(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_bar(new QTabBar(this))
    , m_add(new QToolButton(this))
{
    m_bar->setObjectName(u"sessionTabs"_s);
    m_bar->setAccessibleName(tr("Sessions"));
    m_bar->setMovable(true);
    m_bar->setDocumentMode(true);
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setElideMode(Qt::ElideMiddle);
    m_bar->setUsesScrollButtons(true);
    m_add->setObjectName(u"addSession"_s);
    m_add->setToolTip(tr("New session (Ctrl+T)"));
    m_add->setAccessibleName(tr("New session"));
    m_add->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(m_bar);
    row->addWidget(m_add);
    row->addStretch();
    connect(m_bar, &QTabBar::currentChanged, this, &SessionTabs::currentChanged);
    connect(m_add, &QToolButton::clicked, this, &SessionTabs::addRequested);
    connect(&theme, &Theme::changed, this, &SessionTabs::applyTheme);
    applyTheme();
}

SessionTabs::~SessionTabs()
{
    const QList<SessionTab *> tabs = all();
    disconnect(m_bar, nullptr, this, nullptr);
    qDeleteAll(tabs);
}

SessionTab *SessionTabs::at(int index) const
{
    return qobject_cast<SessionTab *>(m_bar->tabData(index).value<QObject *>());
}

int SessionTabs::indexOf(const SessionTab *tab) const
{
    for (int index = 0; index < m_bar->count(); ++index) {
        if (at(index) == tab)
            return index;
    }
    return -1;
}

SessionTab *SessionTabs::current() const
{
    return at(m_bar->currentIndex());
}

QList<SessionTab *> SessionTabs::all() const
{
    QList<SessionTab *> tabs;
    for (int index = 0; index < m_bar->count(); ++index)
        tabs += at(index);
    return tabs;
}

void SessionTabs::add(SessionTab *tab)
{
    int index = m_bar->currentIndex() + 1;
    {
        const QSignalBlocker quiet(m_bar); // the first tab becomes the current one before its data is set
        index = m_bar->insertTab(index, QString());
        m_bar->setTabData(index, QVariant::fromValue<QObject *>(tab));
        m_bar->setCurrentIndex(index);
    }
    addCloseButton(tab);
    show(tab);
    connect(tab, &SessionTab::changed, this, [this, tab] { show(tab); });
    Q_EMIT currentChanged();
}

/// Qt's own is drawn by the desktop's style and follows no theme.
void SessionTabs::addCloseButton(SessionTab *tab)
{
    auto *button = new QToolButton(m_bar);
    button->setObjectName(u"closeTab"_s);
    button->setToolTip(tr("Close (Ctrl+W)"));
    button->setFocusPolicy(Qt::NoFocus); // the menu does the same for the keyboard
    connect(button, &QToolButton::clicked, this, [this, tab] { Q_EMIT closeRequested(tab); });
    m_bar->setTabButton(indexOf(tab), QTabBar::RightSide, button);
}

void SessionTabs::setCurrent(SessionTab *tab)
{
    m_bar->setCurrentIndex(indexOf(tab));
}

void SessionTabs::step(int distance)
{
    const int count = m_bar->count();
    m_bar->setCurrentIndex((m_bar->currentIndex() + distance + count) % count);
}

void SessionTabs::remove(SessionTab *tab)
{
    disconnect(tab, nullptr, this, nullptr);
    m_bar->removeTab(indexOf(tab));
    tab->setParent(this); // should the window go before the event loop turns
    tab->deleteLater();
}

void SessionTabs::show(SessionTab *tab)
{
    const int index = indexOf(tab);
    QString text = tab->title().replace(u'&', u"&&"_s);
    if (tab->isModified())
        text += u" •"_s;
    if (m_bar->tabText(index) != text)
        m_bar->setTabText(index, text);
    m_bar->setTabToolTip(index, tab->toolTip());
    const ColorScheme &colors = m_theme.colors();
    m_bar->setTabIcon(index, actionIcon(tab->iconName(), colors.muted, colors.outline));
    auto *close = qobject_cast<QToolButton *>(m_bar->tabButton(index, QTabBar::RightSide));
    close->setIcon(actionIcon(u"close"_s, colors.muted, colors.outline));
    close->setIconSize({m_theme.smallSize(), m_theme.smallSize()});
    close->setAccessibleName(tr("Close %1").arg(tab->title()));
}

void SessionTabs::applyTheme()
{
    m_bar->setIconSize({m_theme.smallSize(), m_theme.smallSize()});
    m_add->setIcon(actionIcon(u"add"_s, m_theme.colors().text, m_theme.colors().outline));
    m_add->setIconSize({m_theme.iconSize(), m_theme.iconSize()});
    const QList<SessionTab *> tabs = all();
    for (SessionTab *tab : tabs)
        show(tab);
}

} // namespace sockscope
