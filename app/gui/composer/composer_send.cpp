// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the composer: single payloads, lists, and what is saved.
#include "composer.h"
#include "composer_edit.h"
#include "composer_status.h"
#include "log/visible_text.h"
#include "payload/payload_expression.h"
#include "payload/payload_source.h"
#include "payload/saved_sends.h"
#include "saved_sends_dialog.h"
#include "send_sequence.h"

#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

namespace sockscope {

using namespace Qt::StringLiterals;

void Composer::sendOrStop()
{
    if (m_sequence->isRunning())
        stopList();
    else
        send();
    focusText();
}

void Composer::send()
{
    if (m_sequence->isRunning()) {
        showProblem(tr("A list is being sent. Stop it first: its replies could not be told from yours."));
        return;
    }
    if (m_state->mode == PayloadMode::File)
        refresh(); // the file may have changed
    if (m_template.isValid() && !m_canSend) {
        showProblem(m_whyNot);
        return;
    }
    const RenderedPayload payload = renderNow(m_template);
    if (!payload.isOk()) {
        showErrors(payload.errors);
        m_edit->goToFirstError();
    } else if (payload.bytes.isEmpty()) {
        showProblem(tr("There is nothing to send: the payload has no bytes."));
    } else {
        if (m_state->mode != PayloadMode::File) // there, Up and Down have no text to walk in
            m_state->history.add(m_state->draft());
        m_edit->selectForReplacing();
        refresh();
        requestSend(payload.bytes);
    }
}

RenderedPayload Composer::renderNow(const PayloadTemplate &payload)
{
    RenderedPayload rendered = payload.render({m_state->counter, QDateTime::currentDateTimeUtc(), nullptr});
    if (rendered.isOk() && payload.usesCounter())
        ++m_state->counter;
    return rendered;
}

void Composer::requestSend(const QByteArray &bytes)
{
    Q_EMIT sendRequested(payloadExpression(m_socket, bytes), bytes);
}

QString Composer::whyNotRun() const
{
    return m_sequence->isRunning() ? tr("another list is being sent") : m_canSend ? QString() : m_whyNot;
}

void Composer::runList(const QString &name)
{
    const SendList *list = m_saved.findList(name);
    if (!list || !whyNotRun().isEmpty()) {
        showProblem(list ? whyNotRun() : tr("There is no list “%1” any more.").arg(visibleText(name)));
        return;
    }
    QList<SendSequence::Step> steps;
    for (const SendStep &step : list->steps) {
        const SavedSend *send = m_saved.find(step.send);
        const PayloadTemplate payload = send ? templateOf(send->draft) : PayloadTemplate();
        if (!payload.isValid()) { // found before anything is sent
            showProblem(tr("The list can't be sent. “%1” has an error: %2")
                            .arg(visibleText(step.send), payload.errors().first().message));
            return;
        }
        steps.append({step.send, payload, step.then, step.milliseconds});
    }
    refresh();
    m_sequence->start(steps, [this](const PayloadTemplate &payload) { return renderNow(payload); });
}

void Composer::stopList()
{
    m_sequence->cancel();
}

void Composer::sequenceFinished(bool completed, const QString &sentence)
{
    showTarget();
    refresh(); // the counter may have moved
    m_status->showSentence(sentence, completed ? ComposerStatus::Tone::Plain : ComposerStatus::Tone::Problem);
}

void Composer::replyReceived()
{
    m_sequence->replyReceived();
}

void Composer::loadSaved(const QString &name)
{
    if (const SavedSend *send = m_saved.find(name)) {
        setDraft(send->draft);
        focusText();
    }
}

void Composer::saveAs()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this payload"));
    dialog->setLabelText(tr("Name"));
    dialog->setOkButtonText(tr("Save"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &name) {
        if (!m_saved.find(name.trimmed())) {
            saveUnder(name.trimmed());
            return;
        }
        auto *question =
            new QMessageBox(QMessageBox::Question, tr("Save this payload"),
                            tr("“%1” is saved already.").arg(visibleText(name.trimmed())), QMessageBox::Cancel, this);
        question->setAttribute(Qt::WA_DeleteOnClose);
        question->setTextFormat(Qt::PlainText);
        QPushButton *replace = question->addButton(tr("Replace it"), QMessageBox::AcceptRole);
        connect(replace, &QAbstractButton::clicked, this, [this, name] { saveUnder(name.trimmed()); });
        question->open();
    });
    dialog->open();
}

void Composer::saveUnder(const QString &name)
{
    const QString problem = m_saved.put({name, m_state->draft()});
    if (problem.isEmpty())
        m_status->showSentence(tr("Saved as “%1”.").arg(visibleText(name)), ComposerStatus::Tone::Plain);
    else
        showProblem(problem);
}

void Composer::manageSaved()
{
    auto *dialog = new SavedSendsDialog(m_saved, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SavedSendsDialog::loadRequested, this, &Composer::loadSaved);
    connect(dialog, &SavedSendsDialog::runRequested, this, &Composer::runList);
    dialog->open();
}

} // namespace sockscope
