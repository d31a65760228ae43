// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sockscope {

/// A second descriptor of a connection, which tells what Qt can't: whether the peer closed or reset it, and what it had
/// sent before.
///
/// QTcpSocket reports FIN and RST alike and has closed its descriptor by then. Close the probe together with the
/// socket: the connection ends when both descriptors are closed.
class ConnectionProbe
{
public:
    enum class PeerEnd { Fin, Reset };

    ConnectionProbe() = default;
    ~ConnectionProbe();
    ConnectionProbe(const ConnectionProbe &) = delete;
    ConnectionProbe &operator=(const ConnectionProbe &) = delete;

    [[nodiscard]] bool open(int descriptor); ///< duplicates it; false when no descriptor is left
    void close();
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }

    /// Sends FIN; reading goes on.
    void shutdownWrite();
    /// To call before each read: once we have sent FIN, the kernel's state no longer tells the two ends apart
    /// afterwards.
    void beforeRead();
    /// Around a write: its failure tells once, and only there, that FIN had come before RST.
    void beforeWrite();
    void afterFailedWrite();
    [[nodiscard]] bool foundFinByWriting() const { return m_sawBrokenPipe; }
    /// How the peer ended the connection, once reading or writing has failed.
    [[nodiscard]] PeerEnd peerEnd() const;
    /// Reads what is left after Qt gave up on the connection; 0 at the end.
    [[nodiscard]] qint64 receive(char *buffer, qint64 size) const;

private:
    int m_descriptor = -1;
    bool m_writeShut = false;
    bool m_sawReset = false;
    bool m_sawBrokenPipe = false;
};

} // namespace sockscope
