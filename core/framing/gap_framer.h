// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing/framer.h"

namespace sockscope {

/// FramingKind::IdleGap. A message ends when the next one starts: before that, more may come in time.
class GapFramer final : public Framer
{
public:
    explicit GapFramer(qint64 gapMs)
        : m_gapNs(gapMs * 1'000'000)
    {
    }

    void feed(const FramedPiece &piece, QList<qint64> &ends) override
    {
        if (m_position > 0 && piece.timeNs - m_lastNs >= m_gapNs)
            ends.append(m_position);
        m_lastNs = piece.timeNs;
        m_position += piece.size;
    }
    [[nodiscard]] bool needsBytes() const override { return false; }

private:
    qint64 m_gapNs;
    qint64 m_lastNs = 0;
    qint64 m_position = 0;
};

} // namespace sockscope
