// SPDX-License-Identifier: GPL-3.0-or-later
// What the composer shows: the state's payload, its size and errors, the target.
#include "composer.h"
#include "composer_edit.h"
#include "composer_status.h"
#include "file_choice.h"
#include "payload/payload_source.h"
#include "payload/saved_sends.h"
#include "send_sequence.h"

#include <QComboBox>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>

namespace sockscope {

namespace {

template <typename Value>
Value pickedIn(const QComboBox &picker)
{
    return static_cast<Value>(picker.currentData().toInt());
}

template <typename Value>
void pick(QComboBox &picker, Value value)
{
    picker.setCurrentIndex(picker.findData(int(value)));
}

} // namespace

void Composer::setState(ComposerState *state)
{
    m_sequence->cancel(tr("Another session was chosen."));
    m_state = state ? state : &m_ownState;
    showState();
}

void Composer::showState()
{
    const QScopedValueRollback showing(m_isShowing, true);
    pick(*m_mode, m_state->mode);
    pick(*m_ending, m_state->lineEnding);
    m_edit->resetText(m_state->text, m_state->cursor);
    m_file->setPath(m_state->filePath);
    showMode();
    refresh();
}

void Composer::showMode()
{
    const bool isText = m_state->mode == PayloadMode::Text;
    const bool isFile = m_state->mode == PayloadMode::File;
    m_pages->setCurrentWidget(isFile ? static_cast<QWidget *>(m_file) : m_edit);
    m_ending->setEnabled(isText);
    m_ending->setToolTip(isText ? tr("What ends each line, and the payload")
                                : tr("Only text has line endings; here nothing is added"));
    m_insert->setEnabled(!isFile);
    m_edit->setPlaceholderText(isText                              ? tr("Text. Escapes: \\n \\r \\t \\0 \\\\ \\xNN")
                               : m_state->mode == PayloadMode::Hex ? tr("Pairs of hexadecimal digits: 0d 0a")
                                                                   : tr("Base64"));
}

void Composer::modePicked()
{
    if (m_isShowing)
        return;
    m_state->mode = pickedIn<PayloadMode>(*m_mode);
    showMode();
    refresh();
}

void Composer::endingPicked()
{
    if (m_isShowing)
        return;
    m_state->lineEnding = pickedIn<LineEnding>(*m_ending);
    refresh();
}

void Composer::edited()
{
    if (m_isShowing)
        return;
    m_state->text = m_edit->text();
    m_state->history.endWalk();
    refresh();
}

void Composer::fileChosen(const QString &path)
{
    m_state->filePath = path;
    m_file->setPath(path);
    refresh();
}

void Composer::insertPlaceholder(const QString &placeholder)
{
    m_edit->insertPlainText(placeholder);
    m_edit->setFocus();
}

void Composer::walkHistory(bool isBack)
{
    const auto draft = isBack ? m_state->history.back(m_state->draft()) : m_state->history.forward();
    if (draft)
        showDraft(*draft, isBack ? ComposerEdit::CursorAt::FirstLine : ComposerEdit::CursorAt::LastLine);
}

void Composer::setDraft(const PayloadDraft &draft)
{
    m_state->history.endWalk();
    showDraft(draft, ComposerEdit::CursorAt::LastLine);
}

void Composer::showDraft(const PayloadDraft &draft, ComposerEdit::CursorAt cursor)
{
    const QScopedValueRollback showing(m_isShowing, true);
    m_state->mode = draft.mode;
    m_state->lineEnding = draft.lineEnding;
    pick(*m_mode, draft.mode);
    pick(*m_ending, draft.lineEnding);
    showMode();
    if (draft.mode == PayloadMode::File) {
        m_state->filePath = draft.text;
        m_file->setPath(draft.text);
    } else {
        m_state->text = draft.text;
        m_edit->replaceText(draft.text, cursor);
        m_state->cursor = m_edit->textCursor().position();
    }
    refresh();
}

/// The preview's random values stay the same, so that only what the person changes moves.
void Composer::refresh()
{
    m_template = templateOf(m_state->draft());
    QRandomGenerator random(1);
    const RenderedPayload payload = m_template.render({m_state->counter, QDateTime::currentDateTimeUtc(), &random});
    if (payload.isOk()) {
        m_edit->setErrors({});
        m_status->showPayload(payload.bytes);
    } else {
        showErrors(payload.errors);
    }
}

void Composer::showErrors(const QList<PayloadError> &errors)
{
    const bool isFile = m_state->mode == PayloadMode::File;
    m_edit->setErrors(isFile ? QList<PayloadError>() : errors);
    m_status->showError(errors.first().message, errors.size());
    showCursorError();
}

void Composer::showCursorError()
{
    if (!m_isShowing)
        m_state->cursor = m_edit->textCursor().position();
    if (const PayloadError *error = m_edit->errorAtCursor())
        m_status->showError(error->message, m_edit->errorCount());
}

void Composer::showProblem(const QString &sentence)
{
    m_status->showSentence(sentence, ComposerStatus::Tone::Problem);
}

void Composer::setTarget(const QString &socketExpression, bool canSend, const QString &whyNot)
{
    const bool isOther = socketExpression != m_socket;
    m_socket = socketExpression;
    m_canSend = canSend;
    m_whyNot = whyNot;
    if (!canSend)
        m_sequence->cancel(whyNot);
    else if (isOther)
        m_sequence->cancel(tr("Another socket was chosen."));
    showTarget();
}

void Composer::showTarget()
{
    const bool isRunning = m_sequence->isRunning();
    m_send->setText(isRunning ? tr("Stop") : tr("Send"));
    m_send->setAccessibleName(isRunning ? tr("Stop sending the list") : tr("Send"));
    m_send->setToolTip(isRunning ? tr("Stop sending the list (Esc)") : m_canSend ? tr("Send (Enter)") : m_whyNot);
    m_send->setEnabled(isRunning || m_canSend);
    m_status->setNote(isRunning ? m_sequence->progressText() : m_canSend ? QString() : m_whyNot);
}

} // namespace sockscope
