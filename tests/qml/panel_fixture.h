// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/compare/compare_model.h"
#include "session_view.h"

#include <QObject>
#include <QTemporaryDir>
#include <QVariantMap>

#include <memory>

namespace sockscope {

class JournalWriter;

/// A session for the panels to show: the test writes the journal, the real models read it.
class PanelFixture : public QObject
{
    Q_OBJECT
    Q_PROPERTY(sockscope::SessionView *session READ session CONSTANT)
public:
    PanelFixture();
    ~PanelFixture() override;

    [[nodiscard]] SessionView *session() { return &m_session; }

    Q_INVOKABLE void restart(); ///< a new, empty journal; status idle
    /// Writes so many records more, closes the journal and opens it anew, as one that was recorded.
    Q_INVOKABLE void reopenRecorded(int records);
    Q_INVOKABLE QString clipboard() const;
    /// A comparison of two conversations of one socket, "> a" for a line sent, "< b" for one received. Lives until the
    /// next one.
    Q_INVOKABLE sockscope::CompareModel *compare(const QStringList &first, const QStringList &second);
    Q_INVOKABLE void createSocket(int socket);
    Q_INVOKABLE void setState(int socket, int before, int after, const QString &cause);
    Q_INVOKABLE void setStateAt(int socket, int before, int after, const QString &cause, int line);
    Q_INVOKABLE void setEndpoints(int socket, const QString &local, const QString &remote);
    Q_INVOKABLE void establishTls(int socket, bool verified);
    Q_INVOKABLE void fail(int socket, const QString &message);
    Q_INVOKABLE void send(int socket, const QString &text, int line);
    Q_INVOKABLE void receive(int socket, const QString &text, bool heard);
    Q_INVOKABLE void standAt(int line); ///< of the script, as an editor's caret; 0: nowhere
    Q_INVOKABLE void print(int level, const QString &text, int line);
    /// A debug run of which the debugger says this: events as docs/debugger.md names them. It answers each command as
    /// given, and what was asked is kept.
    Q_INVOKABLE void beginDebugging(const QVariantMap &answers);
    Q_INVOKABLE void tellDebugger(const QString &event, const QVariantMap &members);
    Q_INVOKABLE void endDebugging();
    Q_INVOKABLE QStringList asked() const { return m_asked; } ///< "resume {..}"
    /// Any record: a RecordKind, or for states setState().
    Q_INVOKABLE void add(int kind, int socket, const QString &payload, const QString &cause, int line);
    Q_INVOKABLE void setProgress(int ms, int iterations) { m_session.status()->setProgress(ms, iterations, 0, 1); }
    Q_INVOKABLE void setPeer(const QString &peer) { m_session.status()->setPeer(peer); }
    Q_INVOKABLE void setPhase(int phase, const QString &detail)
    {
        m_session.status()->setPhase(SessionStatus::Phase(phase), detail);
    }

private:
    [[nodiscard]] ScriptLocation location(int line); ///< none for 0
    void append(RecordKind kind, int socket, const QByteArray &payload, const QByteArray &cause = {}, int line = 0);

    QTemporaryDir m_folder;
    int m_runs = 0;
    std::unique_ptr<JournalWriter> m_writer;
    SessionView m_session;
    std::unique_ptr<CompareModel> m_comparison;
    QVariantMap m_answers;
    QStringList m_asked;
};

} // namespace sockscope
