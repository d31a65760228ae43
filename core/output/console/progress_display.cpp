// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/console/progress_display.h"

#include "log/log_output.h"
#include "output/console/run_description.h"

#include <chrono>
#include <sys/ioctl.h>
#include <utility>

namespace sockscope {

namespace {

constexpr std::chrono::milliseconds RedrawInterval{100};
constexpr std::chrono::milliseconds BlockInterval{1000};

int columnsOf(int descriptor)
{
    constexpr int usual = 80;
    winsize size{};
    return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual;
}

} // namespace

ProgressDisplay::ProgressDisplay(int descriptor, bool hasColours, LogOutput *log, std::function<RunProgressView()> view,
                                 QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_hasColours(hasColours)
    , m_log(log)
    , m_view(std::move(view))
{
    m_out.useStream(descriptor);
    connect(&m_timer, &QTimer::timeout, this, &ProgressDisplay::show);
}

ProgressDisplay::~ProgressDisplay()
{
    if (m_log)
        m_log->setPersistentText({});
}

ProgressLook ProgressDisplay::look() const
{
    const bool isOnTerminal = isTerminal();
    return {isOnTerminal, isOnTerminal && m_hasColours, isOnTerminal ? columnsOf(m_descriptor) : 0};
}

void ProgressDisplay::start()
{
    if (isTerminal() && m_log)
        m_log->setPersistentText([this] { return m_shown; });
    m_timer.start(isTerminal() ? RedrawInterval : BlockInterval);
}

std::unique_lock<std::mutex> ProgressDisplay::lock() const
{
    return m_log ? m_log->lock() : std::unique_lock<std::mutex>();
}

ProgressDisplay::Frame ProgressDisplay::frame() const
{
    const ProgressLook look = this->look();
    const QByteArray end = look.isTerminal ? "\x1b[K\n" : "\n";
    Frame frame{end, 1};
    const QStringList lines = progressLines(m_view(), look);
    for (const QString &line : lines) {
        frame.text += line.toUtf8() + end;
        frame.height += linesOnTerminal(line, look.columns);
    }
    return frame;
}

void ProgressDisplay::show()
{
    const Frame frame = this->frame();
    const auto guard = lock();
    // Behind a frame the cursor goes back to where it began, so that whatever is written next takes its place.
    m_shown = isTerminal() ? frame.text + "\r\x1b[J\x1b[" + QByteArray::number(frame.height) + 'A' : QByteArray();
    m_out.write(isTerminal() ? m_shown : frame.text);
}

void ProgressDisplay::print(const QByteArray &text)
{
    const auto guard = lock();
    m_out.write((isTerminal() ? clearingLines(text) : text) + m_shown);
}

void ProgressDisplay::finish()
{
    m_timer.stop();
    const Frame frame = this->frame();
    const auto guard = lock();
    m_shown.clear();
    m_out.write(frame.text);
}

} // namespace sockscope
