// SPDX-License-Identifier: GPL-3.0-or-later
#include "send_sequence.h"

#include "log/visible_text.h"

#include <QLocale>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString number(int value)
{
    return QLocale(QLocale::English).toString(value);
}

} // namespace

SendSequence::SendSequence(QObject *parent)
    : QObject(parent)
{
    for (QTimer *timer : {&m_deadline, &m_quiet}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    m_quiet.setInterval(QuietMs);
    connect(&m_deadline, &QTimer::timeout, this, &SendSequence::timedOut);
    connect(&m_quiet, &QTimer::timeout, this, &SendSequence::sendNext);
}

void SendSequence::start(const QList<Step> &steps, Renderer render)
{
    cancel();
    m_steps = steps;
    m_render = std::move(render);
    m_at = 0;
    m_state = State::Delaying;
    sendNext();
}

void SendSequence::sendNext()
{
    m_deadline.stop();
    m_quiet.stop();
    if (m_at == m_steps.size()) {
        finish(true, m_at == 1 ? tr("The one payload of the list was sent.") : tr("All %1 were sent.").arg(m_at));
        return;
    }
    const Step step = m_steps[m_at];
    const RenderedPayload payload = m_render(step.payload);
    if (!payload.isOk()) {
        finish(false,
               tr("Stopped before step %1 of %2, “%3”: %4")
                   .arg(number(m_at + 1), number(size()), visibleText(step.name), payload.errors.first().message));
        return;
    }
    ++m_at;
    waitAfter(step); // first, as an answer can come before the signal returns
    Q_EMIT sendRequested(payload.bytes);
    Q_EMIT progressed();
}

void SendSequence::waitAfter(const Step &step)
{
    const bool isReply = step.then == SendStep::Then::Reply;
    m_state = isReply ? State::AwaitingReply : State::Delaying;
    m_deadline.start(!isReply && m_at == m_steps.size() ? 0 : step.milliseconds); // nothing comes after the last delay
}

void SendSequence::replyReceived()
{
    if (m_state != State::AwaitingReply && m_state != State::AwaitingQuiet)
        return;
    const bool isFirst = m_state == State::AwaitingReply;
    m_state = State::AwaitingQuiet;
    m_quiet.start();
    if (isFirst)
        Q_EMIT progressed();
}

void SendSequence::timedOut()
{
    if (m_state != State::AwaitingReply) { // a delay is over, or a reply goes on and on
        sendNext();
        return;
    }
    const Step &step = m_steps[m_at - 1];
    finish(false, tr("Stopped at step %1 of %2: no reply to “%3” came within %4 ms.")
                      .arg(number(m_at), number(size()), visibleText(step.name), number(step.milliseconds)));
}

void SendSequence::cancel(const QString &why)
{
    if (!isRunning())
        return;
    finish(false, why.isEmpty() ? tr("Stopped after step %1 of %2.").arg(number(m_at), number(size()))
                                : tr("Stopped after step %1 of %2: %3").arg(number(m_at), number(size()), why));
}

void SendSequence::finish(bool completed, const QString &sentence)
{
    m_deadline.stop();
    m_quiet.stop();
    m_state = State::Idle;
    m_render = nullptr;
    Q_EMIT finished(completed, sentence);
}

QString SendSequence::progressText() const
{
    if (!isRunning() || m_at == 0)
        return {};
    QString where = tr("%1 of %2 sent").arg(number(m_at), number(size()));
    if (m_state == State::Delaying)
        return where;
    const QString &name = m_steps[m_at - 1].name;
    return m_state == State::AwaitingReply ? tr("%1, waiting for a reply to “%2”").arg(where, visibleText(name))
                                           : tr("%1, a reply is coming").arg(where);
}

} // namespace sockscope
