// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <vector>

namespace sockscope::test {

/// A listener that never accepts and whose backlog is full: a further connect neither succeeds nor fails, its SYN is
/// dropped.
class FullBacklogPeer
{
public:
    explicit FullBacklogPeer(const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);
    ~FullBacklogPeer();
    FullBacklogPeer(const FullBacklogPeer &) = delete;
    FullBacklogPeer &operator=(const FullBacklogPeer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }

private:
    int m_listener = -1;
    quint16 m_port = 0;
    std::vector<int> m_fillers;
};

} // namespace sockscope::test
