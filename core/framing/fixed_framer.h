// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing/framer.h"

namespace sockscope {

/// FramingKind::FixedSize.
class FixedFramer final : public Framer
{
public:
    explicit FixedFramer(qint64 size)
        : m_size(size)
    {
    }

    void feed(const FramedPiece &piece, QList<qint64> &ends) override
    {
        const auto end = m_position + piece.size;
        for (auto next = m_position - m_position % m_size + m_size; next <= end; next += m_size)
            ends.append(next);
        m_position = end;
    }
    [[nodiscard]] bool needsBytes() const override { return false; }
    [[nodiscard]] qint64 missingBytes() const override
    {
        return m_position % m_size == 0 ? 0 : m_size - m_position % m_size;
    }

private:
    qint64 m_size;
    qint64 m_position = 0;
};

} // namespace sockscope
