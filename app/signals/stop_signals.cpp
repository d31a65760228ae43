// SPDX-License-Identifier: GPL-3.0-or-later
#include "stop_signals.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace sockscope {

namespace {

int signalPipe = -1;

void forward(int signalNumber)
{
    const int error = errno; // of what the signal interrupted
    const auto byte = static_cast<char>(signalNumber);
    [[maybe_unused]] const ssize_t written = ::write(signalPipe, &byte, 1);
    errno = error;
}

void handle(int signalNumber, void (*handler)(int))
{
    struct sigaction action
    {
    };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signalNumber, &action, nullptr);
}

int openPipe(int (&ends)[2])
{
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals could be opened");
    return ends[0];
}

} // namespace

StopSignals::StopSignals(const QList<int> &signalNumbers)
    : m_signalNumbers(signalNumbers)
    , m_notifier(openPipe(m_pipe), QSocketNotifier::Read)
{
    signalPipe = m_pipe[1];
    connect(&m_notifier, &QSocketNotifier::activated, this, &StopSignals::readOne);
    for (const int signalNumber : m_signalNumbers)
        handle(signalNumber, forward);
}

StopSignals::~StopSignals()
{
    for (const int signalNumber : m_signalNumbers)
        handle(signalNumber, SIG_DFL);
    m_notifier.setEnabled(false);
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void StopSignals::readOne()
{
    // Signals that wait together are one wish to stop, however late they are read on a busy machine.
    std::array<char, 64> waiting{};
    if (::read(m_pipe[0], waiting.data(), waiting.size()) <= 0)
        return;
    m_hasReceived = true;
    Q_EMIT received(waiting.front());
}

} // namespace sockscope
