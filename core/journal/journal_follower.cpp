// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal_follower.h"

#include "journal/journal_format.h"

#include <QElapsedTimer>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sockscope {

JournalFollower::JournalFollower(QObject *parent)
    : JournalFollower(Limits{}, parent)
{
}

JournalFollower::JournalFollower(const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &JournalFollower::readBatch);
}

void JournalFollower::follow(const QString &path)
{
    stop();
    m_path = path;
    m_reader = JournalReader();
    m_isOpen = m_isCaughtUp = m_writerGone = false;
    m_timer.start(0);
}

void JournalFollower::stop()
{
    ++m_generation;
    m_timer.stop();
}

void JournalFollower::setWriterGone()
{
    m_writerGone = true;
}

/// A file without a whole header is one that its writer is about to create.
bool JournalFollower::openReader()
{
    constexpr qint64 headerBytes = sizeof(journal_format::FileHeader);
    const QFileInfo file(m_path);
    const bool isWaiting = !file.exists() || (file.isFile() && file.size() < headerBytes);
    if (isWaiting && !m_writerGone) {
        m_timer.setInterval(m_limits.intervalMs);
        return false;
    }
    if (!m_reader.open(m_path)) {
        fail(m_reader.error());
        return false;
    }
    m_isOpen = true;
    const auto generation = m_generation;
    Q_EMIT opened();
    return generation == m_generation;
}

void JournalFollower::readBatch()
{
    if (!m_isOpen && !openReader())
        return;
    // Asked before reading: what the writer appended until it closed is then in the file.
    const bool isFinal = m_writerGone || m_reader.summary().closed;
    bool atEnd = false;
    const auto batch = takeBatch(&atEnd);
    m_timer.setInterval(atEnd ? m_limits.intervalMs : 0); // other events come between two batches
    if (!report(batch, atEnd) || !atEnd)
        return;
    if (!m_reader.error().isEmpty())
        return fail(m_reader.error());
    if (isFinal) {
        stop();
        Q_EMIT ended();
    }
}

/// False where a slot stopped this following or started another.
bool JournalFollower::report(const QList<Record> &batch, bool atEnd)
{
    const auto generation = m_generation;
    if (!batch.isEmpty())
        Q_EMIT recordsRead(batch);
    if (generation != m_generation)
        return false;
    const bool isNews = atEnd && (!m_isCaughtUp || !batch.isEmpty());
    m_isCaughtUp = atEnd;
    if (isNews)
        Q_EMIT caughtUp();
    return generation == m_generation;
}

QList<Record> JournalFollower::takeBatch(bool *atEnd)
{
    QElapsedTimer clock;
    clock.start();
    QList<Record> batch;
    std::int64_t payloadBytes = 0;
    while (batch.size() < m_limits.recordsPerBatch && payloadBytes < m_limits.payloadBytesPerBatch) {
        auto record = m_reader.next();
        *atEnd = !record;
        if (!record)
            break;
        payloadBytes += record->payload.size();
        batch.append(*std::move(record));
        if (batch.size() % 64 == 0 && clock.elapsed() >= m_limits.millisecondsPerBatch)
            break;
    }
    return batch;
}

void JournalFollower::fail(const QString &sentence)
{
    stop();
    Q_EMIT failed(sentence);
}

} // namespace sockscope
