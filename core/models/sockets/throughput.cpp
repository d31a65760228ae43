// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sockets/throughput.h"

#include <algorithm>

namespace sockscope {

Throughput::Throughput(QObject *parent)
    : QObject(parent)
    , m_follower([this] { reset(); }, [this] { update(); }, this)
{
}

void Throughput::setJournal(JournalSession *journal)
{
    if (journal == m_follower.journal())
        return;
    m_follower.setJournal(journal);
    Q_EMIT sessionChanged();
}

void Throughput::setCursor(SessionCursor *cursor)
{
    if (cursor == m_follower.cursor())
        return;
    m_follower.setCursor(cursor);
    Q_EMIT sessionChanged();
}

void Throughput::reset()
{
    m_records.setSocket(m_records.socket());
    restart();
    Q_EMIT changed();
}

void Throughput::restart()
{
    m_applied = 0;
    m_shownUntil = 0;
    m_sent = m_received = Buckets();
}

void Throughput::update()
{
    if (!journal())
        return;
    const auto socket = cursor() ? cursor()->socket() : 0;
    if (socket != m_records.socket()) {
        m_records.setSocket(socket);
        restart();
    }
    const auto &index = journal()->history().index();
    const auto instant = m_follower.instant();
    m_applied = std::max<std::int64_t>(m_applied - m_records.update(index), 0); // what was added stays in the sums
    const auto end = m_records.positionOf(index.behind(instant));
    if (end < m_applied)
        restart();
    for (; m_applied < end; ++m_applied)
        add(index[m_records[m_applied]]);
    m_shownUntil = instant == SessionCursor::Latest ? journal()->duration() : instant;
    m_sent.stretchTo(m_shownUntil);
    m_received.stretchTo(m_shownUntil);
    Q_EMIT changed();
}

void Throughput::add(const IndexEntry &entry)
{
    if (m_applied == 0)
        m_sent = m_received = Buckets(entry.timeNs);
    m_sent.stretchTo(entry.timeNs);
    m_received.stretchTo(entry.timeNs);
    if (entry.kind == RecordKind::BytesSent)
        m_sent.add(entry.timeNs, entry.size);
    else if (entry.kind == RecordKind::BytesReceived)
        m_received.add(entry.timeNs, entry.size);
}

QList<qreal> Throughput::rates(const Buckets &buckets) const
{
    QList<qreal> list;
    for (int i = 0; i < Count && buckets.start() + i * buckets.width() <= m_shownUntil; ++i)
        list.append(qreal(buckets[i]) * 1e9 / qreal(buckets.width()));
    return list;
}

qreal Throughput::peakSent() const
{
    const auto list = sent();
    return list.isEmpty() ? 0 : *std::ranges::max_element(list);
}

qreal Throughput::peakReceived() const
{
    const auto list = received();
    return list.isEmpty() ? 0 : *std::ranges::max_element(list);
}

} // namespace sockscope
