// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_pane.h"

#include "notice_bar.h"
#include "recovery_bar.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

ScriptPane::ScriptPane(ScriptEditor *editor, ScriptDocument &document, Recovery &recovery, Theme &theme,
                       QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_theme(theme)
    , m_title(new QWidget(this))
    , m_name(new QLabel(m_title))
    , m_note(new QLabel(m_title))
{
    m_title->setObjectName(u"scriptTitle"_s);
    m_title->setAttribute(Qt::WA_StyledBackground);
    m_name->setObjectName(u"titleText"_s);
    m_note->setObjectName(u"titleNote"_s);
    for (QLabel *label : {m_name, m_note})
        label->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(m_title);
    row->addWidget(m_name);
    row->addWidget(m_note);
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(new RecoveryBar(recovery, theme, this));
    column->addWidget(new FileChangeBar(document, theme, this));
    column->addWidget(editor);
    setFocusProxy(editor);

    connect(&document, &ScriptDocument::renamed, this, &ScriptPane::showName);
    connect(&theme, &Theme::changed, this, &ScriptPane::applyTheme);
    applyTheme();
    showName();
}

void ScriptPane::applyTheme()
{
    const int unit = m_theme.unit();
    m_title->layout()->setContentsMargins(3 * unit, unit / 2, unit, unit / 2);
    m_title->layout()->setSpacing(2 * unit);
    m_title->setFixedHeight(7 * unit);
}

void ScriptPane::setNote(const QString &note)
{
    m_ownNote = note;
    showName();
}

void ScriptPane::showName()
{
    m_name->setText(m_document.name());
    m_name->setToolTip(m_document.path());
    m_note->setText(m_document.isModified()       ? tr("changed, not saved")
                    : m_document.path().isEmpty() ? tr("not saved to a file yet")
                                                  : m_ownNote);
}

} // namespace sockscope
