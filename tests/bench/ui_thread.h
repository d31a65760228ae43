// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <vector>

namespace sockscope {

/// Processor time of this thread, milliseconds: what others do on the machine isn't in it.
[[nodiscard]] double threadCpuMs();
[[nodiscard]] double milliseconds(const QElapsedTimer &clock);

/// Keeps how long the events of the UI thread take, and when one of the window's pictures was painted last.
class UiThread : public QApplication
{
public:
    /// Without a screen unless the environment names one, and drawn in software as the program is.
    UiThread(int &argc, char **argv);

    bool notify(QObject *receiver, QEvent *event) override;
    [[nodiscard]] static UiThread &self() { return *static_cast<UiThread *>(QCoreApplication::instance()); }
    [[nodiscard]] double takeLongestMs(); ///< of the events since the last call, processor time
    [[nodiscard]] const QElapsedTimer &sincePaint() const { return m_sincePaint; } ///< invalid before the first paint

    /// Turns the event loop until `done` holds.
    template <typename Done>
    static void runUntil(Done done)
    {
        while (!done())
            processEvents(QEventLoop::WaitForMoreEvents);
    }
    static void runFor(int ms);

private:
    int m_depth = 0;
    double m_longestMs = 0;
    QElapsedTimer m_sincePaint;
};

/// How late a timer of the display's rate is, and the longest event of each of its turns: what blocks it would block a
/// frame.
class Heartbeat
{
public:
    struct Result
    {
        double lateMs = 0; ///< at the 99th percentile
        double mostLateMs = 0;
        double eventMs = 0; ///< longest event of a turn, processor time, at the 99th percentile
    };
    Heartbeat();
    [[nodiscard]] Result stop();

private:
    static constexpr int IntervalMs = 16;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_lateMs;
    std::vector<double> m_eventMs;
};

} // namespace sockscope
