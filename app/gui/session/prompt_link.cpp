// SPDX-License-Identifier: GPL-3.0-or-later
#include "prompt_link.h"

#include "console_prompt.h"
#include "models/debug/debugger.h"
#include "session.h"

namespace sockscope {

PromptLink::PromptLink(ConsolePrompt &prompt, Session &session, QObject *parent)
    : QObject(parent)
    , m_prompt(prompt)
    , m_session(session)
{
    connect(&prompt, &ConsolePrompt::evaluateRequested, this, &PromptLink::evaluate);
    connect(&prompt, &ConsolePrompt::interruptRequested, this, [this] { m_session.interrupt(); });
    connect(&prompt, &ConsolePrompt::completionRequested, this, &PromptLink::complete);
    connect(&session, &Session::evaluated, this,
            [this](qint64 id, bool, const QString &, bool incomplete) { onEvaluated(id, incomplete); });
    connect(&session, &Session::completed, this, [this](qint64 id, int from, const QList<Completion> &items) {
        if (id == m_completion)
            m_prompt.showCompletions(from, items);
    });
    connect(session.status(), &SessionStatus::changed, this, &PromptLink::showState);
    connect(&session.debugger(), &Debugger::changed, this, &PromptLink::showState);
    connect(&session.debugger(), &Debugger::frameChanged, this, &PromptLink::showState);
    showState();
}

void PromptLink::evaluate(const QString &text)
{
    if (m_session.debugger().isPaused()) {
        evaluateInFrame(text);
        return;
    }
    const qint64 id = m_session.evaluate(text);
    m_entered.insert(id, text);
    showState();
}

/// While a run stands still, the prompt sees what its line sees.
void PromptLink::evaluateInFrame(const QString &text)
{
    m_session.debugger().evaluate(text, this, [this, text](bool ok, const QString &value) {
        m_session.showEvaluation(text, ok, value);
        m_session.debugger().refresh(); // it may have changed something
    });
}

/// An engine isn't started for the sake of a name.
void PromptLink::complete(const QString &text, int position)
{
    if (m_session.status()->phase() == SessionStatus::Phase::Ready)
        m_completion = m_session.complete(text, position);
}

void PromptLink::onEvaluated(qint64 id, bool incomplete)
{
    const QString text = m_entered.take(id);
    if (incomplete && !text.isEmpty())
        m_prompt.continueSnippet(text);
    showState();
}

void PromptLink::showState()
{
    if (!m_session.canEvaluate())
        m_entered.clear(); // nobody will answer
    const bool isPaused = m_session.debugger().isPaused();
    m_prompt.setEngineRunning(isPaused || m_session.canEvaluate());
    m_prompt.setHint(isPaused ? tr("an expression in %1, which stands still").arg(m_session.debugger().frameName())
                              : QString());
    m_prompt.setBusy(!m_entered.isEmpty());
}

} // namespace sockscope
