// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <chrono>
#include <functional>
#include <memory>

namespace sockscope {

/// Where a protocol's replies go.
class PeerOutput
{
public:
    /// Sends the bytes, or keeps them until the client has room.
    virtual void write(QByteArrayView bytes) = 0;
    /// What is written after this leaves so much later.
    virtual void pause(std::chrono::milliseconds time) = 0;
    /// Ends the connection once everything written has left. What is written after this is dropped.
    virtual void close() = 0;

protected:
    ~PeerOutput() = default;
};

/// What a built-in server says to one client. Lives on the server's thread, one object a connection.
class PeerProtocol
{
public:
    PeerProtocol() = default;
    virtual ~PeerProtocol() = default;
    PeerProtocol(const PeerProtocol &) = delete;
    PeerProtocol &operator=(const PeerProtocol &) = delete;

    /// The client is there; a server that speaks first does it here.
    virtual void connected(PeerOutput &) {}
    /// Answers the request that `input`, which is never empty, begins with. Returns its size, or 0 where some of it is
    /// still missing: then the same bytes come again, and more. A protocol limits what it waits for. Not called again
    /// until the client has taken the reply, so that a connection holds no more than one.
    [[nodiscard]] virtual qsizetype take(QByteArrayView input, PeerOutput &out) = 0;
};

/// Makes the protocol object of a new connection.
using PeerProtocolMaker = std::function<std::unique_ptr<PeerProtocol>()>;

} // namespace sockscope
