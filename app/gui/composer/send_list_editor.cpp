// SPDX-License-Identifier: GPL-3.0-or-later
#include "send_list_editor.h"

#include "log/visible_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
enum Column { SendColumn, ThenColumn, TimeColumn, Columns };
} // namespace

SendListEditor::SendListEditor(SavedSends &saved, QWidget *parent)
    : QWidget(parent)
    , m_saved(saved)
    , m_list(new QComboBox(this))
    , m_steps(new QTableWidget(0, Columns, this))
    , m_new(addButton(tr("New list…"), u"newList"_s))
    , m_remove(addButton(tr("Delete list…"), u"removeList"_s))
    , m_add(addButton(tr("Add step"), u"addStep"_s))
    , m_drop(addButton(tr("Remove step"), u"removeStep"_s))
    , m_up(addButton(tr("Move up"), u"stepUp"_s))
    , m_down(addButton(tr("Move down"), u"stepDown"_s))
    , m_run(addButton(tr("Send the list"), u"runList"_s))
{
    m_run->setProperty("accent", true);
    m_list->setAccessibleName(tr("List"));
    m_steps->setAccessibleName(tr("Steps of the list"));
    m_steps->setHorizontalHeaderLabels({tr("Send"), tr("Then"), tr("At most")});
    m_steps->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_steps->horizontalHeader()->setHighlightSections(false);
    m_steps->verticalHeader()->setHighlightSections(false);
    m_steps->setShowGrid(false);
    m_steps->horizontalHeader()->setSectionResizeMode(SendColumn, QHeaderView::Stretch);
    m_steps->horizontalHeader()->setSectionResizeMode(ThenColumn, QHeaderView::ResizeToContents);
    m_steps->horizontalHeader()->setSectionResizeMode(TimeColumn, QHeaderView::ResizeToContents);
    m_steps->setSelectionMode(QAbstractItemView::SingleSelection);
    m_steps->setSelectionBehavior(QAbstractItemView::SelectRows);
    layOut();
    connect(m_list, &QComboBox::currentIndexChanged, this, &SendListEditor::fillSteps);
    connect(m_new, &QPushButton::clicked, this, &SendListEditor::askForName);
    connect(m_remove, &QPushButton::clicked, this, &SendListEditor::askToRemove);
    connect(m_add, &QPushButton::clicked, this, &SendListEditor::addStep);
    connect(m_drop, &QPushButton::clicked, this, &SendListEditor::removeStep);
    connect(m_up, &QPushButton::clicked, this, [this] { moveStep(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveStep(1); });
    connect(m_run, &QPushButton::clicked, this, [this] { Q_EMIT runRequested(shown().name); });
}

QPushButton *SendListEditor::addButton(const QString &text, const QString &name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

void SendListEditor::layOut()
{
    auto *top = new QHBoxLayout;
    top->addWidget(m_list, 1);
    top->addWidget(m_new);
    top->addWidget(m_remove);
    auto *side = new QVBoxLayout;
    for (QPushButton *button : {m_add, m_drop, m_up, m_down})
        side->addWidget(button);
    side->addStretch();
    side->addWidget(m_run);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_steps, 1);
    middle->addLayout(side);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addLayout(middle);
}

void SendListEditor::fill()
{
    const QString before = m_list->currentData().toString();
    {
        const QScopedValueRollback filling(m_isFilling, true);
        m_list->clear();
        for (const SendList &list : m_saved.lists())
            m_list->addItem(visibleText(list.name), list.name);
        m_list->setCurrentIndex(std::max(m_list->findData(before), m_list->count() > 0 ? 0 : -1));
    }
    fillSteps();
}

void SendListEditor::fillSteps()
{
    if (m_isFilling)
        return;
    const QScopedValueRollback filling(m_isFilling, true);
    const int row = m_steps->currentRow();
    const SendList *list = m_saved.findList(m_list->currentData().toString());
    const QList<SendStep> steps = list ? list->steps : QList<SendStep>();
    m_steps->setRowCount(0);
    m_steps->setRowCount(int(steps.size()));
    for (int i = 0; i < steps.size(); ++i)
        fillRow(i, steps[i]);
    if (!steps.isEmpty())
        m_steps->setCurrentCell(std::clamp(row, 0, int(steps.size()) - 1), SendColumn);
    for (QPushButton *button : {m_drop, m_up, m_down, m_run})
        button->setEnabled(!steps.isEmpty());
    m_list->setEnabled(list != nullptr);
    m_remove->setEnabled(list != nullptr);
    m_add->setEnabled(list && !m_saved.sends().isEmpty());
    m_add->setToolTip(m_saved.sends().isEmpty() ? tr("Save a send first: a list is made of saved sends") : QString());
}

void SendListEditor::fillRow(int row, const SendStep &step)
{
    auto *send = new QComboBox(m_steps);
    send->setAccessibleName(tr("Step %1 sends").arg(row + 1));
    for (const SavedSend &saved : m_saved.sends())
        send->addItem(visibleText(saved.name), saved.name);
    send->setCurrentIndex(send->findData(step.send));
    auto *then = new QComboBox(m_steps);
    then->setAccessibleName(tr("After step %1").arg(row + 1));
    then->addItem(tr("wait for a reply"), int(SendStep::Then::Reply));
    then->addItem(tr("wait a while"), int(SendStep::Then::Delay));
    then->setCurrentIndex(then->findData(int(step.then)));
    auto *time = new QSpinBox(m_steps);
    time->setAccessibleName(tr("Milliseconds after step %1").arg(row + 1));
    time->setRange(step.then == SendStep::Then::Reply ? 1 : 0, SendStep::MaxMilliseconds);
    time->setSuffix(tr(" ms"));
    time->setGroupSeparatorShown(true);
    time->setKeyboardTracking(false);
    time->setValue(step.milliseconds);
    m_steps->setCellWidget(row, SendColumn, send);
    m_steps->setCellWidget(row, ThenColumn, then);
    m_steps->setCellWidget(row, TimeColumn, time);
    m_steps->resizeRowToContents(row);
    connect(send, &QComboBox::activated, this, &SendListEditor::save);
    connect(then, &QComboBox::activated, this, &SendListEditor::save);
    connect(time, &QSpinBox::valueChanged, this, &SendListEditor::save);
}

SendList SendListEditor::shown() const
{
    SendList list{m_list->currentData().toString(), {}};
    for (int row = 0; row < m_steps->rowCount(); ++row) {
        const auto *send = qobject_cast<QComboBox *>(m_steps->cellWidget(row, SendColumn));
        const auto *then = qobject_cast<QComboBox *>(m_steps->cellWidget(row, ThenColumn));
        const auto *time = qobject_cast<QSpinBox *>(m_steps->cellWidget(row, TimeColumn));
        const auto what = static_cast<SendStep::Then>(then->currentData().toInt());
        list.steps.append(
            {send->currentData().toString(), what, std::max(time->value(), what == SendStep::Then::Reply ? 1 : 0)});
    }
    return list;
}

void SendListEditor::save()
{
    if (m_isFilling)
        return;
    const QString problem = m_saved.putList(shown());
    if (!problem.isEmpty()) // later, as that replaces the widget that called
        QMetaObject::invokeMethod(this, &SendListEditor::fill, Qt::QueuedConnection);
    Q_EMIT changed(problem);
}

void SendListEditor::replaceSteps(const QList<SendStep> &steps, int row)
{
    const QString problem = m_saved.putList({m_list->currentData().toString(), steps});
    fillSteps();
    if (row < m_steps->rowCount())
        m_steps->setCurrentCell(row, SendColumn);
    Q_EMIT changed(problem);
}

void SendListEditor::askForName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("New list"));
    dialog->setLabelText(tr("Name"));
    connect(dialog, &QInputDialog::textValueSelected, this, &SendListEditor::addList);
    dialog->open();
}

