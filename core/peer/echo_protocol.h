// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_protocol.h"

namespace sockscope {

/// Sends back what it receives (RFC 862).
class EchoProtocol final : public PeerProtocol
{
public:
    [[nodiscard]] qsizetype take(QByteArrayView input, PeerOutput &out) override
    {
        out.write(input);
        return input.size();
    }
};

} // namespace sockscope
