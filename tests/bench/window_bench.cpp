// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what the window's models take for a journal of ten million records.
//   sockscope_window_bench [RECORDS]
#include "core/models/timeline/big_journal.h"
#include "models/session/journal_session.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <thread>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

/// Measures the processor time of each event of the UI thread: what others do on the machine isn't in it.
class Application : public QCoreApplication
{
public:
    using QCoreApplication::QCoreApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (QThread::currentThread() != thread())
            return QCoreApplication::notify(receiver, event);
        const double before = cpuMs();
        const bool result = QCoreApplication::notify(receiver, event);
        m_longestMs = std::max(m_longestMs, cpuMs() - before);
        return result;
    }
    [[nodiscard]] static double takeLongestMs()
    {
        return std::exchange(static_cast<Application *>(QCoreApplication::instance())->m_longestMs, 0);
    }

private:
    static double cpuMs()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }
    double m_longestMs = 0;
};

/// How late a timer of the display's rate is: what blocks it would block a frame.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(IntervalMs);
        QObject::connect(&m_timer, &QTimer::timeout, [this] {
            m_lateMs.push_back(std::max(0.0, ms() - IntervalMs));
            m_clock.restart();
        });
    }
    void start()
    {
        m_lateMs.clear();
        (void)Application::takeLongestMs();
        m_clock.start();
        m_timer.start();
    }
    void print(const char *what)
    {
        m_timer.stop();
        std::sort(m_lateMs.begin(), m_lateMs.end());
        const auto at = [this](double part) {
            return m_lateMs.empty() ? 0 : m_lateMs[static_cast<std::size_t>(part * double(m_lateMs.size() - 1))];
        };
        std::printf("%-44s %8.1f ms at the 99th percentile, %.1f at most (wanted: 16 at the 99th); longest event %.1f "
                    "ms of processor time\n",
                    what, at(0.99), at(1), Application::takeLongestMs());
        std::fflush(stdout);
    }

private:
    static constexpr int IntervalMs = 16;
    [[nodiscard]] double ms() const { return double(m_clock.nsecsElapsed()) / 1e6; }
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_lateMs;
};

double residentMiB()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4096 / (1 << 20) : 0;
}

void print(const char *what, double value, const char *unit)
{
    std::printf("%-44s %8.1f %s\n", what, value, unit);
    std::fflush(stdout);
}