void SendListEditor::addList(const QString &name)
{
    const QString trimmed = name.trimmed();
    const QString problem = m_saved.findList(trimmed) ? tr("There is a list “%1” already.").arg(visibleText(trimmed))
                                                      : m_saved.putList({trimmed, {}});
    fill();
    if (problem.isEmpty())
        m_list->setCurrentIndex(m_list->findData(trimmed));
    Q_EMIT changed(problem);
}

void SendListEditor::askToRemove()
{
    const QString name = m_list->currentData().toString();
    auto *question = new QMessageBox(QMessageBox::Question, tr("Delete"),
                                     tr("Delete the list “%1”?").arg(visibleText(name)), QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("The sends that it is made of stay."));
    QPushButton *remove = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    connect(remove, &QAbstractButton::clicked, this, [this, name] { removeList(name); });
    question->open();
}

void SendListEditor::removeList(const QString &name)
{
    const QString problem = m_saved.removeList(name);
    fill();
    Q_EMIT changed(problem);
}

void SendListEditor::addStep()
{
    QList<SendStep> steps = shown().steps;
    const int row = steps.isEmpty() ? 0 : std::max(m_steps->currentRow(), 0) + 1;
    SendStep step = steps.isEmpty() ? SendStep() : steps[row - 1];
    if (steps.isEmpty())
        step.send = m_saved.sends().first().name;
    steps.insert(row, step);
    replaceSteps(steps, row);
}

void SendListEditor::removeStep()
{
    QList<SendStep> steps = shown().steps;
    const int row = std::max(m_steps->currentRow(), 0);
    steps.removeAt(row);
    replaceSteps(steps, std::max(row - 1, 0));
}

void SendListEditor::moveStep(int by)
{
    QList<SendStep> steps = shown().steps;
    const int row = m_steps->currentRow();
    if (row + by < 0 || row + by >= steps.size())
        return;
    steps.swapItemsAt(row, row + by);
    replaceSteps(steps, row + by);
}

} // namespace sockscope
