// SPDX-License-Identifier: GPL-3.0-or-later
#include "dap_channel.h"

#include "write_all.h"

#include <array>
#include <cerrno>
#include <unistd.h>

namespace sockscope {

DapChannel::DapChannel()
    : m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, &DapChannel::readInput);
}

void DapChannel::start()
{
    m_notifier.setEnabled(true);
}

void DapChannel::send(const QJsonObject &message)
{
    if (!writeAll(STDOUT_FILENO, dapFrame(message)))
        close();
}

void DapChannel::close()
{
    if (!m_notifier.isEnabled())
        return;
    m_notifier.setEnabled(false);
    Q_EMIT closed();
}

void DapChannel::readInput()
{
    std::array<char, 65536> chunk{};
    const ssize_t count = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0)
        close();
    else
        m_reader.feed(QByteArrayView(chunk.data(), count));
}

} // namespace sockscope
