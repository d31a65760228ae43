// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/script_runner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <memory>

namespace sockscope::test {

/// A script that runs on a thread of its own while the test goes on, to be stopped in the middle.
class RunningScript
{
public:
    explicit RunningScript(const QString &source, const RunOptions &overrides = {})
    {
        TestRunConfig config;
        config.script = m_folder.filePath(QStringLiteral("script.js"));
        QFile file(config.script);
        if (!file.open(QIODevice::WriteOnly) || file.write(source.toUtf8()) < 0)
            qFatal("the script can't be written");
        config.log = &m_log;
        config.overrides = overrides;
        m_run = std::make_unique<TestRun>(config);
        m_thread.reset(QThread::create([this] { m_result = m_run->execute(); }));
    }
    ~RunningScript()
    {
        if (m_thread->isRunning())
            m_run->stop(ExitCode::Interrupted, QStringLiteral("the test is over"));
        m_thread->wait();
    }

    void start() { m_thread->start(); }
    [[nodiscard]] TestRun &run() { return *m_run; }
    [[nodiscard]] const LogRecorder &log() const { return m_log; }
    [[nodiscard]] QStringList console() const { return m_log.console(); }

    /// Waits for a console line; false when it doesn't come.
    [[nodiscard]] bool waitFor(const QString &line, int ms = 20'000) const
    {
        QElapsedTimer elapsed;
        elapsed.start();
        while (!m_log.console().contains(line)) {
            if (elapsed.elapsed() > ms)
                return false;
            QThread::msleep(1);
        }
        return true;
    }
    /// Waits for the end; false when the run goes on.
    [[nodiscard]] bool waitForEnd(int ms = 20'000) { return m_thread->wait(QDeadlineTimer(ms)); }
    [[nodiscard]] const TestRunResult &result() const { return m_result; } ///< after the end

private:
    QTemporaryDir m_folder;
    LogRecorder m_log;
    std::unique_ptr<TestRun> m_run;
    TestRunResult m_result;
    std::unique_ptr<QThread> m_thread;
};

} // namespace sockscope::test
