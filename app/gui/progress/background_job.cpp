// SPDX-License-Identifier: GPL-3.0-or-later
#include "background_job.h"

#include <QDeadlineTimer>
#include <QThread>

#include <exception>

namespace sockscope {

BackgroundJob::BackgroundJob(const QString &title, const Work &work, QObject *parent)
    : QObject(parent)
    , m_title(title)
    , m_work(work)
{
    m_poll.setInterval(100);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (const double now = progress(); now != m_shown)
            Q_EMIT progressChanged(m_shown = now);
    });
}

BackgroundJob::~BackgroundJob()
{
    if (!m_thread)
        return;
    m_thread->disconnect(this);
    cancel();
    m_thread->wait();
}

void BackgroundJob::start()
{
    if (m_thread)
        return;
    m_thread.reset(QThread::create([this] {
        try {
            m_result = m_work(m_control);
        } catch (const std::exception &problem) { // out of memory, most likely
            m_result = {JobResult::Outcome::Failed,
                        tr("It could not be finished: %1.").arg(QString::fromLocal8Bit(problem.what()))};
        }
    }));
    connect(m_thread.get(), &QThread::finished, this, &BackgroundJob::onFinished);
    m_poll.start();
    m_thread->start();
}

void BackgroundJob::cancel()
{
    m_control.m_cancelled = true;
}

void BackgroundJob::waitFor(std::chrono::milliseconds atMost)
{
    if (m_thread)
        m_thread->wait(QDeadlineTimer(atMost));
}

bool BackgroundJob::isRunning() const
{
    return m_thread && m_poll.isActive() && !m_thread->isFinished();
}

void BackgroundJob::onFinished()
{
    m_thread->wait(); // it said that it is done; after this it is
    m_poll.stop();
    Q_EMIT finished();
}

} // namespace sockscope
