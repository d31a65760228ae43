// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dap/launch_arguments.h"

#include <QFile>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <functional>

namespace sockscope {

/// The engine process of a debug session and the conversation with it (docs/engine-protocol.md): a script that crashes
/// its engine leaves the adapter standing. Ends with the adapter, also where that is killed.
class DapEngine : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxErrorTail = 4096; ///< bytes of standard error that the sentence of died() tells
    static constexpr int QuitMs = 3000;             ///< from quit() to the end of the process; then it is killed

    DapEngine();
    ~DapEngine() override;

    /// `program` is the path of the sockscope executable. Where the launch names no journal, the engine gets a file
    /// without a name: nothing is left of it, however the processes end.
    void start(const QString &program, const LaunchArguments &launch);
    [[nodiscard]] const QString &journal() const { return m_journal; } ///< a path of this process; empty before start()
    void send(const QJsonObject &message);
    /// Asks the debugger; `answer` is called exactly once, with `ok` false and `error` where the engine is gone.
    using Answer = std::function<void(const QJsonObject &)>;
    void ask(const QString &command, QJsonObject members, Answer answer);
    /// Lets the run and the process end; closed() follows.
    void quit();
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

Q_SIGNALS:
    void received(const QJsonObject &message); ///< anything but the debugger's answers
    void wroteError(const QString &text);      ///< to its standard error
    /// It ended though nobody asked it to; a sentence. closed() follows.
    void died(const QString &sentence);
    void closed(); ///< no process is left

private:
    [[nodiscard]] bool makeUnnamedJournal();
    void readOutput();
    void readErrors();
    [[nodiscard]] QString sentenceOf(int exitCode, QProcess::ExitStatus status) const;
    void handle(const QJsonObject &message);
    void ended(int exitCode, QProcess::ExitStatus status);
    void close();

    QFile m_unnamedJournal;
    QString m_journal;
    QProcess m_process;
    QTimer m_killTimer;
    QHash<int, Answer> m_asked;
    int m_nextId = 1;
    QByteArray m_lastErrors;
    bool m_isQuitting = false;
};

} // namespace sockscope
