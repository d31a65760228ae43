// SPDX-License-Identifier: GPL-3.0-or-later
#include "saved_sends_dialog.h"

#include "log/visible_text.h"
#include "payload/saved_sends.h"
#include "send_list_editor.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

SavedSendsDialog::SavedSendsDialog(SavedSends &saved, QWidget *parent)
    : QDialog(parent)
    , m_saved(saved)
    , m_tabs(new QTabWidget(this))
    , m_lists(new SendListEditor(saved, this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("Saved sends and lists"));
    resize(640, 420);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_tabs->addTab(createSendsPage(), tr("Sends"));
    m_tabs->addTab(m_lists, tr("Lists"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter in a list is for the list
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_tabs);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_lists, &SendListEditor::changed, this, &SavedSendsDialog::showProblem);
    connect(m_lists, &SendListEditor::runRequested, this, [this](const QString &name) {
        accept();
        Q_EMIT runRequested(name);
    });
    fill();
}

QWidget *SavedSendsDialog::createSendsPage()
{
    auto *page = new QWidget(this);
    m_sends = new QListWidget(page);
    m_sends->setAccessibleName(tr("Saved sends"));
    m_preview = new QLabel(page);
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setObjectName(u"titleNote"_s);
    m_preview->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *buttons = new QVBoxLayout;
    const auto addButton = [&](const QString &text, void (SavedSendsDialog::*slot)()) {
        auto *button = new QPushButton(text, page);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, slot);
        buttons->addWidget(button);
    };
    addButton(tr("Put into the composer"), &SavedSendsDialog::load);
    addButton(tr("Rename…"), &SavedSendsDialog::rename);
    addButton(tr("Delete…"), &SavedSendsDialog::removeSend);
    buttons->addStretch();
    auto *row = new QHBoxLayout;
    row->addWidget(m_sends, 1);
    row->addLayout(buttons);
    auto *layout = new QVBoxLayout(page);
    layout->addLayout(row);
    layout->addWidget(m_preview);
    connect(m_sends, &QListWidget::currentRowChanged, this, &SavedSendsDialog::showPreview);
    connect(m_sends, &QListWidget::itemActivated, this, &SavedSendsDialog::load);
    return page;
}

void SavedSendsDialog::fill()
{
    const QString before = selected();
    m_sends->clear();
    for (const SavedSend &send : m_saved.sends()) {
        auto *item = new QListWidgetItem(visibleText(send.name), m_sends);
        item->setData(Qt::UserRole, send.name);
        if (send.name == before)
            m_sends->setCurrentItem(item);
    }
    if (m_sends->currentRow() < 0)
        m_sends->setCurrentRow(0);
    for (QPushButton *button : m_sends->parentWidget()->findChildren<QPushButton *>())
        button->setEnabled(m_sends->count() > 0);
    showPreview();
    m_lists->fill();
}

QString SavedSendsDialog::selected() const
{
    const QListWidgetItem *item = m_sends->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

void SavedSendsDialog::showPreview()
{
    const SavedSend *send = m_saved.find(selected());
    m_preview->setText(send ? wordOf(send->draft.mode) + u": "_s + visibleText(send->draft.text.left(200))
                            : tr("Nothing is saved yet: “Save this as…” in the composer's menu does that."));
}

void SavedSendsDialog::load()
{
    const QString name = selected();
    accept();
    Q_EMIT loadRequested(name);
}

void SavedSendsDialog::rename()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename"));
    dialog->setLabelText(tr("New name"));
    dialog->setTextValue(selected());
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, name = selected()](const QString &newName) { report(m_saved.rename(name, newName.trimmed())); });
    dialog->open();
}

void SavedSendsDialog::removeSend()
{
    const QString name = selected();
    const QStringList lists = m_saved.listsWith(name);
    auto *question = new QMessageBox(QMessageBox::Question, tr("Delete"), tr("Delete “%1”?").arg(visibleText(name)),
                                     QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    if (!lists.isEmpty())
        question->setInformativeText(tr("Its steps go from these lists too: %1").arg(visibleText(lists.join(", "_L1))));
    QPushButton *remove = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    connect(remove, &QAbstractButton::clicked, this, [this, name] { report(m_saved.remove(name)); });
    question->open();
}

void SavedSendsDialog::report(const QString &problem)
{
    showProblem(problem);
    fill();
}

void SavedSendsDialog::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace sockscope
