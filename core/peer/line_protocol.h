// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/text_protocol.h"

#include <QByteArray>
#include <QList>

namespace sockscope {

/// A small protocol to learn with: one command a line, answered by one line that begins with OK or ERR. docs/peers.md
/// describes the commands; HELP lists them.
class LineProtocol final : public TextProtocol
{
public:
    static constexpr qsizetype longestLine = 4096;

    LineProtocol()
        : TextProtocol(longestLine)
    {
    }

private:
    void answer(QByteArrayView line, PeerOutput &out) override;
    [[nodiscard]] QByteArray tooLong() const override;
};

} // namespace sockscope
