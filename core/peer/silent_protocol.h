// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_protocol.h"

namespace sockscope {

/// Reads and never answers; the client closes first.
class SilentProtocol final : public PeerProtocol
{
public:
    [[nodiscard]] qsizetype take(QByteArrayView input, PeerOutput &) override { return input.size(); }
};

} // namespace sockscope