/// Turns the event loop until `done` holds.
template <typename Done>
void runUntil(Done done)
{
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

double secondsOf(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e9;
}

void opening(JournalSession &session, const QString &path, int records)
{
    Heartbeat heartbeat;
    const double before = residentMiB();
    QElapsedTimer clock;
    clock.start();
    heartbeat.start();
    session.open(path);
    runUntil([&] { return session.timeline()->count() >= 50; });
    print("first page of rows", secondsOf(clock) * 1000, "ms (wanted: 1000)");
    runUntil([&] { return session.state() == JournalSession::Ended; });
    print("all rows", secondsOf(clock), "s");
    heartbeat.print("UI thread late while loading");
    print("memory a record", (residentMiB() - before) * (1 << 20) / records, "bytes (wanted: 64)");
}

/// A filter over all rows: until its first rows are there, and until it is done.
void filtering(JournalSession &session, const char *what, const QString &query)
{
    auto &rows = *session.timelineView()->rows();
    Heartbeat heartbeat;
    heartbeat.start();
    QElapsedTimer clock;
    clock.start();
    rows.setQuery(query);
    const double blocked = secondsOf(clock) * 1000;
    runUntil([&] { return rows.count() > 0 || !rows.isBusy(); });
    const double first = secondsOf(clock) * 1000;
    runUntil([&] { return !rows.isBusy(); });
    const double all = secondsOf(clock);
    std::printf("%-44s %8.1f ms to the first rows (wanted: 100), %.2f s to all %d (wanted: 2), call %.1f ms\n", what,
                first, all, rows.count(), blocked);
    heartbeat.print("  UI thread late meanwhile");
    clock.restart();
    rows.setQuery({});
    print("  without a filter again", secondsOf(clock) * 1000, "ms");
}

/// With a filter and a search that both hold for every second row.
void memory(JournalSession &session, double before, int records)
{
    auto &view = *session.timelineView();
    view.rows()->setQuery(u"dir:in"_s);
    view.search()->setQuery(u"size>0"_s);
    runUntil([&] { return !view.rows()->isBusy() && !view.search()->isBusy(); });
    print("memory a record, with a filter and a search", (residentMiB() - before) * (1 << 20) / records,
          "bytes (wanted: 64)");
    view.search()->setQuery({});
    view.rows()->setQuery({});
}

void searching(JournalSession &session)
{
    auto &search = *session.timelineView()->search();
    int found = -2;
    QObject::connect(&search, &TimelineSearch::found, [&found](int row) { found = row; });
    const auto step = [&](const char *what, auto go) {
        found = -2;
        QElapsedTimer clock;
        clock.start();
        go();
        runUntil([&found] { return found != -2; });
        print(what, secondsOf(clock) * 1000, "ms");
    };
    step("first match of a text", [&search] {
        search.setQuery(u"needle"_s);
        search.next(-1);
    });
    step("last match of a text", [&] { search.previous(session.timelineView()->rows()->count()); });
    step("the match before it", [&] { search.previous(found); });
    search.setQuery({});
}

/// What the models do when another record is selected, apart from painting.
void selecting(JournalSession &session)
{
    auto &view = *session.timelineView();
    SessionCursor cursor;
    view.setCursor(&cursor);
    view.rows()->setQuery(u"needle"_s);
    runUntil([&] { return !view.rows()->isBusy(); });
    double longest = 0;
    for (int i = 0; i < 1000; ++i) {
        QElapsedTimer clock;
        clock.start();
        const int row = i * 7919 % view.rows()->count();
        view.selectRecordOf(row);
        view.selection()->selectOnly(view.recordRow());
        for (int shown = 0; shown < 40 && row + shown < view.rows()->count(); ++shown) // a page of rows, read anew
            (void)view.rows()->index(row + shown).data(TimelineModel::PreviewRole);
        longest = std::max(longest, secondsOf(clock) * 1000);
    }
    print("selecting a record and reading its page", longest, "ms at most of 1000 (wanted: a frame of 16)");
    view.setCursor(nullptr);
    view.rows()->setQuery({});
}

void arriving(const QString &path, int perSecond, int seconds, const QString &query)
{
    JournalSession session;
    session.timelineView()->rows()->setQuery(query);
    Heartbeat heartbeat;
    const auto writer = JournalWriter::create(path, {.maxBytes = 1LL << 31}, nullptr);
    session.open(path);
    runUntil([&] { return session.state() == JournalSession::Live; });
    heartbeat.start();
    std::jthread thread([&] {
        const auto start = std::chrono::steady_clock::now();
        for (int ms = 0; ms < seconds * 1000; ++ms) {
            for (int i = 0; i < perSecond / 1000; ++i)
                big_journal::append(*writer, ms * (perSecond / 1000) + i);
            std::this_thread::sleep_until(start + std::chrono::milliseconds(ms + 1));
        }
    });
    runUntil([&] { return session.timeline()->count() == perSecond * seconds; });
    heartbeat.print(query.isEmpty() ? "UI thread late, 300,000 records/s arriving" : "the same with a filter for text");
}

} // namespace

int main(int argc, char **argv)
{
    const Application app(argc, argv);
    const int records = argc > 1 ? QByteArray(argv[1]).toInt() : 10'000'000;
    const QTemporaryDir folder(u"/var/tmp/sockscope-bench"_s);
    const QString path = folder.filePath(u"big.journal"_s);
    QElapsedTimer clock;
    clock.start();
    if (!big_journal::write(path, records))
        return std::fputs("The journal could not be written.\n", stderr), 1;
    print("writing the journal", secondsOf(clock), "s");
    JournalSession session;
    const double before = residentMiB();
    opening(session, path, records);
    filtering(session, "filter dir:in", u"dir:in"_s);
    filtering(session, "filter socket:7 size>12", u"socket:7 size>12"_s);
    filtering(session, "filter text, 1 of 1000", u"needle"_s);
    filtering(session, "filter text in every second row", u"get"_s);
    filtering(session, "filter hex:0d0a, in all rows", u"hex:0d0a"_s);
    filtering(session, "filter text, nowhere", u"\"no such text\""_s);
    searching(session);
    selecting(session);
    memory(session, before, records);
    session.clear();
    arriving(folder.filePath(u"live.journal"_s), 300'000, 5, {});
    arriving(folder.filePath(u"filtered.journal"_s), 300'000, 5, u"needle"_s);
    return 0;
}
