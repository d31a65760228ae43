// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_figures.h"

#include "core/models/timeline/big_journal.h"
#include "ui_thread.h"

#include <QFile>

#include <algorithm>
#include <thread>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

double residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4096 : 0;
}

/// What every reader of the journal takes at least: the yardstick for what the models do on top.
double readingAloneMs(const QString &path)
{
    JournalReader reader;
    if (!reader.open(path))
        return 0;
    QElapsedTimer clock;
    clock.start();
    while (reader.next()) {
    }
    return milliseconds(clock);
}

constexpr double FrameMs = 16;

} // namespace

WindowFigures::WindowFigures(Figures &figures, const QString &journal, int records)
    : m_figures(figures)
    , m_path(journal)
    , m_records(records)
    , m_residentBefore(residentBytes())
    , m_readMs(readingAloneMs(journal))
{
}

double WindowFigures::bytesPerRecord() const
{
    return (residentBytes() - m_residentBefore) / m_records;
}

void WindowFigures::open()
{
    Heartbeat heartbeat;
    QElapsedTimer clock;
    clock.start();
    auto &journal = m_window.journal();
    journal.open(m_path);
    auto &painted = UiThread::self().sincePaint();
    UiThread::runUntil([&] { return journal.timeline()->count() >= 50; });
    const double rows = milliseconds(clock);
    UiThread::runUntil([&] { return painted.isValid() && milliseconds(painted) < milliseconds(clock) - rows; });
    m_figures.add(u"opening: first page painted"_s, milliseconds(clock), u"ms"_s, 1000);
    UiThread::runUntil([&] { return journal.state() == JournalSession::Ended; });
    m_figures.add(u"opening: all records in all views"_s, milliseconds(clock) / 1000, u"s"_s);
    m_figures.add(u"opening: the same, times reading the file alone"_s, milliseconds(clock) / m_readMs, u"x"_s);
    const auto late = heartbeat.stop();
    m_figures.add(u"opening: UI thread late, 99th percentile"_s, late.lateMs, u"ms"_s, FrameMs);
    m_figures.add(u"opening: longest event of a frame, processor time, 99th percentile"_s, late.eventMs, u"ms"_s,
                  FrameMs);
    UiThread::runFor(300);
    m_figures.add(u"memory a record, all panels shown"_s, bytesPerRecord(), u"bytes"_s, 64, Figures::Counts::Worst);
}

void WindowFigures::filterBy(const QString &name, const QString &query)
{
    auto &rows = *m_window.journal().timelineView()->rows();
    Heartbeat heartbeat;
    QElapsedTimer clock;
    clock.start();
    rows.setQuery(query);
    UiThread::runUntil([&] { return rows.count() > 0 || !rows.isBusy(); });
    if (rows.count() > 0)
        m_figures.add(u"filter %1: first rows"_s.arg(name), milliseconds(clock), u"ms"_s, 100);
    UiThread::runUntil([&] { return !rows.isBusy(); });
    m_figures.add(u"filter %1: all rows"_s.arg(name), milliseconds(clock) / 1000, u"s"_s, 2);
    m_figures.add(u"filter %1: longest event of a frame, processor time"_s.arg(name), heartbeat.stop().eventMs, u"ms"_s,
                  FrameMs);
    rows.setQuery({});
    UiThread::runFor(50);
}

void WindowFigures::filter()
{
    filterBy(u"by direction"_s, u"dir:in"_s);
    filterBy(u"by socket and size"_s, u"socket:7 size>12"_s);
    filterBy(u"for a text in one record of 1000"_s, u"needle"_s);
    filterBy(u"for bytes that all records have"_s, u"hex:0d0a"_s);
    filterBy(u"for a text that is nowhere"_s, u"\"no such text\""_s);
}

void WindowFigures::search()
{
    auto &search = *m_window.journal().timelineView()->search();
    const int rows = m_window.journal().timelineView()->rows()->count();
    int found = -2;
    const auto connection = QObject::connect(&search, &TimelineSearch::found, [&found](int row) { found = row; });
    const auto step = [&](const QString &what, double wanted, auto go) {
        found = -2;
        QElapsedTimer clock;
        clock.start();
        go();
        UiThread::runUntil([&found] { return found != -2; });
        m_figures.add(what, milliseconds(clock), u"ms"_s, wanted);
    };
    step(u"search: first match"_s, 100, [&] {
        search.setQuery(u"needle"_s);
        search.next(-1);
    });
    step(u"search: last match"_s, 2000, [&] { search.previous(rows); });
    step(u"search: the match before it"_s, FrameMs, [&] { search.previous(found); });
    QObject::disconnect(connection);
    search.setQuery({});
}

