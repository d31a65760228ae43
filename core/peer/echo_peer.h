// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/echo_protocol.h"
#include "peer/peer_server.h"

namespace sockscope {

/// A TCP echo server (RFC 862): the built-in peer of labs and benchmarks.
class EchoPeer : public PeerServer
{
public:
    EchoPeer()
        : PeerServer([] { return std::make_unique<EchoProtocol>(); })
    {
    }
};

} // namespace sockscope
