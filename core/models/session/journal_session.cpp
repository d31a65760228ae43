// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/journal_session.h"

#include "log/visible_text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace sockscope {

namespace {

constexpr qsizetype MaxTextChars = 1000;
constexpr qsizetype MaxJsonBytes = 64 << 10;
constexpr int SummaryIntervalMs = 500;

QJsonObject objectOf(const Record &record)
{
    return QJsonDocument::fromJson(record.payload.left(MaxJsonBytes)).object();
}

QString shown(const QJsonValue &value)
{
    return visibleText(value.toString().left(MaxTextChars));
}

} // namespace

JournalSession::JournalSession(QObject *parent)
    : JournalSession(JournalFollower::Limits{}, parent)
{
}

JournalSession::JournalSession(const JournalFollower::Limits &limits, QObject *parent)
    : QObject(parent)
    , m_follower(limits)
    , m_timeline(m_follower.reader())
    , m_timelineView(m_timeline)
    , m_console(m_follower.reader())
    , m_history(m_follower.reader())
{
    m_summaryTimer.setInterval(SummaryIntervalMs);
    connect(&m_summaryTimer, &QTimer::timeout, this, &JournalSession::readSummary);
    connectFollower();
}

void JournalSession::connectFollower()
{
    connect(&m_follower, &JournalFollower::opened, this, [this] {
        m_startedAt = reader().startedAt();
        setState(Loading);
    });
    connect(&m_follower, &JournalFollower::recordsRead, this, &JournalSession::apply);
    connect(&m_follower, &JournalFollower::caughtUp, this, [this] {
        readSummary();
        setState(Live);
    });
    connect(&m_follower, &JournalFollower::ended, this, [this] {
        readSummary();
        setState(Ended);
    });
    connect(&m_follower, &JournalFollower::failed, this, [this](const QString &sentence) {
        m_error = sentence;
        setState(Failed);
    });
}

void JournalSession::open(const QString &path)
{
    clear();
    m_path = path;
    JournalReader probe;
    m_isRecorded = probe.open(path) && probe.summary().closed;
    m_follower.follow(path);
    setState(Waiting);
}

void JournalSession::clear()
{
    m_follower.stop();
    m_sockets.clear();
    m_timeline.clear();
    m_timelineView.clear();
    m_console.clear();
    m_explanations.clear();
    m_history.clear();
    m_runHistory.clear();
    m_pausedTimes.clear();
    m_path.clear();
    m_isRecorded = false;
    m_error.clear();
    m_startedAt = {};
    m_totals = {};
    setState(None);
    Q_EMIT totalsChanged();
}

void JournalSession::setWriterGone()
{
    m_follower.setWriterGone();
}

QByteArray JournalSession::payload(qint64 offset, qint64 maxBytes)
{
    const auto record = reader().at(offset, maxBytes);
    return record ? record->payload : QByteArray();
}

void JournalSession::apply(const QList<Record> &records)
{
    for (const auto &record : records)
        addToTotals(record);
    m_sockets.apply(records);
    m_history.append(records, m_sockets.states());
    m_runHistory.append(records);
    m_pausedTimes.append(records);
    m_timeline.append(records);
    m_console.append(records);
    m_explanations.append(records);
    readSummary();
    Q_EMIT totalsChanged();
    Q_EMIT recordsApplied(records);
}

void JournalSession::addToTotals(const Record &record)
{
    ++m_totals.records;
    m_totals.duration = record.timeNs;
    switch (record.kind) {
    case RecordKind::BytesSent:
        m_totals.sent += record.payload.size();
        return;
    case RecordKind::BytesReceived:
        m_totals.received += record.payload.size();
        return;
    case RecordKind::SessionStarted:
        m_totals.script = shown(objectOf(record)[u"script"]);
        return;
    case RecordKind::SessionFinished: {
        const auto object = objectOf(record);
        m_totals.isFinished = true;
        m_totals.exitCode = object[u"exitCode"].toInt();
        m_totals.finishReason = shown(object[u"reason"]);
        return;
    }
    case RecordKind::CaptureStopped:
        m_totals.captureStopped = visibleBytes(record.payload, MaxTextChars);
        return;
    default:
        return;
    }
}

/// What was dropped stands in the header, which the writer keeps up to date without any further record.
void JournalSession::readSummary()
{
    const auto summary = reader().summary();
    const auto records = static_cast<qint64>(summary.droppedRecords);
    const auto bytes = static_cast<qint64>(summary.droppedBytes);
    const bool isSame = m_totals.droppedRecords == records && m_totals.droppedBytes == bytes;
    m_totals.droppedRecords = records;
    m_totals.droppedBytes = bytes;
    if (!isSame)
        Q_EMIT totalsChanged();
}

void JournalSession::setState(State state)
{
    // Nothing but the header tells of records that come after the capture stopped.
    if (state == Live && !m_totals.captureStopped.isEmpty())
        m_summaryTimer.start();
    else
        m_summaryTimer.stop();
    m_explanations.setLive(state == Live);
    if (state == Ended)
        m_explanations.finish();
    if (std::exchange(m_state, state) != state || state == Waiting)
        Q_EMIT stateChanged();
}

} // namespace sockscope
