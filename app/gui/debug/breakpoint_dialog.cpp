// SPDX-License-Identifier: GPL-3.0-or-later
#include "breakpoint_dialog.h"

#include "models/debug/script_path.h"
#include "theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace sockscope {

using namespace Qt::StringLiterals;

BreakpointDialog::BreakpointDialog(const Breakpoint &breakpoint, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_breakpoint(breakpoint)
    , m_condition(new QLineEdit(breakpoint.condition, this))
    , m_hits(new QSpinBox(this))
    , m_message(new QLineEdit(breakpoint.logMessage, this))
{
    setWindowTitle(tr("Breakpoint at %1").arg(placeText(breakpoint.file, breakpoint.line)));
    m_condition->setPlaceholderText(u"data.length > 100"_s);
    m_condition->setAccessibleName(tr("Condition"));
    m_hits->setRange(0, 1'000'000'000);
    m_hits->setValue(breakpoint.hitCount);
    m_hits->setSpecialValueText(tr("every time"));
    m_hits->setPrefix(tr("from hit "));
    m_hits->setAccessibleName(tr("Hit count"));
    m_message->setPlaceholderText(tr("got {data.length} bytes"));
    m_message->setAccessibleName(tr("Message"));
    for (QLineEdit *field : {m_condition, m_message})
        field->setMinimumWidth(80 * theme.unit());
    auto *form = new QFormLayout(this);
    form->setContentsMargins(QMargins() + 4 * theme.unit());
    form->setSpacing(2 * theme.unit());
    form->addRow(tr("Stop &if"), m_condition);
    form->addRow(tr("&Hit count"), m_hits);
    form->addRow(tr("&Print instead"), m_message);
    auto *hint = new QLabel(tr("With a message the script doesn't stop: the message goes to the console, with the "
                               "values of {expressions}."),
                            this);
    hint->setWordWrap(true);
    hint->setObjectName(u"titleNote"_s);
    form->addRow(hint);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
}

Breakpoint BreakpointDialog::breakpoint() const
{
    Breakpoint wanted = m_breakpoint;
    wanted.condition = m_condition->text().trimmed();
    wanted.hitCount = m_hits->value();
    wanted.logMessage = m_message->text();
    return wanted;
}

} // namespace sockscope
