// SPDX-License-Identifier: GPL-3.0-or-later
#include "export_dialog.h"

#include "export/journal_export.h"
#include "theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

ExportDialog::ExportDialog(const ExportFormat &format, QWidget *parent)
    : QDialog(parent)
    , m_texts(new QPlainTextEdit(this))
{
    const int unit = Theme::instance()->unit();
    setWindowTitle(tr("Export Session"));
    auto *what = new QLabel(tr("%1: %2.").arg(format.title, format.summary), this);
    what->setWordWrap(true);
    m_texts->setObjectName(u"textsToReplace"_s);
    m_texts->setTabChangesFocus(true);
    m_texts->setPlaceholderText(tr("One text a line, such as a password"));
    m_texts->setFixedHeight(24 * unit);
    auto *label = new QLabel(tr("&Replace these texts with asterisks:"), this);
    label->setBuddy(m_texts);
    auto *note =
        new QLabel(tr("In what was sent and received, in the console and in scripts. An encoded form of a text, "
                      "such as base64, is another text. Remembered until the session is closed, never saved."),
                   this);
    note->setObjectName(u"exportNote"_s);
    note->setWordWrap(true);
    m_texts->setAccessibleDescription(note->text());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *go = buttons->addButton(tr("&Choose File…"), QDialogButtonBox::AcceptRole);
    go->setDefault(true);
    go->setObjectName(u"chooseFile"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit);
    column->setSpacing(2 * unit);
    for (QWidget *widget :
         {static_cast<QWidget *>(what), static_cast<QWidget *>(label), static_cast<QWidget *>(m_texts),
          static_cast<QWidget *>(note), static_cast<QWidget *>(buttons)})
        column->addWidget(widget);
    setMinimumWidth(110 * unit);
    go->setFocus(); // Enter goes on where nothing is to be replaced
}

void ExportDialog::setSecrets(const QStringList &texts)
{
    m_texts->setPlainText(texts.join(u'\n'));
}

QStringList ExportDialog::secrets() const
{
    QStringList texts = m_texts->document()->toRawText().split(QChar::ParagraphSeparator, Qt::SkipEmptyParts);
    texts.removeDuplicates();
    return texts;
}

} // namespace sockscope
