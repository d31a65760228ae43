// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_thread.h"

namespace sockscope {

RunThread::RunThread(TestRunConfig config)
    : m_run(std::move(config))
    , m_thread(QThread::create([this] { m_result = m_run.execute(); }))
{
    connect(&m_run, &TestRun::planned, this, &RunThread::planned, Qt::QueuedConnection);
    connect(&m_run, &TestRun::started, this, &RunThread::started, Qt::QueuedConnection);
    connect(m_thread.get(), &QThread::finished, this, [this] {
        m_grace.stop();
        Q_EMIT finished(m_result);
    });
    m_grace.setInterval(GraceMs);
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        if (m_run.isStuck())
            Q_EMIT stuck();
    });
}

RunThread::~RunThread()
{
    m_thread->wait();
}

void RunThread::start()
{
    m_elapsed.start();
    m_thread->start();
}

void RunThread::stop(ExitCode exitCode, const QString &reason)
{
    m_run.stop(exitCode, reason);
    expectEnd();
}

void RunThread::expectEnd()
{
    m_grace.start();
}

} // namespace sockscope
