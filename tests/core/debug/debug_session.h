// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "debug/debug_controller.h"
#include "debug/vu_agent.h"
#include "metrics/metric_registry.h"
#include "metrics/sample.h"
#include "run/test_run.h"
#include "support/script_runner.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

namespace sockscope::test {

/// A script in the debugger: it runs on a thread of its own while the test stops it and looks at it. Lines are named by
/// comments: `//@name`.
class DebugSession
{
public:
    using Files = QMap<QString, QString>;

    explicit DebugSession(const Files &files, const QString &main = QStringLiteral("script.js"))
        : m_files(files)
    {
        for (auto it = files.begin(); it != files.end(); ++it) {
            QFile file(path(it.key()));
            if (!file.open(QIODevice::WriteOnly) || file.write(it.value().toUtf8()) < 0)
                qFatal("%s can't be written", qPrintable(path(it.key())));
        }
        m_config.script = path(main);
        m_config.log = &log;
        m_config.debugger = &controller;
        QObject::connect(
            &controller, &DebugController::paused, &controller,
            [this](const DebugPause &stopped) {
                QMutexLocker lock(&m_mutex);
                m_pauses.append(stopped);
            },
            Qt::DirectConnection);
        QObject::connect(
            &controller, &DebugController::output, &controller,
            [this](int, const QString &text) {
                QMutexLocker lock(&m_mutex);
                m_output.append(text);
            },
            Qt::DirectConnection);
    }
    explicit DebugSession(const QString &script)
        : DebugSession(Files{{QStringLiteral("script.js"), script}})
    {
    }
    ~DebugSession()
    {
        controller.detach();
        if (m_run)
            m_run->stop(ExitCode::Interrupted, QStringLiteral("the test is over"));
        if (m_thread)
            m_thread->wait();
    }

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] int line(const QString &mark, const QString &file = QStringLiteral("script.js")) const
    {
        const QStringList lines = m_files.value(file).split(u'\n');
        for (int i = 0; i < lines.size(); ++i) {
            if (lines.at(i).contains(QStringLiteral("//@") + mark))
                return i + 1;
        }
        qFatal("no line is marked %s", qPrintable(mark));
    }
    /// The mark on the line of a place, or "file:line" where it has none.
    [[nodiscard]] QString mark(const DebugLocation &at) const
    {
        const QString file = at.url.section(u'/', -1);
        const QString text = m_files.value(file).split(u'\n').value(at.line - 1);
        const qsizetype found = text.indexOf(QStringLiteral("//@"));
        return found < 0 ? file + u':' + QString::number(at.line) : text.mid(found + 3).trimmed();
    }
    QList<PlacedBreakpoint> breakAt(const QStringList &marks, const QString &file = QStringLiteral("script.js"))
    {
        QList<LineBreakpoint> lines;
        for (const QString &name : marks)
            lines.append({line(name, file), 0, {}, 0, {}});
        return controller.setBreakpoints(path(file), lines);
    }

    void start()
    {
        m_run = std::make_unique<TestRun>(m_config);
        m_run->metrics().setObserver(&m_observer);
        m_thread.reset(QThread::create([this] { result = m_run->execute(); }));
        m_thread->start();
    }
    /// The next pause; its thread is 0 where the run ended, or nothing stopped in time.
    DebugPause next()
    {
        const auto isThere = [this] {
            QMutexLocker lock(&m_mutex);
            return m_seen < m_pauses.size();
        };
        static_cast<void>(QTest::qWaitFor([&] { return isThere() || m_thread->isFinished(); }, 20000));
        pause = {};
        QMutexLocker lock(&m_mutex);
        if (m_seen < m_pauses.size())
            pause = m_pauses.at(m_seen++);
        return pause;
    }
    /// Goes on and tells where it stops: a mark, or "end".
    QString go(StepKind step = StepKind::Continue, const DebugLocation &cursor = {})
    {
        if (!controller.resume(pause.thread, step, cursor))
            return QStringLiteral("does not stand still");
        return where();
    }
    QString where()
    {
        next();
        if (pause.thread == 0) {
            for (const LogRecord &record : log.records())
                if (record.level == LogLevel::Error)
                    qInfo("%s", qPrintable(record.message));
        }
        return pause.thread == 0 ? (m_thread->isFinished() ? QStringLiteral("end") : QStringLiteral("nothing"))
                                 : mark(pause.location);
    }
    bool finish()
    {
        controller.detach();
        return m_thread->wait(20000);
    }

    void inspect(const std::function<void(VuAgent &)> &look)
    {
        QSemaphore done;
        if (!controller.inspect(pause.thread, [&](VuAgent &agent) {
                look(agent);
                done.release();
            }))
            return;
        if (!done.tryAcquire(1, 20000))
            qFatal("the debugger does not answer");
    }
    /// "name@mark" of each frame, with ~ before those that wait.
    QString stack()
    {
        QStringList frames;
        inspect([&](VuAgent &agent) {
            for (const DebugFrame &frame : agent.stack().frames)
                frames.append((frame.isAsync ? QStringLiteral("~") : QString()) + frame.name + u'@' +
                              mark(frame.location));
        });
        return frames.join(u' ');
    }
    QMap<QString, QString> scope(const QString &kind, int frame = 0)
    {
        QMap<QString, QString> values;
        inspect([&](VuAgent &agent) {
            for (const DebugScope &found : agent.scopes(frame)) {
                if (found.kind != kind)
                    continue;
                QString error;
                for (const DebugVariable &variable : agent.variables(found.handle, {}, 0, 0, &error))
                    values.insert(variable.name, variable.value);
            }
        });
        return values;
    }
    QString evaluate(const QString &text, int frame = 0)
    {
        DebugValue value;
        inspect([&](VuAgent &agent) { value = agent.evaluate(text, frame); });
        return value.value ? value.value->value : QStringLiteral("!") + value.error;
    }
    [[nodiscard]] QStringList output()
    {
        QMutexLocker lock(&m_mutex);
        return m_output;
    }
    /// The largest sample of a metric of the run's; -1: there was none.
    [[nodiscard]] double largest(const QString &metric)
    {
        QMutexLocker lock(&m_observer.mutex);
        return m_observer.largest.value(metric, -1);
    }
    void requestEnd() { m_run->stop(ExitCode::Interrupted, QStringLiteral("stopped")); }
    [[nodiscard]] bool waitForEnd() { return m_thread->wait(20000); }

    LogRecorder log;
    DebugController controller;
    DebugPause pause;
    TestRunResult result;

private:
    struct Observer : SampleObserver
    {
        void sampleAdded(const Sample &sample) override
        {
            QMutexLocker lock(&mutex);
            double &known = largest[sample.metric->name];
            known = std::max(known, sample.value);
        }
        QMutex mutex;
        QHash<QString, double> largest;
    };

    Observer m_observer;
    QTemporaryDir m_folder;
    Files m_files;
    TestRunConfig m_config;
    std::unique_ptr<TestRun> m_run;
    std::unique_ptr<QThread> m_thread;
    QMutex m_mutex;
    QList<DebugPause> m_pauses;
    QStringList m_output;
    qsizetype m_seen = 0;
};

} // namespace sockscope::test
