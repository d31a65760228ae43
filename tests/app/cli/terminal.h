// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace sockscope::test {

/// A pseudo-terminal for one of a process's streams.
class Terminal
{
public:
    Terminal()
        : m_master(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
    {
        if (m_master >= 0 && ::grantpt(m_master) == 0 && ::unlockpt(m_master) == 0)
            m_slave = ::open(::ptsname(m_master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    }
    ~Terminal()
    {
        ::close(m_slave);
        ::close(m_master);
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    [[nodiscard]] bool isOpen() const { return m_slave >= 0; }
    /// To call before the process starts.
    void attach(QProcess &process, int descriptor) const
    {
        process.setChildProcessModifier([slave = m_slave, descriptor] { ::dup2(slave, descriptor); });
    }
    /// What has come so far. The terminal's own line ends are \r\n.
    const QByteArray &text()
    {
        std::array<char, 4096> chunk{};
        for (ssize_t count = 0; (count = ::read(m_master, chunk.data(), chunk.size())) > 0;)
            m_text.append(chunk.data(), count);
        return m_text;
    }

private:
    int m_master;
    int m_slave = -1;
    QByteArray m_text;
};

} // namespace sockscope::test
