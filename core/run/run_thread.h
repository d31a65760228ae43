// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/test_run.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>

namespace sockscope {

/// A TestRun on a thread of its own, watched from the thread of this object, which needs an event loop. Ends in
/// finished(), or in stuck() where a stopped run doesn't react: then only the end of the process helps, and the owner
/// has to bring it about.
class RunThread : public QObject
{
    Q_OBJECT
public:
    static constexpr int GraceMs = 2000; ///< a stopped run ends within this time, or is stuck

    explicit RunThread(TestRunConfig config);
    ~RunThread() override; ///< waits for the run's end

    void start();
    void stop(ExitCode exitCode, const QString &reason);
    void expectEnd(); ///< somebody has stopped the TestRun itself: it is watched as by stop()
    [[nodiscard]] TestRun &run() { return m_run; }
    [[nodiscard]] qint64 elapsedMs() const { return m_elapsed.elapsed(); } ///< since start()

Q_SIGNALS:
    void planned(const sockscope::RunPlan &plan);
    void started(const sockscope::RunPlan &plan);
    void finished(const sockscope::TestRunResult &result);
    void stuck();

private:
    TestRun m_run;
    TestRunResult m_result;
    std::unique_ptr<QThread> m_thread;
    QTimer m_grace;
    QElapsedTimer m_elapsed;
};

} // namespace sockscope
