// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDeadlineTimer>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace sockscope {

/// One run of esbuild: text in, text out. It works while the caller does something else, between start() and wait(). To
/// be used on one thread, which needs no event loop. The process ends with the object.
class EsbuildProcess
{
public:
    /// How long one run may take, and how much longer for each byte of input. On an idle machine a megabyte takes 0.15
    /// s.
    static constexpr int defaultDeadlineMs = 10'000;
    static constexpr double deadlineMsPerByte = 0.01;

    EsbuildProcess() = default;
    ~EsbuildProcess();
    Q_DISABLE_COPY_MOVE(EsbuildProcess)

    /// Looks for the program: beside the running executable, then on PATH, then in /usr/bin. Empty when there is none.
    [[nodiscard]] static QString find();
    /// The sentence for a machine without it.
    [[nodiscard]] static QString missingText();

    void start(const QString &program, const QStringList &arguments, const QByteArray &input,
               int deadlineMs = defaultDeadlineMs);
    [[nodiscard]] bool isStarted() const { return m_isStarted; }
    /// Waits for the end. False when esbuild could not do its work at all; then failure() says why. A text with errors
    /// in it is work done: output() is empty and messages() has them.
    [[nodiscard]] bool wait();

    [[nodiscard]] const QByteArray &output() const { return m_output; }
    [[nodiscard]] const QByteArray &messages() const { return m_messages; }
    [[nodiscard]] bool succeeded() const { return m_exitCode == 0; }
    [[nodiscard]] const QString &failure() const { return m_failure; }

private:
    [[nodiscard]] QString describeFailure() const;

    QProcess m_process;
    QDeadlineTimer m_deadline;
    int m_deadlineMs = defaultDeadlineMs;
    QByteArray m_output;
    QByteArray m_messages;
    QString m_failure;
    int m_exitCode = -1;
    bool m_isStarted = false;
};

} // namespace sockscope
