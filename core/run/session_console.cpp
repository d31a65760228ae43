// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/session_console.h"

#include "run/session_worker.h"
#include "run/test_run.h"

namespace sockscope {

using namespace Qt::StringLiterals;

SessionConsole::SessionConsole(const TestRunConfig &config, QObject *parent)
    : QObject(parent)
    , m_queue(std::make_shared<SessionQueue>())
    , m_thread(QThread::create([queue = m_queue, config] { SessionWorker(*queue, config).work(); }))
{
    for (QTimer *timer : {&m_interruptGrace, &m_stopGrace}) {
        timer->setSingleShot(true);
        timer->setInterval(GraceMs);
    }
    connect(m_queue.get(), &SessionQueue::answered, this, &SessionConsole::answer, Qt::QueuedConnection);
    connect(m_queue.get(), &SessionQueue::completed, this, &SessionConsole::completed, Qt::QueuedConnection);
    connect(
        m_queue.get(), &SessionQueue::interrupted, this,
        [this] {
            m_interruptGrace.stop();
            Q_EMIT interrupted();
        },
        Qt::QueuedConnection);
    connect(&m_interruptGrace, &QTimer::timeout, this, &SessionConsole::unresponsive);
    connect(&m_stopGrace, &QTimer::timeout, this, &SessionConsole::stuck);
    connect(m_thread.get(), &QThread::finished, this, [this] {
        m_stopGrace.stop();
        Q_EMIT ended();
    });
    m_thread->start();
}

SessionConsole::~SessionConsole()
{
    m_queue->disconnect(this);
    m_queue->ending = true;
    m_queue->vus.interruptAll();
    if (!m_thread->wait(GraceMs))
        m_thread.release()->disconnect(this);
}

void SessionConsole::evaluate(int id, const QString &text)
{
    m_open.insert(id);
    m_queue->add(SnippetRequest{id, text});
}

void SessionConsole::enter(int id, const SessionScript &script)
{
    m_open.insert(id);
    m_queue->add(ScriptEntry{id, script});
}

void SessionConsole::setOptions(const RunOptions &options)
{
    m_queue->add(OptionsRequest{options});
}

void SessionConsole::complete(int id, const QString &text, int position)
{
    m_queue->add(CompletionRequest{id, text, position});
}

void SessionConsole::interrupt()
{
    m_interruptGrace.start();
    m_queue->vus.interruptTasks(); // first: what is interrupted is then answered in any case
    m_queue->interrupting = true;
    m_queue->vus.wakeAll();
}

void SessionConsole::stop(const QString &sentence)
{
    m_interruptGrace.stop();
    m_queue->ending = true;
    m_queue->vus.interruptAll();
    m_stopGrace.start();
    for (const int id : std::exchange(m_open, {}))
        Q_EMIT evaluated(id, false, sentence, false);
}

void SessionConsole::answer(int id, bool ok, const QString &text, bool incomplete)
{
    if (m_open.remove(id))
        Q_EMIT evaluated(id, ok, text, incomplete);
}

} // namespace sockscope
