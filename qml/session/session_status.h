// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace sockscope {

/// What the session is doing, in words, for the status strip. Plain data with a change signal; whoever runs the session
/// fills it.
class SessionStatus : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The window provides the session's status.")
    Q_PROPERTY(sockscope::SessionStatus::Phase phase READ phase NOTIFY changed)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed)
    Q_PROPERTY(QString word READ word NOTIFY changed)
    Q_PROPERTY(bool paused READ isPaused NOTIFY changed)
    Q_PROPERTY(QString detail READ detail NOTIFY changed)
    Q_PROPERTY(QString peer READ peer NOTIFY changed)
    Q_PROPERTY(bool trusting READ isTrusting NOTIFY changed)
    Q_PROPERTY(QString progress READ progress NOTIFY progressChanged)

public:
    enum class Phase {
        Idle,
        Starting, ///< the engine starts and reads the script
        Running,
        Stopping, ///< asked to stop, not ended yet
        Finished, ///< ended by itself with exit code 0
        Failed,   ///< ended with another exit code, or could not start
        Gone,     ///< the engine process died
        Ready,    ///< an engine waits for what a person does
    };
    Q_ENUM(Phase)

    using QObject::QObject;

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] bool isBusy() const;                             ///< starting, running or stopping
    [[nodiscard]] QString word() const;                            ///< "idle", "running", "finished", ...
    [[nodiscard]] QString detail() const;                          ///< a sentence, may be empty
    [[nodiscard]] bool isPaused() const;                           ///< it runs, but the debugger has stopped it
    [[nodiscard]] const QString &peer() const { return m_peer; }   ///< "built-in echo on 127.0.0.1:40123", or empty
    [[nodiscard]] bool isTrusting() const { return m_isTrusting; } ///< certificates of TLS peers are not verified
    [[nodiscard]] const QString &progress() const { return m_progress; } ///< "0:12.4 · 1 iteration", or empty

    void setPhase(Phase phase, const QString &detail = {});
    /// Where the debugger has stopped the run, in words; empty while it runs.
    void setPaused(const QString &where);
    void setPeer(const QString &peer);
    void setTrusting(bool trusting);
    /// The counters of a run; `elapsedMs` since its start.
    void setProgress(qint64 elapsedMs, qint64 iterations, qint64 interrupted, qint64 vus);
    void clearProgress();

Q_SIGNALS:
    void changed();
    void progressChanged();

private:
    Phase m_phase = Phase::Idle;
    QString m_detail;
    QString m_paused;
    QString m_peer;
    bool m_isTrusting = false;
    QString m_progress;
};

} // namespace sockscope
