// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing/framer.h"

namespace sockscope {

/// FramingKind::Chunks: what one read or write carried.
class ChunkFramer final : public Framer
{
public:
    void feed(const FramedPiece &piece, QList<qint64> &ends) override
    {
        m_position += piece.size;
        if (piece.endsChunk)
            ends.append(m_position);
    }
    [[nodiscard]] bool needsBytes() const override { return false; }

private:
    qint64 m_position = 0;
};

} // namespace sockscope
