// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "own_process.h"

#include <memory>

namespace sockscope::test {

/// A Redis server on a free loopback port, which keeps nothing.
class RedisServer
{
public:
    /// False, and problem() says why, where it doesn't answer.
    [[nodiscard]] bool start(const QString &folder);
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QByteArray problem() const { return m_process ? m_process->told() : QByteArray("not started"); }

    /// How often clients have called a command, by the server's own count; -1 where it doesn't answer.
    [[nodiscard]] int calls(const QByteArray &command) const;
    /// How many clients are connected besides the one that asks.
    [[nodiscard]] int clients() const;

private:
    [[nodiscard]] QByteArray ask(const QByteArray &command) const;

    std::unique_ptr<OwnProcess> m_process;
    quint16 m_port = 0;
};

} // namespace sockscope::test