/// Records all over the journal. Nothing else is going on, so what the thread does until it is quiet again is the
/// selection's.
void WindowFigures::select()
{
    auto &timeline = *m_window.journal().timeline();
    selectEach(u"selecting a record of the same socket"_s, [&](qint64 i) {
        const auto row = static_cast<int>(i * 7'919'417 % timeline.count());
        return row - row % static_cast<int>(big_journal::Sockets); // all of socket 1
    });
    selectEach(u"selecting a record of another socket"_s,
               [&](qint64 i) { return static_cast<int>(i * 7'919'417 % timeline.count()); });
}

void WindowFigures::selectEach(const QString &what, const std::function<int(qint64)> &rowOf)
{
    auto &timeline = *m_window.journal().timeline();
    auto &cursor = *m_window.view().cursor();
    auto &painted = UiThread::self().sincePaint();
    std::vector<double> busyMs;
    std::vector<double> shownMs;
    for (qint64 i = 0; i < 60; ++i) {
        const int row = rowOf(i + 1);
        UiThread::runFor(40);
        QElapsedTimer clock;
        clock.start();
        const double before = threadCpuMs();
        cursor.selectRecord(timeline.offsetAt(row), timeline.fields(row).socket);
        UiThread::runFor(60);
        while (milliseconds(painted) < 60 && !clock.hasExpired(1000)) // on a busy machine it may take longer
            UiThread::runFor(20);
        busyMs.push_back(threadCpuMs() - before);
        shownMs.push_back(std::max(0.0, milliseconds(clock) - milliseconds(painted)));
    }
    std::sort(busyMs.begin(), busyMs.end());
    std::sort(shownMs.begin(), shownMs.end());
    m_figures.add(what + u": every view painted, median"_s, shownMs[30], u"ms"_s);
    m_figures.add(what + u": every view, processor time, median"_s, busyMs[30], u"ms"_s, FrameMs);
    m_figures.add(what + u": every view, processor time, 95th percentile"_s, busyMs[57], u"ms"_s);
}

void WindowFigures::remember()
{
    auto &view = *m_window.journal().timelineView();
    auto &bytes = *m_window.view().bytes();
    view.rows()->setQuery(u"dir:in"_s);
    view.search()->setQuery(u"size>0"_s);
    bytes.framing()->setKind(FramingSettings::Delimiter);
    UiThread::runUntil(
        [&] { return !view.rows()->isBusy() && !view.search()->isBusy() && !bytes.messages()->isBusy(); });
    m_figures.add(u"memory a record, with a filter, a search and framed messages"_s, bytesPerRecord(), u"bytes"_s, 0,
                  Figures::Counts::Worst);
    bytes.framing()->setKind(FramingSettings::Chunks);
    view.search()->setQuery({});
    view.rows()->setQuery({});
}

void WindowFigures::follow(const QString &path, const QString &query)
{
    constexpr int perMs = 300;
    constexpr int totalMs = 5000;
    auto &journal = m_window.journal();
    journal.timelineView()->rows()->setQuery(query);
    const auto writer = JournalWriter::create(path, {.maxBytes = 1LL << 31}, nullptr);
    journal.open(path);
    UiThread::runUntil([&] { return journal.state() == JournalSession::Live; });
    Heartbeat heartbeat;
    std::jthread thread([&] {
        const auto start = std::chrono::steady_clock::now();
        for (int ms = 0; ms < totalMs; ++ms) {
            for (int i = 0; i < perMs; ++i)
                big_journal::append(*writer, ms * perMs + i);
            std::this_thread::sleep_until(start + std::chrono::milliseconds(ms + 1));
        }
    });
    UiThread::runUntil([&] { return journal.timeline()->count() == perMs * totalMs; });
    const auto late = heartbeat.stop();
    const auto name = query.isEmpty() ? u"300,000 records/s arriving"_s : u"the same with a filter for text"_s;
    m_figures.add(name + u": UI thread late, 99th percentile"_s, late.lateMs, u"ms"_s, FrameMs);
    m_figures.add(name + u": longest event of a frame, processor time, 99th percentile"_s, late.eventMs, u"ms"_s,
                  FrameMs);
}

} // namespace sockscope
