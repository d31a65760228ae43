// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_protocol.h"

#include <QByteArray>

namespace sockscope {

/// A protocol whose requests are lines that end with LF or CR LF.
class TextProtocol : public PeerProtocol
{
public:
    [[nodiscard]] qsizetype take(QByteArrayView input, PeerOutput &out) final;

protected:
    explicit TextProtocol(qsizetype longestLine) ///< bytes without the line end
        : m_longestLine(longestLine)
    {
    }

    virtual void answer(QByteArrayView line, PeerOutput &out) = 0; ///< `line` is without its end
    virtual QByteArray tooLong() const = 0; ///< the last reply, to a line that has no end in time

private:
    qsizetype m_longestLine;
};

} // namespace sockscope
