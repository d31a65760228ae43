// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui_thread.h"

#include <QQuickWidget>
#include <QQuickWindow>
#include <QThread>

#include <algorithm>
#include <ctime>
#include <utility>

namespace sockscope {

namespace {

double percentile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * double(values.size() - 1))];
}

int &withPlatform(int &argc)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    return argc;
}

} // namespace

UiThread::UiThread(int &argc, char **argv)
    : QApplication(withPlatform(argc), argv)
{
}

double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

double milliseconds(const QElapsedTimer &clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

bool UiThread::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    const bool isPaint = event->type() == QEvent::Paint && qobject_cast<QQuickWidget *>(receiver) != nullptr;
    const double before = threadCpuMs();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    if (--m_depth == 0)
        m_longestMs = std::max(m_longestMs, threadCpuMs() - before);
    if (isPaint)
        m_sincePaint.start();
    return result;
}

double UiThread::takeLongestMs()
{
    return std::exchange(m_longestMs, 0);
}

void UiThread::runFor(int ms)
{
    QElapsedTimer clock;
    clock.start();
    QTimer alarm;
    alarm.start(5);
    runUntil([&] { return clock.hasExpired(ms); });
}

Heartbeat::Heartbeat()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(IntervalMs);
    QObject::connect(&m_timer, &QTimer::timeout, [this] {
        m_lateMs.push_back(std::max(0.0, milliseconds(m_clock) - IntervalMs));
        m_eventMs.push_back(UiThread::self().takeLongestMs());
        m_clock.restart();
    });
    (void)UiThread::self().takeLongestMs();
    m_clock.start();
    m_timer.start();
}

Heartbeat::Result Heartbeat::stop()
{
    m_timer.stop();
    return {percentile(m_lateMs, 0.99), percentile(m_lateMs, 1), percentile(m_eventMs, 0.99)};
}

} // namespace sockscope
