// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_scanner.h"

#include "journal/journal_blocks.h"
#include "models/timeline/timeline_matcher.h"
#include "models/timeline/timeline_model.h"

#include <QElapsedTimer>

#include <utility>

namespace sockscope {

namespace {

constexpr qint64 ReportMs = 12; // about a frame
constexpr qsizetype ReportMatches = 64 << 10;
constexpr qint64 ClockEvery = 256; // records; one with a long payload counts for more
constexpr qint64 ClockBytes = 256 << 10;

RecordKind kindOf(QByteArrayView record)
{
    return static_cast<RecordKind>(static_cast<std::uint8_t>(record[4]));
}

} // namespace

void TimelineScanner::start(const TimelineScan &scan)
{
    if (scan.id != m_scan.id)
        m_scan = scan;
    m_scan.files = scan.files;
    if (isWanted())
        scanTo(m_end);
}

void TimelineScanner::scanTo(qint64 lastOffset)
{
    JournalBlocks blocks;
    if (!blocks.open(m_scan.path)) {
        Q_EMIT failed(m_scan.id, blocks.error());
        return;
    }
    TimelineMatcher matcher(m_scan.query, m_scan.matchCase, m_scan.files);
    QList<quint32> matches;
    QElapsedTimer clock;
    clock.start();
    qint64 sinceClock = 0;
    while (m_scan.from <= lastOffset) {
        const auto record = blocks.recordAt(m_scan.from);
        if (record.isEmpty())
            break;
        if (TimelineModel::hasRow(kindOf(record))) {
            if (matcher.matches(record))
                matches.append(static_cast<quint32>(m_scan.number));
            ++m_scan.number;
        } else if (kindOf(record) == RecordKind::FileName) {
            matcher.learnFile(record);
        }
        m_scan.from += record.size();
        sinceClock += 1 + record.size() * ClockEvery / ClockBytes;
        if (sinceClock < ClockEvery && matches.size() < ReportMatches)
            continue;
        sinceClock = 0;
        if (!isWanted())
            return;
        if (matches.size() >= ReportMatches || clock.elapsed() >= ReportMs) {
            clock.restart();
            Q_EMIT found(m_scan.id, std::exchange(matches, {}), m_scan.number);
        }
    }
    Q_EMIT found(m_scan.id, matches, m_scan.number);
    if (!blocks.error().isEmpty())
        Q_EMIT failed(m_scan.id, blocks.error());
    else if (m_scan.from <= lastOffset)
        Q_EMIT failed(m_scan.id, tr("The journal '%1' was cut while it was searched.").arg(m_scan.path));
    else
        Q_EMIT finished(m_scan.id, lastOffset);
}

} // namespace sockscope
