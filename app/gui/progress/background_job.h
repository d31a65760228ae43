// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

class QThread;

namespace sockscope {

/// The worker's side of a job. Both functions may be called as often as it likes, from its thread.
class JobControl
{
public:
    /// 0 to 1; negative if it can't be told.
    void setProgress(double fraction) { m_progress = fraction; }
    /// Once true the work shall return soon; what it returns then is shown as any other result.
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }

private:
    friend class BackgroundJob;
    std::atomic<double> m_progress = -1;
    std::atomic<bool> m_cancelled = false;
};

struct JobResult
{
    enum class Outcome { Done, Cancelled, Failed };
    Outcome outcome = Outcome::Done;
    QString sentence; ///< "120 records were written to run.pcapng."
};

/// Long work on a thread of its own.
class BackgroundJob : public QObject
{
    Q_OBJECT
public:
    /// Called on the job's thread; must not touch objects of other threads. It looks at isCancelled() every few
    /// milliseconds: who destroys the job waits for it.
    using Work = std::function<JobResult(JobControl &control)>;

    BackgroundJob(const QString &title, const Work &work, QObject *parent = nullptr);
    /// Cancels and waits.
    ~BackgroundJob() override;

    void start();
    void cancel();
    /// Blocks until the work is done, at most for that time.
    void waitFor(std::chrono::milliseconds atMost);

    [[nodiscard]] const QString &title() const { return m_title; }
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] bool isCancelling() const { return m_control.m_cancelled; }
    [[nodiscard]] double progress() const { return m_control.m_progress; }
    [[nodiscard]] const JobResult &result() const { return m_result; } ///< once finished

Q_SIGNALS:
    void progressChanged(double fraction); ///< ten times a second at most; negative if it can't be told
    void finished();                       ///< in the thread of this object

private:
    void onFinished();

    const QString m_title;
    const Work m_work;
    JobControl m_control;
    JobResult m_result;
    std::unique_ptr<QThread> m_thread;
    QTimer m_poll;
    double m_shown = -1;
};

} // namespace sockscope
