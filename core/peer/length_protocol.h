// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_protocol.h"

namespace sockscope {

/// Messages with their length in front: four bytes, most significant first, that don't count themselves. Each is
/// answered by a message with the same bytes in reverse order, which takes a whole message to know. One of more than
/// longestMessage bytes is answered by a message that says so, and the connection ends.
class LengthProtocol final : public PeerProtocol
{
public:
    static constexpr quint32 longestMessage = 1 << 20;
    static constexpr qsizetype prefixSize = 4;

    [[nodiscard]] qsizetype take(QByteArrayView input, PeerOutput &out) override;
};

} // namespace sockscope
