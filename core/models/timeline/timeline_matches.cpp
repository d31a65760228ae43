// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_matches.h"

#include "models/timeline/timeline_scanner.h"

#include <QElapsedTimer>

#include <limits>
#include <utility>

namespace sockscope {

namespace {

constexpr qint64 SliceNs = 3'000'000;
constexpr int ClockEvery = 4096; // rows

} // namespace

TimelineMatches::TimelineMatches(TimelineModel &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_numbers(std::numeric_limits<int>::max())
{
    m_slices.setInterval(0);
    connect(&m_slices, &QTimer::timeout, this, &TimelineMatches::processSlice);
    connectSource();
}

TimelineMatches::~TimelineMatches()
{
    if (m_scanner)
        m_scanner->setWanted(-1);
    m_thread.quit();
    m_thread.wait();
}

void TimelineMatches::connectSource()
{
    connect(&m_source, &QAbstractItemModel::rowsInserted, this, &TimelineMatches::onAppended);
    connect(&m_source, &QAbstractItemModel::modelReset, this, [this] { setQuery(m_query, m_matchCase); });
    connect(&m_source, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex &, int, int last) {
        Q_EMIT aboutToRemoveFirst(indexAtOrBehind(dropped() + last + 1));
    });
    connect(&m_source, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int, int last) {
        const int gone = m_isAll ? last + 1 : m_numbers.partitionPoint([this](quint32 n) { return n < dropped(); });
        if (!m_isAll)
            m_numbers.removeFirst(gone);
        m_next = std::max(m_next, dropped());
        Q_EMIT removedFirst(gone);
    });
}

void TimelineMatches::setQuery(const TimelineQuery &query, bool matchCase)
{
    m_query = query;
    m_matchCase = matchCase;
    m_isAll = query.isEmpty();
    forget();
    if (!m_isAll && !query.needsRecords())
        processSlice();
    else if (!m_isAll)
        scan();
    updateBusy();
}

void TimelineMatches::forget()
{
    m_numbers.clear();
    m_next = dropped();
    m_slices.stop();
    m_error.clear();
    m_isScanning = false;
    ++m_scanId;
    if (m_scanner)
        m_scanner->setWanted(m_scanId);
}

int TimelineMatches::count() const
{
    return m_isAll ? m_source.count() : m_numbers.count();
}

qint64 TimelineMatches::number(int index) const
{
    return m_isAll ? dropped() + index : m_numbers[index];
}

int TimelineMatches::indexAtOrBehind(qint64 number) const
{
    if (m_isAll)
        return static_cast<int>(std::clamp<qint64>(number - dropped(), 0, m_source.count()));
    return m_numbers.partitionPoint([number](quint32 each) { return each < number; });
}

int TimelineMatches::rowOf(int index) const
{
    return static_cast<int>(number(index) - dropped());
}

qint64 TimelineMatches::searched() const
{
    return m_isAll ? end() : m_next;
}

bool TimelineMatches::isBusy() const
{
    return !m_isAll && m_error.isEmpty() && m_next < end();
}

double TimelineMatches::progress() const
{
    return isBusy() ? static_cast<double>(m_next - dropped()) / m_source.count() : 1;
}

void TimelineMatches::updateBusy()
{
    if (std::exchange(m_wasBusy, isBusy()) != isBusy())
        Q_EMIT busyChanged();
}

void TimelineMatches::onAppended()
{
    if (m_isAll)
        Q_EMIT added();
    else if (m_query.needsRecords())
        scan();
    else if (!m_slices.isActive())
        processSlice();
    updateBusy();
}

void TimelineMatches::processSlice()
{
    QElapsedTimer clock;
    clock.start();
    std::vector<quint32> matches;
    const qint64 last = end();
    while (m_next < last && clock.nsecsElapsed() < SliceNs)
        for (const auto stop = std::min(last, m_next + ClockEvery); m_next < stop; ++m_next)
            if (m_query.acceptsFields(m_source.fields(static_cast<int>(m_next - dropped()))))
                matches.push_back(static_cast<quint32>(m_next));
    m_numbers.append(std::move(matches));
    if (m_next < last)
        m_slices.start();
    else
        m_slices.stop();
    Q_EMIT added();
    updateBusy();
}

/// Lets the scanner look at what it hasn't, unless it is at it: then it is told when it is done.
void TimelineMatches::scan()
{
    if (m_isScanning || m_next >= end() || !m_error.isEmpty())
        return;
    if (!m_scanner)
        startScanner();
    m_isScanning = true;
    m_scanner->setEnd(m_source.offsetAt(m_source.count() - 1));
    const TimelineScan scan{m_scanId,
                            m_source.reader().path(),
                            m_source.offsetAt(static_cast<int>(m_next - dropped())),
                            m_next,
                            m_query,
                            m_matchCase,
                            m_source.reader().fileNames()};
    QMetaObject::invokeMethod(m_scanner, [scanner = m_scanner, scan] { scanner->start(scan); });
}

void TimelineMatches::startScanner()
{
    m_scanner = new TimelineScanner; // the thread deletes it
    m_scanner->setWanted(m_scanId);
    m_scanner->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("timeline search"));
    connect(&m_thread, &QThread::finished, m_scanner, &QObject::deleteLater);
    connect(m_scanner, &TimelineScanner::found, this, &TimelineMatches::onFound);
    connect(m_scanner, &TimelineScanner::finished, this, &TimelineMatches::onFinished);
    connect(m_scanner, &TimelineScanner::failed, this, [this](int id, const QString &sentence) {
        if (id != m_scanId)
            return;
        m_error = sentence;
        m_isScanning = false;
        Q_EMIT added();
        updateBusy();
    });
    m_thread.start();
}

void TimelineMatches::onFound(int id, const QList<quint32> &numbers, qint64 next)
{
    if (id != m_scanId)
        return;
    auto from = numbers.begin();
    while (from != numbers.end() && *from < dropped())
        ++from; // gone meanwhile
    m_numbers.append({from, numbers.end()});
    m_next = std::max(m_next, next);
    Q_EMIT added();
    updateBusy();
}

void TimelineMatches::onFinished(int id, qint64)
{
    if (id != m_scanId)
        return;
    m_isScanning = false;
    scan(); // what came meanwhile
}

} // namespace sockscope
