// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_follower.h"
#include "models/console/console_model.h"
#include "models/explain/explanation_model.h"
#include "models/run/run_history.h"
#include "models/session/paused_times.h"
#include "models/session/session_history.h"
#include "models/sockets/sockets_model.h"
#include "models/timeline/timeline_model.h"
#include "models/timeline/timeline_view.h"

#include <QDateTime>
#include <QObject>

namespace sockscope {

/// A session as the window shows it: follows one journal and keeps the models over it. Everything on one thread.
class JournalSession : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString path READ path NOTIFY stateChanged)
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    Q_PROPERTY(QString error READ error NOTIFY stateChanged)
    Q_PROPERTY(QDateTime startedAt READ startedAt NOTIFY stateChanged)
    Q_PROPERTY(QString script READ script NOTIFY totalsChanged)
    Q_PROPERTY(qint64 duration READ duration NOTIFY totalsChanged)
    Q_PROPERTY(qint64 recordCount READ recordCount NOTIFY totalsChanged)
    Q_PROPERTY(qint64 bytesSent READ bytesSent NOTIFY totalsChanged)
    Q_PROPERTY(qint64 bytesReceived READ bytesReceived NOTIFY totalsChanged)
    Q_PROPERTY(bool isFinished READ isFinished NOTIFY totalsChanged)
    Q_PROPERTY(int exitCode READ exitCode NOTIFY totalsChanged)
    Q_PROPERTY(QString finishReason READ finishReason NOTIFY totalsChanged)
    Q_PROPERTY(QString captureStopped READ captureStopped NOTIFY totalsChanged)
    Q_PROPERTY(qint64 droppedRecords READ droppedRecords NOTIFY totalsChanged)
    Q_PROPERTY(qint64 droppedBytes READ droppedBytes NOTIFY totalsChanged)
    Q_PROPERTY(sockscope::SocketsModel *sockets READ sockets CONSTANT)
    Q_PROPERTY(sockscope::TimelineModel *timeline READ timeline CONSTANT)
    Q_PROPERTY(sockscope::TimelineView *timelineView READ timelineView CONSTANT)
    Q_PROPERTY(bool recorded READ isRecorded NOTIFY stateChanged)
    Q_PROPERTY(sockscope::ConsoleModel *console READ console CONSTANT)
    Q_PROPERTY(sockscope::ExplanationModel *explanations READ explanations CONSTANT)
public:
    /// None -> Waiting -> Loading -> Live -> Ended; Failed from any of them.
    enum State {
        None,    ///< no journal
        Waiting, ///< the file isn't there yet
        Loading, ///< what is in it already is being read
        Live,    ///< read to its end, more may come
        Ended,   ///< closed, or its writer is gone, and read to its end
        Failed,  ///< not a journal, or damaged; what was read before stays
    };
    Q_ENUM(State)

    explicit JournalSession(QObject *parent = nullptr);
    explicit JournalSession(const JournalFollower::Limits &limits, QObject *parent = nullptr);

    /// Clears and follows the journal at this path, which may come to be later.
    Q_INVOKABLE void open(const QString &path);
    Q_INVOKABLE void clear(); ///< stops following and empties the models
    /// The engine process is gone, so the journal grows no more, closed or not.
    Q_INVOKABLE void setWriterGone();
    /// The payload of the record at an offset (a model's `offset`), at most `maxBytes` of it; empty where it can't be
    /// read.
    Q_INVOKABLE QByteArray payload(qint64 offset, qint64 maxBytes = JournalReader::MaxPayload);

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString error() const { return m_error; } ///< a sentence, when Failed
    [[nodiscard]] QDateTime startedAt() const { return m_startedAt; }
    [[nodiscard]] QString script() const { return m_totals.script; }
    [[nodiscard]] qint64 duration() const { return m_totals.duration; } ///< time of the last record, nanoseconds
    [[nodiscard]] qint64 recordCount() const { return m_totals.records; }
    [[nodiscard]] qint64 bytesSent() const { return m_totals.sent; }
    [[nodiscard]] qint64 bytesReceived() const { return m_totals.received; }
    [[nodiscard]] bool isFinished() const { return m_totals.isFinished; } ///< its end is in the journal
    [[nodiscard]] int exitCode() const { return m_totals.exitCode; }
    [[nodiscard]] QString finishReason() const { return m_totals.finishReason; }
    [[nodiscard]] QString captureStopped() const
    {
        return m_totals.captureStopped;
    } ///< a sentence, empty while all is captured
    [[nodiscard]] qint64 droppedRecords() const { return m_totals.droppedRecords; }
    [[nodiscard]] qint64 droppedBytes() const { return m_totals.droppedBytes; }
    [[nodiscard]] SocketsModel *sockets() { return &m_sockets; }
    [[nodiscard]] TimelineModel *timeline() { return &m_timeline; }
    [[nodiscard]] TimelineView *timelineView() { return &m_timelineView; } ///< its rows, as a person filters them
    /// The journal was whole when it was opened, as opposed to one that is being written: nothing more comes.
    [[nodiscard]] bool isRecorded() const { return m_isRecorded; }
    [[nodiscard]] ConsoleModel *console() { return &m_console; }
    [[nodiscard]] ExplanationModel *explanations() { return &m_explanations; } ///< why a script does what it does
    [[nodiscard]] SessionHistory &history() { return m_history; }              ///< for views of any instant
    [[nodiscard]] const RunHistory &runHistory() const { return m_runHistory; }
    [[nodiscard]] const PausedTimes &pausedTimes() const { return m_pausedTimes; }
    [[nodiscard]] JournalReader &reader() { return m_follower.reader(); }

Q_SIGNALS:
    void stateChanged();
    void totalsChanged(); ///< once a batch
    void
    recordsApplied(const QList<sockscope::Record> &records); ///< for views of another sort, after the models have them

private:
    struct Totals
    {
        QString script;
        qint64 duration = 0;
        qint64 records = 0;
        qint64 sent = 0;
        qint64 received = 0;
        bool isFinished = false;
        int exitCode = 0;
        QString finishReason;
        QString captureStopped;
        qint64 droppedRecords = 0;
        qint64 droppedBytes = 0;
    };
    void connectFollower();
    void apply(const QList<Record> &records);
    void addToTotals(const Record &record);
    void readSummary();
    void setState(State state);

    JournalFollower m_follower;
    QTimer m_summaryTimer;
    SocketsModel m_sockets;
    TimelineModel m_timeline;
    TimelineView m_timelineView;
    ConsoleModel m_console;
    ExplanationModel m_explanations;
    SessionHistory m_history;
    RunHistory m_runHistory;
    PausedTimes m_pausedTimes;
    QString m_path;
    bool m_isRecorded = false;
    State m_state = None;
    QString m_error;
    QDateTime m_startedAt;
    Totals m_totals;
};

} // namespace sockscope
