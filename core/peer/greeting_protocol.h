// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/text_protocol.h"

namespace sockscope {

/// A server that speaks first: the beginning of an SMTP session (RFC 5321), without mail. It knows HELO, EHLO, NOOP,
/// RSET, HELP and QUIT; what would carry a message is refused with 502.
class GreetingProtocol final : public TextProtocol
{
public:
    static constexpr qsizetype longestLine = 510; ///< and CR LF: RFC 5321, 4.5.3.1.4

    GreetingProtocol()
        : TextProtocol(longestLine)
    {
    }

    void connected(PeerOutput &out) override;

private:
    void answer(QByteArrayView line, PeerOutput &out) override;
    [[nodiscard]] QByteArray tooLong() const override;
};

} // namespace sockscope
