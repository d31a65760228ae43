// SPDX-License-Identifier: GPL-3.0-or-later
#include "recovery_dialog.h"

#include "theme.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype previewChars = 20'000;
}

RecoveryDialog::RecoveryDialog(const QList<UnsavedText> &texts, Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_texts(texts)
    , m_list(new QListWidget(this))
    , m_preview(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Unsaved work"));
    auto *text =
        new QLabel(tr("Sockscope ended before these scripts were saved. What is restored opens in a tab, still "
                      "unsaved; the files on disk stay as they are."),
                   this);
    text->setWordWrap(true);
    m_list->setAccessibleName(tr("Unsaved scripts"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_preview->setAccessibleName(tr("Text of the script"));
    m_preview->setReadOnly(true);
    m_preview->setTabChangesFocus(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    QFont mono(theme.monoFamily());
    mono.setPixelSize(theme.bodySize());
    m_preview->setFont(mono);

    auto *buttons = new QDialogButtonBox(this);
    m_discard = buttons->addButton(tr("Discard…"), QDialogButtonBox::DestructiveRole);
    QPushButton *later = buttons->addButton(tr("Later"), QDialogButtonBox::RejectRole);
    m_restore = buttons->addButton(tr("Restore"), QDialogButtonBox::AcceptRole);
    m_restore->setDefault(true);
    m_restore->setProperty("accent", true);
    for (QPushButton *button : {m_discard, later})
        button->setAutoDefault(false);
    connect(m_restore, &QPushButton::clicked, this, &RecoveryDialog::restoreChecked);
    connect(m_discard, &QPushButton::clicked, this, &RecoveryDialog::discardChecked);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_list, &QListWidget::currentRowChanged, this, &RecoveryDialog::showText);
    connect(m_list, &QListWidget::itemChanged, this, &RecoveryDialog::showCount);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(2 * theme.unit());
    column->addWidget(text);
    column->addWidget(m_list, 1);
    column->addWidget(m_preview, 2);
    column->addWidget(buttons);
    resize(150 * theme.unit(), 120 * theme.unit());
    fill();
}

void RecoveryDialog::fill()
{
    const QLocale locale;
    for (const UnsavedText &text : m_texts) {
        const QString when = text.when.isValid() ? locale.toString(text.when.toLocalTime(), QLocale::ShortFormat)
                                                 : tr("at an unknown time");
        const QString where = text.path.isEmpty() ? tr("never saved to a file") : QFileInfo(text.path).path();
        auto *item = new QListWidgetItem(tr("%1, %2 – %3").arg(text.name, when, where), m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
    m_list->setCurrentRow(0);
    m_list->setFocus();
    showCount();
}

void RecoveryDialog::showText(int row)
{
    m_preview->setPlainText(row < 0 ? QString() : m_texts[row].text.left(previewChars));
}

QList<UnsavedText> RecoveryDialog::checked() const
{
    QList<UnsavedText> found;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            found += m_texts[row];
    }
    return found;
}

void RecoveryDialog::showCount()
{
    const qsizetype count = checked().size();
    m_restore->setText(count == m_texts.size() ? tr("Restore all") : tr("Restore %1").arg(count));
    m_restore->setEnabled(count > 0);
    m_discard->setEnabled(count > 0);
}

void RecoveryDialog::restoreChecked()
{
    m_restored = checked();
    accept();
}

void RecoveryDialog::discardChecked()
{
    const QList<UnsavedText> chosen = checked();
    QMessageBox box(QMessageBox::NoIcon, tr("Discard unsaved work"),
                    chosen.size() == 1 ? tr("Discard the unsaved changes to %1?").arg(chosen[0].name)
                                       : tr("Discard the unsaved changes to %1 scripts?").arg(chosen.size()),
                    QMessageBox::Cancel, this);
    box.setInformativeText(tr("They can't be brought back."));
    box.setTextFormat(Qt::PlainText);
    QPushButton *discard = box.addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != discard)
        return;
    m_discarded = chosen;
    accept();
}

} // namespace sockscope
