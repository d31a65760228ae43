// SPDX-License-Identifier: GPL-3.0-or-later
#include "notice_bar.h"

#include "icons.h"
#include "script_document.h"
#include "theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

NoticeBar::NoticeBar(Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    setObjectName(u"noticeBar"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    connect(&theme, &Theme::changed, this, &NoticeBar::applyTheme);
    applyTheme();
    hide();
}

void NoticeBar::applyTheme()
{
    const int unit = m_theme.unit();
    layout()->setContentsMargins(3 * unit, unit, 2 * unit, unit);
    layout()->setSpacing(2 * unit);
    const QSize side(m_theme.iconSize(), m_theme.iconSize());
    m_icon->setPixmap(QPixmap::fromImage(iconImage(u"warning"_s, m_theme.colors().warning, side)));
}

QPushButton *NoticeBar::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    layout()->addWidget(button);
    m_buttons += button;
    return button;
}

void NoticeBar::ask(const QString &sentence)
{
    m_text->setText(sentence);
    setAccessibleName(sentence);
    const auto first =
        std::find_if(m_buttons.begin(), m_buttons.end(), [](QPushButton *button) { return !button->isHidden(); });
    setFocusProxy(first == m_buttons.end() ? nullptr : *first);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

FileChangeBar::FileChangeBar(ScriptDocument &document, Theme &theme, QWidget *parent)
    : NoticeBar(theme, parent)
    , m_document(document)
    , m_reload(addButton(tr("Reload")))
    , m_keep(addButton(tr("Keep mine")))
{
    connect(m_reload, &QPushButton::clicked, &document, &ScriptDocument::reload);
    connect(m_keep, &QPushButton::clicked, &document, &ScriptDocument::keepMine);
    for (const auto signal : {&ScriptDocument::diskStateChanged, &ScriptDocument::renamed})
        connect(&document, signal, this, &FileChangeBar::showState);
    showState();
}

void FileChangeBar::showState()
{
    const bool changed = m_document.diskState() == ScriptDocument::DiskState::Changed;
    m_reload->setVisible(changed);
    if (m_document.diskState() == ScriptDocument::DiskState::Same)
        hide();
    else if (!changed)
        ask(tr("%1 was removed or renamed by another program. Saving writes it anew.").arg(m_document.name()));
    else if (m_document.isModified())
        ask(tr("%1 was changed by another program, and here too. Reloading takes the file's text; undo brings yours "
               "back.")
                .arg(m_document.name()));
    else
        ask(tr("%1 was changed by another program.").arg(m_document.name()));
}

} // namespace sockscope
